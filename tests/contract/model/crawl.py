"""Reads everything that a server has: every list, every object alone, every search."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.contract.model.creation import CREATE_OPERATIONS, FEW, creation_of, left_out_if_missing, let_work_finish
from tests.contract.model.examples import example_variants
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import FIRST_ITEM, LINKS, Link, evaluate
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    is_read_only,
    items_field,
    list_operations,
    required_parameters,
)
from tests.contract.model.payloads import minimal
from tests.json_pointer import value_at
from tests.oracle import JSON, Operation

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

# Links from a list to the operation that reads one item.
LIST_TO_READ = [
    link
    for link in LINKS
    if link.source in list_operations() and link.target not in list_operations() and link.source.tag == link.target.tag
    if link.target.method == "GET" and link.target.path.endswith("}")
]


def everything(server: Server, inventory: Inventory) -> list[tuple[Operation, Any]]:
    """What the selected operations answer after something of everything was created and its work has ended.

    On another server it is read once for all checks.
    """

    def crawl() -> list[tuple[Operation, Any]]:
        create_everything(server, inventory)
        let_work_finish(server)
        return [*search_results(server, inventory), *read_everything(server, inventory)]

    return server.shared("everything", crawl)


def create_everything(server: Server, inventory: Inventory, tags: Collection[str] | None = None) -> None:
    """Create one resource with each example body of each create operation.

    On another server, of the selected operations, and of `tags` only, if the check needs no others.
    """
    for operation in CREATE_OPERATIONS:
        is_selected = server.run.selects(operation.id) and (tags is None or operation.tag in tags)
        if server.is_free(operation) and (server.is_sandbox or is_selected):
            for variant in example_variants(operation) if operation.body else [operation]:
                with left_out_if_missing(server):
                    if server.is_sandbox:
                        server.value(inventory.valid(variant))
                    else:
                        creation_of(server, inventory, variant)


def read_everything(server: Server, inventory: Inventory) -> Iterator[tuple[Operation, Any]]:
    """The JSON of the selected read-only operations: single objects, and lists, complete and on every parent.

    The lists come last, because a single object may have to be created first.
    """
    for operation in filter(is_read_only, OPERATIONS):
        is_single = operation not in list_operations() and JSON in operation.answers[str(operation.success)]
        if is_single and server.run.selects(operation.id):
            for variant in example_variants(operation) if operation.body else [operation]:
                with left_out_if_missing(server):
                    yield operation, server.value(inventory.valid(variant))
    for link in LIST_TO_READ:
        if server.run.selects(link.target.id):
            with left_out_if_missing(server):
                for values in server.some([*itertools.islice(inventory.along(link), FEW)], 2):
                    yield link.target, server.value(inventory.about(link.target, values))
    yield from list_everything(server, inventory)


def list_everything(server: Server, inventory: Inventory) -> Iterator[tuple[Operation, Any]]:
    """Every selected list, complete and on every parent; on another server, on the first and the last parents."""
    for operation in list_operations():
        if server.run.selects(operation.id):
            with left_out_if_missing(server):
                for call in server.some([*calls_on_every_parent(inventory, operation)], 2):
                    items = server.all_of(operation.id, path=call.path, query=call.query)
                    yield operation, server.known(call) | {items_field(operation): items}


# The limit for a page with all items.
ALL_ITEMS_LIMIT = 1000


def search_results(server: Server, inventory: Inventory) -> Iterator[tuple[Operation, Any]]:
    """The items that every selected search finds with a minimal body and the largest limit."""
    for operation in OPERATIONS:
        schema = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0] if operation.body else {}
        if is_read_only(operation) and "limit" in schema.get("properties", {}) and server.run.selects(operation.id):
            with left_out_if_missing(server):
                call = inventory.valid(operation)
                call.body = minimal(operation.body[JSON], call.body) | {"limit": ALL_ITEMS_LIMIT}
                yield operation, server.value(call)


def calls_on_every_parent(inventory: Inventory, operation: Operation) -> Iterator[Call]:
    """Calls of an operation, one for each parent resource that its path names."""
    names = required_parameters(operation).keys()
    above = [
        link
        for link in LINKS
        if link.source in list_operations() and link.parameters.keys() == names
        # `id` and `name` belong to many kinds of resources, `aoi_id` to one.
        if link.target.path == operation.path or all(name.endswith("_id") for name in names)
    ]
    if names and above:
        yield from (inventory.about(operation, values) for values in inventory.along(above[0]))
    else:
        yield inventory.valid(operation)


# Links from a search to the operation that reads one found item.
SEARCH_TO_READ = [
    link
    for link in LINKS
    if link.source.method == "POST" and is_read_only(link.source) and link.target.method == "GET" and link.parameters
]


def found_and_read(server: Server, inventory: Inventory, link: Link) -> Iterator[tuple[Any, Any]]:
    """Each item that a search with a minimal body finds, and the same item read alone."""
    call = inventory.valid(link.source)
    call = replace(call, body=minimal(link.source.body[JSON], call.body))
    answer = server.value(call)
    pointer = next(str(expression).partition("#")[2] for expression in link.parameters.values())
    for position, item in enumerate(value_at(answer, FIRST_ITEM.split(pointer, maxsplit=1)[0])):
        values = {name: evaluate(expression, call, answer, position) for name, expression in link.parameters.items()}
        yield item, server.value(inventory.about(link.target, values))


def described_objects(operation: Operation, answer: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in an answer, at any depth, each with the name of its schema."""
    pointer = operation.answers[str(operation.success)][JSON]
    yield from _described_objects(CONTRACT.at(pointer), answer)


def _described_objects(schema: Any, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    name = schema.get("$ref", "").rpartition("/")[2]
    schema, _ = CONTRACT.resolve(schema, "")
    if name and isinstance(value, dict):
        yield name, value
    for entry in schema.get("oneOf", ()):
        yield from _described_objects(entry, value)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            yield from _described_objects(schema["items"], item)
    if isinstance(value, dict):
        for field, part in value.items():
            below = schema.get("properties", {}).get(field) or schema.get("additionalProperties")
            if isinstance(below, dict):
                yield from _described_objects(below, part)
