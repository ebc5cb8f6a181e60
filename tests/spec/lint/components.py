"""Rules for components: each is used, named in PascalCase, and written once."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tests import json_pointer
from tests.oracle import Contract
from tests.spec.lint.walk import NAMED, nodes, operations

# For people only: schemas that differ in nothing else are the same.
FOR_PEOPLE = {"$comment", "description", "example", "examples", "title"}
# Lists whose order does not matter.
SETS = {"enum", "required", "type"}
# Only schemas with one of these are compared. Two strings, or two pairs of numbers, may mean different things.
DISTINCTIVE = {"additionalProperties", "allOf", "anyOf", "enum", "oneOf", "properties"}


def component_problems(contract: Contract) -> Iterator[str]:
    components = contract.document.get("components", {})
    reached = _reached(contract)
    schemes = {
        name
        for operation in operations(contract)
        for alternative in operation.raw.get("security", ())
        for name in alternative
    }
    for section, entries in components.items():
        for name in entries:
            where = json_pointer.join("#/components", section, name)
            if section == "securitySchemes":
                if name not in schemes:
                    yield f"{where} is used by no operation"
                continue
            if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
                yield f"{where} has a name that is not in PascalCase"
            if where not in reached:
                yield f"{where} is used by no operation"


def _reached(contract: Contract) -> set[str]:
    """The components that operations refer to, directly or through other components."""
    reached: set[str] = set()
    waiting: list[Any] = [{key: node for key, node in contract.document.items() if key != "components"}]
    while waiting:
        for _, node in nodes(waiting.pop()):
            mapping = node.get("discriminator", {}).get("mapping", {}).values()
            new = {reference for reference in (node.get("$ref"), *mapping) if reference} - reached
            reached |= new
            waiting += [contract.at(reference.removeprefix("#")) for reference in new if reference.startswith("#/")]
    return reached


def repetitions(document: Mapping[str, Any]) -> Iterator[str]:
    """Equal objects, named or not, and equal named schemas."""
    same = defaultdict(list)
    for where, node in nodes(document):
        named = bool(re.fullmatch(r"#/components/schemas/[^/]+", where))
        if ("properties" in node and node.get("type") == "object") or (named and DISTINCTIVE & set(node)):
            same[json.dumps(_structure(node), sort_keys=True)].append(where)
    for places in same.values():
        if len(places) > 1:
            yield f"{' and '.join(places)} are the same schema; keep one, in #/components/schemas"


def _structure(schema: Any, names: bool = False) -> Any:
    """A schema without descriptions and examples, and without the order of its sets."""
    if isinstance(schema, Mapping):
        return {
            key: sorted(map(json.dumps, value))
            if key in SETS and isinstance(value, list)
            else _structure(value, names=not names and key in NAMED)
            for key, value in schema.items()
            if names or key not in FOR_PEOPLE
        }
    return [_structure(item) for item in schema] if isinstance(schema, list) else schema
