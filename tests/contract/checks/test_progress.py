"""Work reaches a terminal status, step by step. Rules on every answer tie its fields to each other."""

from __future__ import annotations

import itertools
from typing import Any

from tests.contract.model.crawl import (
    LIST_TO_READ,
    SEARCH_TO_READ,
    calls_on_every_parent,
    create_everything,
    found_and_read,
)
from tests.contract.model.creation import (
    FEW,
    STEPS,
    answer_schema,
    by_create_operation,
    parse_time,
    read_back,
    read_operation_of,
)
from tests.contract.model.examples import example_answers
from tests.contract.model.formats import percent_of
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import CONTRACT, id_of, items_of, list_operations
from tests.contract.model.statuses import TERMINAL_STATUSES
from tests.contract.outcomes import skip
from tests.contract.transport.server import CHANGING_FIELDS, Server
from tests.oracle import Operation


@by_create_operation
def test_work_reaches_a_terminal_status_and_stays_there(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    if not server.is_sandbox:
        skip("the duration of work is known only for the sandbox")
    call = inventory.valid(operation)
    created = server.value(call)
    reads = []
    for _ in range(STEPS):
        reads.append(read_back(server, inventory, operation, call, created))
        server.wait()

    for earlier, later in itertools.pairwise(reads):
        # Empty fields may get a value once, and a signed URL is new each time.
        is_done = str(earlier.get("status", "")).lower() in TERMINAL_STATUSES
        constant_fields = {name for name, value in earlier.items() if value} - (
            {"signed_url"} if is_done else CHANGING_FIELDS
        )
        constant_fields -= {name for name in constant_fields if name.endswith("updated_at")}
        assert {name: later.get(name) for name in constant_fields} == {name: earlier[name] for name in constant_fields}
        before, after = percent_of(earlier.get("progress")), percent_of(later.get("progress"))
        if before is not None:
            assert after is not None
            assert after >= before, f"progress falls from {before:g} to {after:g}"
        if earlier.get("updated_at"):
            assert parse_time(later["updated_at"]) >= parse_time(earlier["updated_at"])
    first, last = reads[0], reads[-1]
    if last.get("finished_at") and not first.get("finished_at"):
        assert parse_time(last["finished_at"]) > parse_time(last["created_at"]), "finished_at is not after created_at"
    statuses = [
        status
        for status, _ in itertools.groupby(json_object["status"] for json_object in reads if "status" in json_object)
    ]
    assert len(statuses) == len(set(statuses)), f"a status was repeated: {statuses}"
    # An order ends when it is paid; its items continue.
    assert not statuses or statuses[-1].lower() in TERMINAL_STATUSES | {"paid"}, (
        f"after {STEPS} steps it is {statuses[-1]}"
    )
    if order := ordered_statuses(operation):
        assert statuses == sorted(statuses, key=order.index), (
            f"the statuses {statuses} are not in the order of the contract, {order}"
        )


# The number of steps in which everything is observed. Recurring items take many.
MANY_STEPS = 24


def test_every_change_of_a_listed_object_has_its_time(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("the duration of work is known only for the sandbox")
    create_everything(server, inventory)
    list_calls = [call for operation in list_operations() for call in calls_on_every_parent(inventory, operation)]
    read_links = {link.source.id: link for link in LIST_TO_READ}
    previous: dict[tuple[str, str], Any] = {}
    updated_lists = lists_with_updates()
    for _ in range(MANY_STEPS):
        for call in list_calls:
            for json_object in server.all_of(call.operation.id, path=call.path, query=call.query):
                identity = call.operation.id, id_of(json_object)
                if call.operation.id in updated_lists:
                    assert_change_has_time(previous.get(identity, json_object), json_object)
                previous[identity] = json_object
            if link := read_links.get(call.operation.id):
                for values in itertools.islice(inventory.along(link), FEW):
                    assert server.value(inventory.about(link.target, values))
        for link in SEARCH_TO_READ:
            assert all(read for _, read in found_and_read(server, inventory, link))
        server.wait()


@by_create_operation
def test_failed_work_says_that_it_failed(server: Server, inventory: Inventory, operation: Operation) -> None:
    if server.let_fail is None:
        skip("only the sandbox can make work fail on request")
    call = inventory.valid(operation)
    created = server.value(call)
    resource_id = id_of(read_back(server, inventory, operation, call, created))
    server.let_fail(resource_id)
    reads = []
    for _ in range(STEPS):
        reads.append(read_back(server, inventory, operation, call, created))
        server.wait()

    statuses = [
        status
        for status, _ in itertools.groupby(json_object["status"] for json_object in reads if "status" in json_object)
    ]
    # An order whose payment has failed is unpaid.
    assert not statuses or statuses[-1].lower() in {"failed", "expired", "cancelled", "unpaid"}, statuses
    for list_operation in (candidate for candidate in list_operations() if candidate.path == operation.path):
        listed = server.all_of(
            list_operation.id, path=call.path, query=inventory.about(list_operation, call.path).query
        )
        assert resource_id in map(id_of, listed), f"{list_operation.id} does not list the failed resource"


def lists_with_updates() -> set[str]:
    """The lists whose example items have an updated_at after their created_at."""
    examples_by_list = {
        operation.id: [item for page in example_answers(operation, "") for item in items_of(operation, page)]
        for operation in list_operations()
    }
    return {
        operation_id
        for operation_id, items in examples_by_list.items()
        if any(item.get("updated_at", "") > item.get("created_at", "") for item in items)
    }


def assert_change_has_time(before: Any, after: Any) -> None:
    # Objects and lists change with the work, and signed URLs expire.
    simple_fields = {name for name, value in {**before, **after}.items() if not isinstance(value, list | dict)} - {
        "signed_url"
    }
    changed = sorted(name for name in simple_fields if before.get(name) != after.get(name))
    if changed:
        assert parse_time(after["updated_at"]) > parse_time(before["updated_at"]), (
            f"{changed} changed, and updated_at did not"
        )


def ordered_statuses(operation: Operation) -> list[str]:
    """The statuses of the created resource in the order of the contract, which is the order of the work."""
    schema, _ = CONTRACT.resolve(answer_schema(read_operation_of(operation)), "")
    status, _ = CONTRACT.resolve(schema.get("properties", {}).get("status", {}), "")
    statuses: list[str] = status.get("enum", [])
    return statuses
