"""Everything that a server has to read, and the things in it by the schema that describes them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.contract.bodies import least
from tests.contract.making import FEW, MAKERS
from tests.contract.operations import CONTRACT, OPERATIONS, Call, items_field, lists, needed, reads
from tests.contract.server import Server
from tests.contract.world import FIRST, LINKS, Known, Link, evaluated, variants
from tests.oracle import JSON, Operation, at

# From a list to what reads one of its items.
TO_ONE = [
    link
    for link in LINKS
    if link.source in lists() and link.target not in lists() and link.source.tag == link.target.tag
    if link.target.method == "GET" and link.target.path.endswith("}")
]


def make_all(server: Server, known: Known) -> None:
    """One of everything that can be made, by every body that the contract prints."""
    for maker in filter(server.may_be_asked, MAKERS):
        for one in variants(maker) if maker.body else [maker]:
            server.value(known.valid(one))


def tour(server: Server, known: Known) -> Iterator[tuple[Operation, Any]]:
    """What every operation that reads answers in JSON: lists whole, and below all that they are of; things alone."""
    yield from everything_listed(server, known)
    for operation in filter(reads, OPERATIONS):
        if operation not in lists() and JSON in operation.answers[str(operation.success)]:
            for one in variants(operation) if operation.body else [operation]:
                yield operation, server.value(known.valid(one))
    for link in TO_ONE:
        for values in itertools.islice(known.along(link), FEW):
            yield link.target, server.value(known.about(link.target, values))


def everything_listed(server: Server, known: Known) -> Iterator[tuple[Operation, Any]]:
    """Every list, whole, and below all that it is of."""
    for operation in lists():
        for call in everywhere(known, operation):
            items = server.all_of(operation.id, path=call.path, query=call.query)
            yield operation, server.value(call) | {items_field(operation): items}


def everywhere(known: Known, operation: Operation) -> Iterator[Call]:
    """An operation on what is below each of the things that are listed of what it names."""
    names = needed(operation).keys()
    above = [
        link
        for link in LINKS
        if link.source in lists() and link.parameters.keys() == names
        # Many a thing has an `id` and a `name`, only one kind an `aoi_id`.
        if link.target.path == operation.path or all(name.endswith("_id") for name in names)
    ]
    if names and above:
        yield from (known.about(operation, values) for values in known.along(above[0]))
    else:
        yield known.valid(operation)


# From a search to what reads one of the things found.
TO_ONE_FOUND = [
    link
    for link in LINKS
    if link.source.method == "POST" and reads(link.source) and link.target.method == "GET" and link.parameters
]


def found_and_alone(server: Server, known: Known, link: Link) -> Iterator[tuple[Any, Any]]:
    """Each thing that a search finds when asked for as little as can be, and the same read alone."""
    call = known.valid(link.source)
    call = replace(call, body=least(link.source.body[JSON], call.body))
    answer = server.value(call)
    pointer = next(str(said).partition("#")[2] for said in link.parameters.values())
    for position, found in enumerate(at(answer, FIRST.split(pointer, maxsplit=1)[0])):
        values = {name: evaluated(said, call, answer, position) for name, said in link.parameters.items()}
        yield found, server.value(known.about(link.target, values))


def things(operation: Operation, answer: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in an answer, at any depth, each with the name of the schema in the contract that describes it."""
    pointer = operation.answers[str(operation.success)][JSON]
    yield from _described(CONTRACT.at(pointer), answer)


def _described(schema: Any, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    name = schema.get("$ref", "").rpartition("/")[2]
    schema, _ = CONTRACT.resolve(schema, "")
    if name and isinstance(value, dict):
        yield name, value
    for one in schema.get("oneOf", ()):
        yield from _described(one, value)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            yield from _described(schema["items"], item)
    if isinstance(value, dict):
        for field, part in value.items():
            below = schema.get("properties", {}).get(field) or schema.get("additionalProperties")
            if isinstance(below, dict):
                yield from _described(below, part)
