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
        if "progress" in earlier:
            assert percent(later["progress"]) >= percent(earlier["progress"])
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
    for json_object in reads:
        assert_object_and_parts_agree(read_operation_of(operation), json_object)


# The number of steps in which everything is observed. Recurring items take many.
MANY_STEPS = 24


def test_every_listed_object_is_consistent_at_every_step(server: Server, inventory: Inventory) -> None:
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
                # An unchanged object needs no second check.
                if previous.get(identity) != json_object:
                    assert_object_and_parts_agree(call.operation, json_object)
                if call.operation.id in updated_lists:
                    assert_change_has_time(previous.get(identity, json_object), json_object)
                previous[identity] = json_object
            if link := read_links.get(call.operation.id):
                for values in itertools.islice(inventory.along(link), FEW):
                    json_object = server.value(inventory.about(link.target, values))
                    identity = link.target.id, str(values)
                    if previous.get(identity) != json_object:
                        assert_object_and_parts_agree(link.target, json_object)
                    previous[identity] = json_object
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

    for json_object in reads:
        assert_object_and_parts_agree(read_operation_of(operation), json_object)
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


def nested_objects(read_operation: Operation, json_object: Any) -> Iterator[tuple[str, Any]]:
    """An object of an answer and its nested objects, each with the name of its schema."""
    return described_objects(
        read_operation,
        {items_field(read_operation): [json_object]} if read_operation in list_operations() else json_object,
    )


def assert_object_and_parts_agree(read_operation: Operation, json_object: Any) -> None:
    for name, part in nested_objects(read_operation, json_object):
        assert_fields_agree(part)
        assert_parts_agree(part)
        assert_failure_has_reason(name, part)


# Fields with the reason of a failure.
FAILURE_FIELDS = {"err_msg", "failure_type"}


def assert_failure_has_reason(schema_name: str, json_object: Any) -> None:
    """Failed objects have a reason, and others have none."""
    properties = CONTRACT.at(f"/components/schemas/{schema_name}").get("properties", {})
    for field in FAILURE_FIELDS & properties.keys() if "status" in json_object else ():
        has_failed = str(json_object["status"]).lower() == "failed"
        assert bool(json_object.get(field)) == has_failed, (
            f"{schema_name} has the status {json_object['status']}, and {field} is {json_object.get(field)!r}"
        )


def assert_parts_agree(json_object: Any) -> None:
    """An object with a terminal status has only parts with one, and payments agree."""
    is_done = status_of(json_object) in TERMINAL_STATUSES
    for name, value in json_object.items():
        parts = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
        for part in parts:
            status = status_of(part)
            assert not (is_done and status) or status in TERMINAL_STATUSES, (
                f"the status is {json_object['status']}, and one of its {name} has {status}"
            )
            if "payment_status" in part and status_of(json_object):
                assert (part["payment_status"] != "UNPAID") == (status_of(json_object) in PAID_STATUSES), (
                    f"the status is {json_object['status']}, and one of its {name} is {part['payment_status']}"
                )
        if parts and name == "tasks" and "payment_status" in json_object:
            payments = [part["tokens_used"] for part in parts if "tokens_used" in part]
            assert (json_object["payment_status"] == "PAID") == (len(payments) == len(parts)), (
                f"payment_status is {json_object['payment_status']}, and {len(payments)} of {len(parts)} tasks are paid"
            )
            assert json_object.get("tokens_used", 0) == sum(payments), (
                f"tokens_used is {json_object.get('tokens_used')}, and the tasks have {payments}"
            )


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


def percent(progress: Any) -> float:
    return float(str(progress).removesuffix("%"))


def status_of(json_object: Any) -> str:
    """The status of an object in lower case, empty if it has none."""
    return str(json_object.get("status", "")).lower()


# Statuses of orders whose payment has ended.
PAID_STATUSES = {"paid", "refund"}
# Each of these times is empty until another field has one of the given values.
TIME_FIELDS = {
    "finished_at": ("status", TERMINAL_STATUSES),
    "paid_at": ("status", PAID_STATUSES),
    "last_feasibility_check": ("feasibility_status", {"failed", "weak_success", "success"}),
}
# Results, which are empty until the work has ended.
RESULT_FIELDS = ("assets", "eo_bands", "images", "legend", "output", "result")


def results_of(json_object: Any) -> dict[str, Any]:
    """The results of an object. A list of images is not a result: it says which archived images were ordered."""
    metadata = json_object.get("metadata")
    holders = (json_object, metadata if isinstance(metadata, dict) else {})
    results = {name: holder[name] for holder in holders for name in RESULT_FIELDS if holder.get(name)}
    return {name: value for name, value in results.items() if not (name == "images" and isinstance(value, list))}


def assert_fields_agree(json_object: Any) -> None:
    """Status, progress, results and payments of an object agree."""
    status = status_of(json_object)
    if status in {"success", "completed"} and "progress" in json_object:
        assert percent(json_object["progress"]) == 100
    if status and (status not in TERMINAL_STATUSES or status == "failed"):
        assert not results_of(json_object), (
            f"the status is {status}, and {', '.join(results_of(json_object))} is there already"
        )
    if status and status not in TERMINAL_STATUSES and "progress" in json_object:
        assert percent(json_object["progress"]) < 100
    if "signed_url" in json_object:
        assert bool(json_object["signed_url"]) == (status in {"success", "ready"})
    for name, (source_field, values) in TIME_FIELDS.items():
        if name in json_object and source_field in json_object:
            has_happened = str(json_object[source_field]).lower() in values
            assert bool(json_object[name]) == has_happened, (
                f"{source_field} is {json_object[source_field]}, and {name} {json_object[name]!r}"
            )
    # tokens_used is there if and only if there was a payment.
    if "payment_status" in json_object:
        assert ("tokens_used" in json_object) == (json_object["payment_status"] != "UNPAID"), json_object[
            "payment_status"
        ]
    # A draft is not paid.
    assert not (status == "draft" and "tokens_used" in json_object), "a draft has tokens_used"
    # A status such as paid has its time, such as paid_at.
    if f"{status}_at" in json_object:
        assert json_object[f"{status}_at"], f"the status is {status}, and {status}_at is empty"
