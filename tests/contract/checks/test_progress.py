"""Work on what was made goes on to its end, and all that is said of it agrees at any time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from tests.contract.model.crawl import (
    LIST_TO_READ,
    SEARCH_TO_READ,
    calls_on_every_parent,
    create_everything,
    described_objects,
    found_and_read,
)
from tests.contract.model.creation import (
    FEW,
    STEPS,
    TERMINAL_STATUSES,
    answer_schema,
    by_create_operation,
    parse_time,
    read_back,
    read_operation_of,
)
from tests.contract.model.examples import example_answers
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import CONTRACT, id_of, items_field, items_of, list_operations
from tests.contract.outcomes import skip
from tests.contract.transport.server import CHANGING_FIELDS, Server
from tests.oracle import Operation


@by_create_operation
def test_work_goes_on_to_its_end_and_stays_there(server: Server, inventory: Inventory, operation: Operation) -> None:
    if not server.is_sandbox:
        skip("how long work takes on this server is not known")
    call = inventory.valid(operation)
    made = server.value(call)
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, inventory, operation, call, made))
        server.let_time_pass()

    for earlier, later in itertools.pairwise(seen):
        # What is empty may be filled once, and a signed URL is another one each time.
        done = str(earlier.get("status", "")).lower() in TERMINAL_STATUSES
        constant = {name for name, value in earlier.items() if value} - ({"signed_url"} if done else CHANGING_FIELDS)
        constant -= {name for name in constant if name.endswith("updated_at")}
        assert {name: later.get(name) for name in constant} == {name: earlier[name] for name in constant}
        if "progress" in earlier:
            assert percent(later["progress"]) >= percent(earlier["progress"])
        if earlier.get("updated_at"):
            assert parse_time(later["updated_at"]) >= parse_time(earlier["updated_at"])
    first, last = seen[0], seen[-1]
    if last.get("finished_at") and not first.get("finished_at"):
        assert parse_time(last["finished_at"]) > parse_time(last["created_at"]), "finished when it was created"
    statuses = [one for one, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    assert len(statuses) == len(set(statuses)), f"a status came back: {statuses}"
    # An order is at its end once it is paid for; its items go on.
    assert not statuses or statuses[-1].lower() in TERMINAL_STATUSES | {"paid"}, (
        f"after {STEPS} steps it is {statuses[-1]}"
    )
    if words := status_words(operation):
        assert statuses == sorted(statuses, key=words.index), f"{statuses}, where the contract lists {words}"
    for thing in seen:
        assert_all_of_it_says_one_thing(read_operation_of(operation), thing)


# How long all that has been made is watched: what recurs goes on for long.
MANY_STEPS = 24


def test_all_that_is_listed_agrees_with_itself_at_all_times(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("how long work takes on this server is not known")
    create_everything(server, inventory)
    listers = [call for one in list_operations() for call in calls_on_every_parent(inventory, one)]
    alone = {link.source.id: link for link in LIST_TO_READ}
    before: dict[tuple[str, str], Any] = {}
    updated = updated_things()
    for _ in range(MANY_STEPS):
        for call in listers:
            for thing in server.all_of(call.operation.id, path=call.path, query=call.query):
                name = call.operation.id, id_of(thing)
                # What has not changed says what it said before.
                if before.get(name) != thing:
                    assert_all_of_it_says_one_thing(call.operation, thing)
                if call.operation.id in updated:
                    assert_a_change_has_a_time(before.get(name, thing), thing)
                before[name] = thing
            if link := alone.get(call.operation.id):
                for values in itertools.islice(inventory.along(link), FEW):
                    thing = server.value(inventory.about(link.target, values))
                    name = link.target.id, str(values)
                    if before.get(name) != thing:
                        assert_all_of_it_says_one_thing(link.target, thing)
                    before[name] = thing
        for link in SEARCH_TO_READ:
            assert all(read for _, read in found_and_read(server, inventory, link))
        server.let_time_pass()


@by_create_operation
def test_what_fails_says_so(server: Server, inventory: Inventory, operation: Operation) -> None:
    if server.have_fail is None:
        skip("nothing on this server fails when told to")
    call = inventory.valid(operation)
    made = server.value(call)
    name = id_of(read_back(server, inventory, operation, call, made))
    server.have_fail(name)
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, inventory, operation, call, made))
        server.let_time_pass()

    for thing in seen:
        assert_all_of_it_says_one_thing(read_operation_of(operation), thing)
    statuses = [one for one, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    # An order whose payment fails is yet to be paid.
    assert not statuses or statuses[-1].lower() in {"failed", "expired", "cancelled", "unpaid"}, statuses
    for lister in (one for one in list_operations() if one.path == operation.path):
        listed = server.all_of(lister.id, path=call.path, query=inventory.about(lister, call.path).query)
        assert name in map(id_of, listed), f"{lister.id} leaves out what has failed"


def all_of_it(reading: Operation, thing: Any) -> Iterator[tuple[str, Any]]:
    """A thing that an operation answers or lists, and what it is made of, each with the name of its schema."""
    return described_objects(reading, {items_field(reading): [thing]} if reading in list_operations() else thing)


def assert_all_of_it_says_one_thing(reading: Operation, thing: Any) -> None:
    for name, part in all_of_it(reading, thing):
        assert_it_says_one_thing(part)
        assert_its_parts_agree(part)
        assert_it_says_what_went_wrong(name, part)


# Where a thing says why it failed.
WHAT_WENT_WRONG = {"err_msg", "failure_type"}


def assert_it_says_what_went_wrong(name: str, thing: Any) -> None:
    """What has failed says why, and nothing else does."""
    described = CONTRACT.at(f"/components/schemas/{name}").get("properties", {})
    for field in WHAT_WENT_WRONG & described.keys() if "status" in thing else ():
        has_failed = str(thing["status"]).lower() == "failed"
        assert bool(thing.get(field)) == has_failed, f"{name} is {thing['status']}, and {field} {thing.get(field)!r}"


def assert_its_parts_agree(thing: Any) -> None:
    """What is done as a whole is done in all its parts, and is paid as its parts are."""
    is_done = status_of(thing) in TERMINAL_STATUSES
    for name, several in thing.items():
        parts = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
        for part in parts:
            status = status_of(part)
            assert not (is_done and status) or status in TERMINAL_STATUSES, (
                f"{thing['status']}, and one of its {name} is {status}"
            )
            if "payment_status" in part and status_of(thing):
                assert (part["payment_status"] != "UNPAID") == (status_of(thing) in PAID), (
                    f"{thing['status']}, and one of its {name} is {part['payment_status']}"
                )
        if parts and name == "tasks" and "payment_status" in thing:
            paid = [part["tokens_used"] for part in parts if "tokens_used" in part]
            assert (thing["payment_status"] == "PAID") == (len(paid) == len(parts)), (
                f"{thing['payment_status']}, and {len(paid)} of {len(parts)} tasks are paid"
            )
            assert thing.get("tokens_used", 0) == sum(paid), f"{thing.get('tokens_used')} used, of {paid}"


def updated_things() -> set[str]:
    """The lists of things that are updated after they were created, as far as what the contract prints tells."""
    printed = {
        one.id: [item for page in example_answers(one, "") for item in items_of(one, page)] for one in list_operations()
    }
    return {
        name
        for name, items in printed.items()
        if any(item.get("updated_at", "") > item.get("created_at", "") for item in items)
    }


def assert_a_change_has_a_time(before: Any, after: Any) -> None:
    # What a thing is made of changes by itself; where a file is holds for a while only.
    own = {name for name, value in {**before, **after}.items() if not isinstance(value, list | dict)} - {"signed_url"}
    changed = sorted(name for name in own if before.get(name) != after.get(name))
    if changed:
        assert parse_time(after["updated_at"]) > parse_time(before["updated_at"]), f"{changed} changed, not updated_at"


def status_words(operation: Operation) -> list[str]:
    """The statuses of what an operation makes, as the contract lists them: in the order in which they come."""
    schema, _ = CONTRACT.resolve(answer_schema(read_operation_of(operation)), "")
    status, _ = CONTRACT.resolve(schema.get("properties", {}).get("status", {}), "")
    words: list[str] = status.get("enum", [])
    return words


def percent(progress: Any) -> float:
    return float(str(progress).removesuffix("%"))


def status_of(thing: Any) -> str:
    """The status of a thing in small letters, empty where it has none."""
    return str(thing.get("status", "")).lower()


# Words by which orders say that their payment is over.
PAID = {"paid", "refund"}
# Times that are empty until something has happened, where that is said, and by which words.
HAPPENED = {
    "finished_at": ("status", TERMINAL_STATUSES),
    "paid_at": ("status", PAID),
    "last_feasibility_check": ("feasibility_status", {"failed", "weak_success", "success"}),
}
# What work comes to: there is none of it before its end.
OUTCOMES = ("assets", "eo_bands", "images", "legend", "output", "result")


def outcomes(thing: Any) -> dict[str, Any]:
    """What has come of the work on a thing; what was ordered of an archive, a list of images, is there before."""
    metadata = thing.get("metadata")
    holders = (thing, metadata if isinstance(metadata, dict) else {})
    came = {name: holder[name] for holder in holders for name in OUTCOMES if holder.get(name)}
    return {name: part for name, part in came.items() if not (name == "images" and isinstance(part, list))}


def assert_it_says_one_thing(thing: Any) -> None:
    """Status, progress and what there is to fetch agree."""
    status = status_of(thing)
    if status in {"success", "completed"} and "progress" in thing:
        assert percent(thing["progress"]) == 100
    if status and (status not in TERMINAL_STATUSES or status == "failed"):
        assert not outcomes(thing), f"{status}, and there is something of {', '.join(outcomes(thing))}"
    if status and status not in TERMINAL_STATUSES and "progress" in thing:
        assert percent(thing["progress"]) < 100
    if "signed_url" in thing:
        assert bool(thing["signed_url"]) == (status in {"success", "ready"})
    for name, (teller, words) in HAPPENED.items():
        if name in thing and teller in thing:
            has_happened = str(thing[teller]).lower() in words
            assert bool(thing[name]) == has_happened, f"{teller} is {thing[teller]}, and {name} {thing[name]!r}"
    # What a payment took is there once there was one.
    if "payment_status" in thing:
        assert ("tokens_used" in thing) == (thing["payment_status"] != "UNPAID"), thing["payment_status"]
    # What has not begun is not paid for.
    assert not (status == "draft" and "tokens_used" in thing), "a draft that is paid for"
    # What is paid says when it was paid.
    if f"{status}_at" in thing:
        assert thing[f"{status}_at"], f"{status}, and no {status}_at"
