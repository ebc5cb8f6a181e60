"""Bodies with exactly one error, of every kind that the schema forbids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.contract.model.payloads import with_optional_fields
from tests.contract.model.schemas import OF_TYPE, Schema, property_schema, resolved, sample_value

# Values of another type that look like a value of the type.
NEAR_TYPE: dict[str, list[Any]] = {
    "string": [True],
    "integer": ["7", 1.5, True, [7]],
    "number": ["7", True, [7]],
    "boolean": ["true", "", 0, 1, [True]],
    "array": ["", 0],
    "object": ["", 0],
}


def invalid_bodies(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """Bodies with one error by the schema at `pointer`, each with a description of the error.

    Optional fields that `good` does not have are added first, one at a time, so that they are tested as well.
    """
    seen = set()
    for base in (good, *with_optional_fields(pointer, good)):
        for error, body in _invalid_values(CONTRACT.at(pointer), base, ""):
            # Conditions of the schema allow some of these.
            if error not in seen and CONTRACT.problems(pointer, body):
                seen.add(error)
                yield error, body


def invalid_rings(value: Any) -> Iterator[tuple[str, Any]]:
    """`value` with a polygon ring that is open or has too few corners, which a schema cannot forbid."""
    if isinstance(value, list):
        for position, part in enumerate(value):
            for error, other in invalid_rings(part):
                yield error, [*value[:position], other, *value[position + 1 :]]
    elif isinstance(value, dict) and value.get("type") in {"Polygon", "MultiPolygon"}:
        several = value["type"] == "MultiPolygon"
        first, *holes = value["coordinates"][0] if several else value["coordinates"]
        for error, ring in (("an open ring", first[:-1]), ("a ring of two corners", [*first[:2], first[0]])):
            rings = [ring, *holes]
            yield error, value | {"coordinates": [rings, *value["coordinates"][1:]] if several else rings}
    elif isinstance(value, dict):
        for name, part in value.items():
            for error, other in invalid_rings(part):
                yield f"{error} in {name}", value | {name: other}


def _invalid_values(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    schema = resolved(schema, value)
    stated = schema.get("type", [])
    types = [stated] if isinstance(stated, str) else stated
    if types:
        for kind, values in OF_TYPE.items():
            if kind not in types:
                yield from ((f"{at} {json.dumps(other)}", other) for other in values)
        yield from ((f"{at} {json.dumps(other)}", other) for kind in types for other in NEAR_TYPE.get(kind, ()))
    yield from _beyond_bounds(schema, value, at)
    if isinstance(value, list) and "items" in schema:
        for index in sorted({0, len(value) - 1} & set(range(len(value)))):
            for error, other in _invalid_values(schema["items"], value[index], f"{at}/{index}"):
                yield error, [*value[:index], other, *value[index + 1 :]]
    if isinstance(value, dict):
        yield from _invalid_fields(schema, value, at)


def _beyond_bounds(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """Values beyond each bound of the schema."""
    if "enum" in schema or "const" in schema:
        text = str(value)
        yield from ((f"{at} {other!r}", other) for other in ("unheard-of", text.swapcase(), f" {text}", f"{text} ", ""))
    if "pattern" in schema and isinstance(value, str):
        texts = ("", f"x{value}", f"{value}x", value[:-1], value[1:], f"{value}\n", f" {value}")
        yield from ((f"{at} {other!r}", other) for other in texts)
    if "minimum" in schema:
        yield from ((f"{at} below the minimum", schema["minimum"] - beyond) for beyond in (1, 10**9))
    if "maximum" in schema:
        yield from ((f"{at} above the maximum", schema["maximum"] + beyond) for beyond in (1, 10**9))
    if "exclusiveMinimum" in schema:
        yield from ((f"{at} at the bound or below", schema["exclusiveMinimum"] - less) for less in (0, 0.5, 10**9))
    if schema.get("minLength") and isinstance(value, str):
        yield f"{at} too short", value[: schema["minLength"] - 1]
    if "maxLength" in schema:
        yield from ((f"{at} too long", ("x" * (schema["maxLength"] + excess))) for excess in (1, 1000))
    if isinstance(value, list) and value:
        if schema.get("minItems"):
            yield f"{at} too few items", value[: schema["minItems"] - 1]
            yield f"{at} no items", []
        if "maxItems" in schema:
            yield f"{at} too many items", [*value, *value[:1] * (schema["maxItems"] + 1 - len(value))]
        if schema.get("uniqueItems"):
            yield f"{at} an item twice", [*value, value[0]]


def _invalid_fields(schema: Schema, value: dict[str, Any], at: str) -> Iterator[tuple[str, Any]]:
    for name in schema.get("required", ()):
        yield f"{at}/{name} missing", {key: part for key, part in value.items() if key != name}
        if name in value:
            renamed = {**{key: part for key, part in value.items() if key != name}, name.upper(): value[name]}
            yield f"{at}/{name} in other letters", renamed
    for name in schema.get("not", {}).get("required", ()):
        if name not in value:
            yield (
                f"{at}/{name} beside what excludes it",
                {**value, name: sample_value(property_schema(schema, name) or {})},
            )
    for name, part in value.items():
        below = property_schema(schema, name)
        for error, other in _invalid_values(below, part, f"{at}/{name}") if isinstance(below, dict) else ():
            yield error, {**value, name: other}
    names = schema.get("propertyNames", {})
    if names and value:
        last = list(value)[-1]
        for error, other in _invalid_values(names, last, f"{at} key"):
            if isinstance(other, str):
                yield error, {other: value[last]}
                yield f"{error} beside a good one", {**value, other: value[last]}
