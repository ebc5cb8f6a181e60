"""Operations that create, and how what they create is read back."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.model.departures import Departure
from tests.contract.model.examples import example_variants, operation_label
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import LINKS, evaluate
from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, is_read_only, items_of, list_operations
from tests.contract.model.payloads import ids_in, minimal
from tests.contract.outcomes import Blocked, Skipped, skip
from tests.json_pointer import value_at
from tests.oracle import JSON, Operation

if TYPE_CHECKING:
    import httpx

    from tests.contract.transport.server import Server

CREATE_OPERATIONS = [
    operation for operation in OPERATIONS if operation.method == "POST" and not is_read_only(operation)
]
READ_BACK_LINKS = {link.source.id: link for link in LINKS if link.name == "readBack"}
by_create_operation = pytest.mark.parametrize(
    "operation",
    [item for maker in CREATE_OPERATIONS for item in (example_variants(maker) if maker.body else [maker])],
    ids=operation_label,
)
# How many seconds of the manual clock work is observed; the longest work takes a few.
STEPS = 8
# How many of many similar cases are tried.
FEW = 6


@dataclass(frozen=True)
class Creation:
    """A valid call that creates, its answer, and what was created: as answered, and read back at once."""

    call: Call
    answer: httpx.Response
    created: Any
    read: Any


def create(server: Server, inventory: Inventory, operation: Operation) -> Creation:
    """Something new. If the answer is a list of resources, what was created is its first."""
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    call = inventory.valid(operation)
    answer = server.success(call)
    value = answer.json()
    return Creation(call, answer, created_in(value), read_back(server, inventory, operation, call, value))


def created_in(answer: Any) -> Any:
    """What an answer says was created; the first if it is a list of resources."""
    several = [part for part in answer.values() if isinstance(part, list)]
    return several[0][0] if len(answer) == len(several) == 1 else answer


def creation_of(server: Server, inventory: Inventory, operation: Operation) -> Creation:
    """Something new; on another server, the same for all checks, so that little is left there."""
    name = "created", operation_label(operation)
    return server.shared(name, lambda: create(server, inventory, operation))


def read_back(server: Server, inventory: Inventory, operation: Operation, call: Call, answer: Any) -> Any:
    """The created resource, read back along the link of the contract. Without it, the check is blocked."""
    if operation.id not in READ_BACK_LINKS:
        target = next(other for other in list_operations() if other.tag == operation.tag)
        items = items_of(target, server.value(inventory.valid(target)))
        resources = [item for item in items if item["id"] == answer["id"]]
    else:
        link = READ_BACK_LINKS[operation.id]
        target = link.target
        values = {name: evaluate(expression, call, answer, 0) for name, expression in link.parameters.items()}
        read = server.value(inventory.about(target, values))
        resources = items_of(target, read) if target in list_operations() else [read]
    if len(resources) != 1:
        message = f"must have 1 resource with the ID that {operation.id} has answered, has {len(resources)}"
        server.run.block(target.id, 200, Departure("", "what was created can be read", message))
    return resources[0]


def read_operation_of(operation: Operation) -> Operation:
    """The operation that reads back what a create operation creates."""
    if operation.id in READ_BACK_LINKS:
        return READ_BACK_LINKS[operation.id].target
    return next(other for other in list_operations() if other.tag == operation.tag)


def answer_schema(operation: Operation) -> Any:
    """The schema of the answer; for a list, the schema of an item."""
    pointer = operation.answers[str(operation.success)][JSON]
    schema, _ = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    several = [part for part in schema["properties"].values() if part.get("type") == "array"]
    return several[0]["items"] if operation in list_operations() or len(schema["properties"]) == 1 else schema


def own_or_nested(item: Any, name: str) -> Any:
    """The value of a field of an object, or of an object in it."""
    return next((part[name] for part in (item, *item.values()) if isinstance(part, dict) and name in part), None)


def with_other_ids(inventory: Inventory, body: Any) -> Iterator[tuple[str, Any]]:
    """Bodies with one ID replaced by another existing ID, each with the pointer of the ID."""
    for pointer, kind, value in ids_in(body):
        parent, _, name = pointer.rpartition("/")
        for other in inventory.named(kind)[:FEW]:
            if other not in value:
                changed = copy.deepcopy(body)
                value_at(changed, parent)[name] = [other] if isinstance(value, list) else other
                yield pointer, changed


def assert_all_can_be_read(server: Server, inventory: Inventory) -> None:
    """Every selected read-only operation succeeds, a search also with a minimal body, which finds everything."""
    for operation in filter(is_read_only, OPERATIONS):
        if not server.run.selects(operation.id):
            continue
        with left_out_if_missing(server):
            call = inventory.valid(operation)
            bodies = [call.body]
            if operation.body and (body := minimal(operation.body[JSON], call.body)) != call.body:
                bodies.append(body)
            for body in bodies:
                answer = server.ask(replace(call, body=body))
                assert answer.status_code in operation.successes, (
                    f"{replace(call, body=body)} must be {operation.success} after what was created, "
                    f"is {answer.status_code} {answer.text[:300]}"
                )


@contextmanager
def left_out_if_missing(server: Server) -> Iterator[None]:
    """On another server, leaves out what it has no data for, or what a finding blocks. The sandbox has everything."""
    try:
        yield
    except (Skipped, Blocked):
        if server.is_sandbox:
            raise


def let_work_finish(server: Server) -> None:
    """Advance the manual clock of the sandbox until all work has ended; on another server, wait a moment."""
    for _ in range(STEPS if server.is_sandbox else 1):
        server.wait()


def parse_time(text: str) -> datetime:
    return datetime.fromisoformat(text)
