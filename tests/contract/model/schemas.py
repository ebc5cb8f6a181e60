"""What a schema of the contract says about one value: alternatives resolved, sample values."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.oracle import Contract

Schema = Mapping[str, Any]

# Something of each type.
OF_TYPE: dict[str, list[Any]] = {
    "string": ["x"],
    "integer": [7],
    "number": [7, 1.5],
    "boolean": [True],
    "array": [[], ["x"]],
    "object": [{}, {"x": 1}],
    "null": [None],
}


def resolved(schema: Schema, value: Any) -> Schema:
    """The schema with what holds for `value` alone, of its alternatives and conditions, taken in."""
    schema, _ = CONTRACT.resolve(schema, "")
    for one in schema.get("oneOf", ()):
        if not violates(one, value):
            return combined({key: part for key, part in schema.items() if key != "oneOf"}, resolved(one, value))
    if "if" in schema:
        branch = schema.get("else" if violates(schema["if"], value) else "then", {})
        rest = {key: part for key, part in schema.items() if key not in {"if", "then", "else"}}
        return combined(rest, resolved(branch, value))
    return schema


def sample_value(schema: Schema) -> Any:
    """Something that the schema allows: what it gives as an example, where there is one."""
    schema, _ = CONTRACT.resolve(schema, "")
    for found in ("examples", "enum"):
        if schema.get(found):
            return copy.deepcopy(schema[found][0])
    if "const" in schema:
        return schema["const"]
    for one in schema.get("oneOf", ()):
        return sample_value(one)
    match schema.get("type"):
        case "object":
            return {name: sample_value(schema["properties"][name]) for name in schema.get("required", ())}
        case "array":
            return [sample_value(schema.get("items", {}))] * schema.get("minItems", 1)
        case "integer" | "number":
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        case "boolean":
            return False
        case [first, *_]:
            return OF_TYPE[first][0]
        case _:
            return "x"


def property_schema(schema: Schema, name: str) -> Any:
    return schema.get("properties", {}).get(name) or schema.get("additionalProperties")


def combined(one: Schema, other: Schema) -> Schema:
    """A schema that asks for what both ask for, as far as the keywords of this contract go."""
    one, other = (CONTRACT.resolve(schema, "")[0] for schema in (one, other))
    both: dict[str, Any] = {**one, **other}
    if "required" in one and "required" in other:
        both["required"] = [*one["required"], *other["required"]]
    for inner in ("additionalProperties", "items"):
        if isinstance(one.get(inner), dict) and isinstance(other.get(inner), dict):
            both[inner] = combined(one[inner], other[inner])
    properties = dict(one.get("properties", {}))
    for name, part in other.get("properties", {}).items():
        properties[name] = combined(properties[name], part) if name in properties else part
    return {**both, "properties": properties} if properties else both


@cache
def _contract_with(text: str) -> Contract:
    return Contract({**CONTRACT.document, "one": json.loads(text)})


def violates(schema: Schema, value: Any) -> bool:
    return bool(_contract_with(json.dumps(schema)).problems("/one", value))
