"""Work reaches a terminal status; its fields are consistent at every step."""

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
def test_work_reaches_a_terminal_status_and_stays_there(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    if not server.is_sandbox:
        skip("only of the sandbox is it known how long work takes")
    call = inventory.valid(operation)
    made = server.value(call)
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, inventory, operation, call, made))
        server.wait()

    for earlier, later in itertools.pairwise(seen):
        # Empty fields may get a value once, and a signed URL is new each time.
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
        assert parse_time(last["finished_at"]) > parse_time(last["created_at"]), "finished_at is not after created_at"
    statuses = [item for item, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    assert len(statuses) == len(set(statuses)), f"a status was repeated: {statuses}"
    # An order ends when it is paid; its items continue.
    assert not statuses or statuses[-1].lower() in TERMINAL_STATUSES | {"paid"}, (
        f"after {STEPS} steps it is {statuses[-1]}"
    )
    if words := status_words(operation):
        assert statuses == sorted(statuses, key=words.index), (
            f"the statuses {statuses} are not in the order of the contract, {words}"
        )
    for thing in seen:
        assert_all_of_it_says_one_thing(read_operation_of(operation), thing)


# How many steps everything is observed. Recurring items take many.
MANY_STEPS = 24


def test_every_listed_object_is_consistent_at_every_step(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("only of the sandbox is it known how long work takes")
    create_everything(server, inventory)
    listers = [call for operation in list_operations() for call in calls_on_every_parent(inventory, operation)]
    alone = {link.source.id: link for link in LIST_TO_READ}
    before: dict[tuple[str, str], Any] = {}
    updated = updated_things()
    for _ in range(MANY_STEPS):
        for call in listers:
            for thing in server.all_of(call.operation.id, path=call.path, query=call.query):
                name = call.operation.id, id_of(thing)
                # An unchanged object needs no second check.
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
        server.wait()


@by_create_operation
def test_failed_work_says_that_it_failed(server: Server, inventory: Inventory, operation: Operation) -> None:
    if server.let_fail is None:
        skip("only the sandbox can be told to let work fail")
    call = inventory.valid(operation)
    made = server.value(call)
    name = id_of(read_back(server, inventory, operation, call, made))
    server.let_fail(name)
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, inventory, operation, call, made))
        server.wait()

    for thing in seen:
        assert_all_of_it_says_one_thing(read_operation_of(operation), thing)
    statuses = [item for item, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    # An order whose payment has failed is unpaid.
    assert not statuses or statuses[-1].lower() in {"failed", "expired", "cancelled", "unpaid"}, statuses
    for lister in (candidate for candidate in list_operations() if candidate.path == operation.path):
        listed = server.all_of(lister.id, path=call.path, query=inventory.about(lister, call.path).query)
        assert name in map(id_of, listed), f"{lister.id} does not list the failed resource"


def all_of_it(reading: Operation, thing: Any) -> Iterator[tuple[str, Any]]:
    """An object of an answer and the objects in it, each with the name of its schema."""
    return described_objects(reading, {items_field(reading): [thing]} if reading in list_operations() else thing)


def assert_all_of_it_says_one_thing(reading: Operation, thing: Any) -> None:
    for name, part in all_of_it(reading, thing):
        assert_it_says_one_thing(part)
        assert_its_parts_agree(part)
        assert_it_says_what_went_wrong(name, part)


# Fields with the reason of a failure.
WHAT_WENT_WRONG = {"err_msg", "failure_type"}


def assert_it_says_what_went_wrong(name: str, thing: Any) -> None:
    """Failed objects have a reason, and others have none."""
    described = CONTRACT.at(f"/components/schemas/{name}").get("properties", {})
    for field in WHAT_WENT_WRONG & described.keys() if "status" in thing else ():
        has_failed = str(thing["status"]).lower() == "failed"
        assert bool(thing.get(field)) == has_failed, (
            f"{name} has the status {thing['status']}, and {field} is {thing.get(field)!r}"
        )


def assert_its_parts_agree(thing: Any) -> None:
    """An object with a terminal status has only parts with one, and payments agree."""
    is_done = status_of(thing) in TERMINAL_STATUSES
    for name, several in thing.items():
        parts = [item for item in several if isinstance(item, dict)] if isinstance(several, list) else []
        for part in parts:
            status = status_of(part)
            assert not (is_done and status) or status in TERMINAL_STATUSES, (
                f"the status is {thing['status']}, and one of its {name} has {status}"
            )
            if "payment_status" in part and status_of(thing):
                assert (part["payment_status"] != "UNPAID") == (status_of(thing) in PAID), (
                    f"the status is {thing['status']}, and one of its {name} is {part['payment_status']}"
                )
        if parts and name == "tasks" and "payment_status" in thing:
            paid = [part["tokens_used"] for part in parts if "tokens_used" in part]
            assert (thing["payment_status"] == "PAID") == (len(paid) == len(parts)), (
                f"payment_status is {thing['payment_status']}, and {len(paid)} of {len(parts)} tasks are paid"
            )
            assert thing.get("tokens_used", 0) == sum(paid), (
                f"tokens_used is {thing.get('tokens_used')}, and the tasks have {paid}"
            )


def updated_things() -> set[str]:
    """The lists whose example items have an updated_at after their created_at."""
    printed = {
        operation.id: [item for page in example_answers(operation, "") for item in items_of(operation, page)]
        for operation in list_operations()
    }
    return {
        name
        for name, items in printed.items()
        if any(item.get("updated_at", "") > item.get("created_at", "") for item in items)
    }


def assert_a_change_has_a_time(before: Any, after: Any) -> None:
    # Objects and lists change with the work, and signed URLs expire.
    own = {name for name, value in {**before, **after}.items() if not isinstance(value, list | dict)} - {"signed_url"}
    changed = sorted(name for name in own if before.get(name) != after.get(name))
    if changed:
        assert parse_time(after["updated_at"]) > parse_time(before["updated_at"]), (
            f"{changed} changed, and updated_at did not"
        )


def status_words(operation: Operation) -> list[str]:
    """The statuses of the created resource in the order of the contract, which is the order of the work."""
    schema, _ = CONTRACT.resolve(answer_schema(read_operation_of(operation)), "")
    status, _ = CONTRACT.resolve(schema.get("properties", {}).get("status", {}), "")
    words: list[str] = status.get("enum", [])
    return words


def percent(progress: Any) -> float:
    return float(str(progress).removesuffix("%"))


def status_of(thing: Any) -> str:
    """The status of an object in lower case, empty if it has none."""
    return str(thing.get("status", "")).lower()


# Statuses of orders whose payment has ended.
PAID = {"paid", "refund"}
# Times that are empty until a field has one of these values.
HAPPENED = {
    "finished_at": ("status", TERMINAL_STATUSES),
    "paid_at": ("status", PAID),
    "last_feasibility_check": ("feasibility_status", {"failed", "weak_success", "success"}),
}
# Results, which are empty until the work has ended.
OUTCOMES = ("assets", "eo_bands", "images", "legend", "output", "result")


def outcomes(thing: Any) -> dict[str, Any]:
    """The results of an object. A list of images is the order of archived images and no result."""
    metadata = thing.get("metadata")
    holders = (thing, metadata if isinstance(metadata, dict) else {})
    came = {name: holder[name] for holder in holders for name in OUTCOMES if holder.get(name)}
    return {name: part for name, part in came.items() if not (name == "images" and isinstance(part, list))}


def assert_it_says_one_thing(thing: Any) -> None:
    """Status, progress, results and payments of an object agree."""
    status = status_of(thing)
    if status in {"success", "completed"} and "progress" in thing:
        assert percent(thing["progress"]) == 100
    if status and (status not in TERMINAL_STATUSES or status == "failed"):
        assert not outcomes(thing), f"the status is {status}, and {', '.join(outcomes(thing))} is there already"
    if status and status not in TERMINAL_STATUSES and "progress" in thing:
        assert percent(thing["progress"]) < 100
    if "signed_url" in thing:
        assert bool(thing["signed_url"]) == (status in {"success", "ready"})
    for name, (teller, words) in HAPPENED.items():
        if name in thing and teller in thing:
            has_happened = str(thing[teller]).lower() in words
            assert bool(thing[name]) == has_happened, f"{teller} is {thing[teller]}, and {name} {thing[name]!r}"
    # tokens_used is there if and only if there was a payment.
    if "payment_status" in thing:
        assert ("tokens_used" in thing) == (thing["payment_status"] != "UNPAID"), thing["payment_status"]
    # A draft is not paid.
    assert not (status == "draft" and "tokens_used" in thing), "a draft has tokens_used"
    # A status such as paid has its time, such as paid_at.
    if f"{status}_at" in thing:
        assert thing[f"{status}_at"], f"the status is {status}, and {status}_at is empty"
