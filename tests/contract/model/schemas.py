"""What a schema requires of one value, with alternatives and conditions resolved, and sample values."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.oracle import Contract

Schema = Mapping[str, Any]

# Sample values of each type.
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
    """The schema, with those of its alternatives and conditions merged in that apply to `value`."""
    schema, _ = CONTRACT.resolve(schema, "")
    for keyword in ("oneOf", "anyOf"):
        for item in schema.get(keyword, ()):
            if not violates(item, value):
                return combined({key: part for key, part in schema.items() if key != keyword}, resolved(item, value))
    if "if" in schema:
        branch = schema.get("else" if violates(schema["if"], value) else "then", {})
        unconditional = {key: part for key, part in schema.items() if key not in {"if", "then", "else"}}
        return combined(unconditional, resolved(branch, value))
    return schema


def sample_value(schema: Schema) -> Any:
    """A value that the schema allows: its first example, if it has one."""
    schema, _ = CONTRACT.resolve(schema, "")
    for keyword in ("examples", "enum"):
        if schema.get(keyword):
            return copy.deepcopy(schema[keyword][0])
    if "const" in schema:
        return schema["const"]
    for item in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        return sample_value(item)
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


def alternatives(schema: Schema) -> list[Schema]:
    """The alternatives of a schema; the schema itself if it has none."""
    return list(schema.get("anyOf", [schema]))


def exclusions(schema: Schema) -> list[list[str]]:
    """The fields that an object may not have together."""
    return [item["required"] for item in alternatives(schema.get("not", {})) if "required" in item]


def combined(first: Schema, second: Schema) -> Schema:
    """A schema that requires what both require, for the keywords that this contract uses."""
    first, second = (CONTRACT.resolve(schema, "")[0] for schema in (first, second))
    result: dict[str, Any] = {**first, **second}
    if "required" in first and "required" in second:
        result["required"] = [*first["required"], *second["required"]]
    if "not" in first and "not" in second:
        result["not"] = {"anyOf": [*alternatives(first["not"]), *alternatives(second["not"])]}
    for inner in ("additionalProperties", "items"):
        if isinstance(first.get(inner), dict) and isinstance(second.get(inner), dict):
            result[inner] = combined(first[inner], second[inner])
    properties = dict(first.get("properties", {}))
    for name, part in second.get("properties", {}).items():
        properties[name] = combined(properties[name], part) if name in properties else part
    return {**result, "properties": properties} if properties else result


@cache
def _contract_with(text: str) -> Contract:
    return Contract({**CONTRACT.document, "one": json.loads(text)})


def violates(schema: Schema, value: Any) -> bool:
    return bool(_contract_with(json.dumps(schema)).problems("/one", value))
