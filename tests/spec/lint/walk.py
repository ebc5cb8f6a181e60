"""Iterates over an OpenAPI document, valid or not; tells names from keywords, and descriptions from data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from tests import json_pointer
from tests.oracle import METHODS, Contract

# The keys below these are names: a property may be called `enum`.
NAMED = {
    "$defs",
    "callbacks",
    "content",
    "dependentSchemas",
    "headers",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
}
# The entries below these may be references; their content is data.
ENTRIES = {"examples", "links"}
DATA = {"const", "default", "enum", "example"} | ENTRIES
# The schemas below these apply to the same value as the schema around them.
IN_PLACE = ("allOf", "anyOf", "oneOf")
CONDITIONAL = ("if", "then", "else")
OPEN = ("additionalProperties", "unevaluatedProperties")
INSIDE = {"properties", "patternProperties", "items", "prefixItems", *OPEN}


@dataclass(frozen=True)
class Operation:
    """An operation as it is written. `name` is method and path, `where` its pointer; `parameters` are resolved."""

    name: str
    where: str
    raw: Mapping[str, Any]
    parameters: Mapping[str, Mapping[str, Any]]


def nodes(node: Any, where: str = "#") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object that is no data and no map of names, with its pointer."""
    if isinstance(node, list):
        for position, child in enumerate(node):
            yield from nodes(child, f"{where}/{position}")
    elif isinstance(node, Mapping):
        yield where, node
        for key, child in node.items():
            place = json_pointer.join(where, key)
            if key in NAMED and isinstance(child, Mapping):
                for name, named in child.items():
                    yield from nodes(named, json_pointer.join(place, name))
            elif key in ENTRIES and isinstance(child, Mapping):
                yield from (
                    (json_pointer.join(place, name), entry) for name, entry in child.items() if isinstance(entry, dict)
                )
            elif key not in DATA and not str(key).startswith("x-"):
                yield from nodes(child, place)


def operations(contract: Contract) -> Iterator[Operation]:
    """Every operation, with the parameters of its path item."""
    for path, item in contract.document["paths"].items():
        for method in METHODS:
            if method in item:
                base = json_pointer.join("/paths", path)
                parameters = {}
                for source, where in ((item, base), (item[method], f"{base}/{method}")):
                    for position, entry in enumerate(source.get("parameters", ())):
                        node, pointer = contract.resolve(entry, f"{where}/parameters/{position}")
                        parameters[pointer] = node
                yield Operation(f"{method.upper()} {path}", f"{base}/{method}", item[method], parameters)


def responses(contract: Contract, operation: Operation) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """The responses of an operation: status, response and its pointer."""
    for status, response in operation.raw.get("responses", {}).items():
        yield status, *contract.resolve(response, f"{operation.where}/responses/{status}")


def media_types(node: Mapping[str, Any], where: str) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """The media types of a body or a response: name, media type and its pointer."""
    for name, media_type in node.get("content", {}).items():
        yield name, media_type, json_pointer.join(where, "content", name)


def examples(contract: Contract, node: Mapping[str, Any], where: str) -> Iterator[tuple[str, Any]]:
    """The examples of a media type, a parameter, a header or a schema, with their pointers."""
    entries = node.get("examples", ())
    if isinstance(entries, Mapping):
        for name, entry in entries.items():
            example, pointer = contract.resolve(entry, json_pointer.join(where, "examples", name))
            if "value" in example:
                yield f"{pointer}/value", example["value"]
    else:
        yield from ((f"{where}/examples/{position}", value) for position, value in enumerate(entries))
    if "example" in node:
        yield f"{where}/example", node["example"]


def inside(contract: Contract, schemas: list[Any], key: str) -> list[Any] | None:
    """The schemas of the value under `key` of a value of `schemas`; None if they declare no such key."""
    parts = list(chain.from_iterable(_parts(contract, schema, ()) for schema in schemas))
    types = {name for part in parts for name in _types(part)}
    if types.isdisjoint({"array", "object"}) and types:
        return None
    schemas_below = [part["properties"][key] for part in parts if key in part.get("properties", ())]
    for part in parts:
        schemas_below += [
            schema for pattern, schema in part.get("patternProperties", {}).items() if re.search(pattern, key)
        ]
    if key.isdigit():
        schemas_below += [part["items"] for part in parts if "items" in part]
        schemas_below += [
            part["prefixItems"][int(key)] for part in parts if len(part.get("prefixItems", ())) > int(key)
        ]
    schemas_below = schemas_below or [
        part[name] for part in parts for name in OPEN if part.get(name, False) is not False
    ]
    # A schema that declares nothing inside allows anything there.
    return schemas_below if schemas_below or not any(INSIDE & set(part) for part in parts) else None


def _types(schema: Mapping[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return types if isinstance(types, list) else [types]


def _parts(contract: Contract, schema: Any, above: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """A schema, and the others that it applies to the same value."""
    if not isinstance(schema, Mapping):
        return
    yield schema
    reference = schema.get("$ref")
    if reference and reference not in above:
        yield from _parts(contract, contract.at(reference.removeprefix("#")), (*above, reference))
    for key in IN_PLACE:
        for part in schema.get(key, ()):
            yield from _parts(contract, part, above)
    for key in CONDITIONAL:
        yield from _parts(contract, schema.get(key), above)
