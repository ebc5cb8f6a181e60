"""Work on what was made goes on to its end, and all that is said of it agrees at any time."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.contract.making import (
    DONE,
    FEW,
    STEPS,
    answer_of,
    by_maker,
    moment,
    read_back,
    reader,
)
from tests.contract.server import CONTRACT, MOVING, Server, identity, items_of, lists
from tests.contract.test_printed import printed_answers
from tests.contract.tour import TO_ONE, TO_ONE_FOUND, everywhere, found_and_alone, make_all
from tests.contract.world import Known
from tests.oracle import Operation


@by_maker
def test_work_goes_on_to_its_end_and_stays_there(server: Server, known: Known, operation: Operation) -> None:
    if not server.is_sandbox:
        pytest.skip("not checked: how long work takes on this server is not known")
    call = known.valid(operation)
    made = server.value(call)
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, known, operation, call, made))
        server.let_time_pass()

    for earlier, later in itertools.pairwise(seen):
        # What is empty may be filled once, and a signed URL is another one each time.
        done = str(earlier.get("status", "")).lower() in DONE
        constant = {name for name, value in earlier.items() if value} - ({"signed_url"} if done else MOVING)
        constant -= {name for name in constant if name.endswith("updated_at")}
        assert {name: later.get(name) for name in constant} == {name: earlier[name] for name in constant}
        if "progress" in earlier:
            assert percent(later["progress"]) >= percent(earlier["progress"])
        if earlier.get("updated_at"):
            assert moment(later["updated_at"]) >= moment(earlier["updated_at"])
    first, last = seen[0], seen[-1]
    if last.get("finished_at") and not first.get("finished_at"):
        assert moment(last["finished_at"]) > moment(last["created_at"]), "finished when it was created"
    statuses = [one for one, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    assert len(statuses) == len(set(statuses)), f"a status came back: {statuses}"
    # An order is at its end once it is paid for; its items go on.
    assert not statuses or statuses[-1].lower() in DONE | {"paid"}, f"after {STEPS} steps it is {statuses[-1]}"
    if words := status_words(operation):
        assert statuses == sorted(statuses, key=words.index), f"{statuses}, where the contract lists {words}"
    for thing in seen:
        assert_it_says_one_thing(thing)


# How long all that has been made is watched: what recurs goes on for long.
MANY_STEPS = 24


def test_all_that_is_listed_agrees_with_itself_at_all_times(server: Server, known: Known) -> None:
    if not server.is_sandbox:
        pytest.skip("not checked: how long work takes on this server is not known")
    make_all(server, known)
    listers = [call for one in lists() for call in everywhere(known, one)]
    alone = {link.source.id: link for link in TO_ONE}
    before: dict[tuple[str, str], Any] = {}
    updated = updated_things()
    for _ in range(MANY_STEPS):
        for call in listers:
            for thing in server.all_of(call.operation.id, path=call.path, query=call.query):
                name = call.operation.id, identity(thing)
                assert_it_says_one_thing(thing)
                assert_its_parts_agree(thing)
                if call.operation.id in updated:
                    assert_a_change_has_a_time(before.get(name, thing), thing)
                before[name] = thing
            if link := alone.get(call.operation.id):
                for values in itertools.islice(known.along(link), FEW):
                    assert_its_parts_agree(server.value(known.about(link.target, values)))
        for link in TO_ONE_FOUND:
            assert all(read for _, read in found_and_alone(server, known, link))
        server.let_time_pass()


@by_maker
def test_what_fails_says_so(server: Server, known: Known, operation: Operation) -> None:
    if server.have_fail is None:
        pytest.skip("not checked: nothing on this server fails when told to")
    call = known.valid(operation)
    made = server.value(call)
    server.have_fail(identity(read_back(server, known, operation, call, made)))
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, known, operation, call, made))
        server.let_time_pass()

    for thing in seen:
        assert_it_says_one_thing(thing)
        assert_its_parts_agree(thing)
    statuses = [one for one, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    # An order whose payment fails is yet to be paid.
    assert not statuses or statuses[-1].lower() in {"failed", "expired", "cancelled", "unpaid"}, statuses


def assert_its_parts_agree(thing: Any) -> None:
    """What is done as a whole is done in all its parts, and is paid as its parts are."""
    is_done = str(thing.get("status", "")).lower() in DONE
    for name, several in thing.items():
        parts = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
        for part in parts:
            status = str(part.get("status", "")).lower()
            assert not (is_done and status) or status in DONE, f"{thing['status']}, and one of its {name} is {status}"
        if parts and name == "tasks" and "payment_status" in thing:
            paid = [part["tokens_used"] for part in parts if "tokens_used" in part]
            assert (thing["payment_status"] == "PAID") == (len(paid) == len(parts)), (
                f"{thing['payment_status']}, and {len(paid)} of {len(parts)} tasks are paid"
            )
            assert thing.get("tokens_used", 0) == sum(paid), f"{thing.get('tokens_used')} used, of {paid}"


def updated_things() -> set[str]:
    """The lists of things that are updated after they were created, as far as what the contract prints tells."""
    printed = {one.id: [item for page in printed_answers(one, "") for item in items_of(one, page)] for one in lists()}
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
        assert moment(after["updated_at"]) > moment(before["updated_at"]), f"{changed} changed, not updated_at"


def status_words(operation: Operation) -> list[str]:
    """The statuses of what an operation makes, as the contract lists them: in the order in which they come."""
    schema, _ = CONTRACT.resolve(answer_of(reader(operation)), "")
    status, _ = CONTRACT.resolve(schema.get("properties", {}).get("status", {}), "")
    words: list[str] = status.get("enum", [])
    return words


def percent(progress: Any) -> float:
    return float(str(progress).removesuffix("%"))


def assert_it_says_one_thing(thing: Any) -> None:
    """Status, progress and what there is to fetch agree."""
    status = str(thing.get("status", "")).lower()
    if status in {"success", "completed"} and "progress" in thing:
        assert percent(thing["progress"]) == 100
    if status and status not in DONE and "progress" in thing:
        assert percent(thing["progress"]) < 100
    if "signed_url" in thing:
        assert bool(thing["signed_url"]) == (status in {"success", "ready"})
    if "finished_at" in thing:
        assert bool(thing["finished_at"]) == (status in DONE)
    # What a payment took is there once there was one.
    if "payment_status" in thing:
        assert ("tokens_used" in thing) == (thing["payment_status"] != "UNPAID"), thing["payment_status"]
    # What is paid says when it was paid.
    if f"{status}_at" in thing:
        assert thing[f"{status}_at"], f"{status}, and no {status}_at"
