"""Bodies beside a good one: with one thing wrong, in every way that the schema makes wrong, and at every bound."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from tests.oracle import Contract

Schema = Mapping[str, Any]

CONTRACT = Contract.load()
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
# Commas and quotes are for tables and lists, signs for URLs and markup, the rest for charsets.
SCRIPTS = 'Ω, "ç" & <b> 100% + 田 🛰'
# In place of a value of each type, what looks like one.
NEARLY: dict[str, list[Any]] = {
    "string": [True],
    "integer": ["7", 1.5, True, [7]],
    "number": ["7", True, [7]],
    "boolean": ["true", "", 0, 1, [True]],
    "array": ["", 0],
    "object": ["", 0],
}


def spoiled(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """Bodies with one thing wrong by the schema at `pointer`, each with what that is.

    Fields that `good` leaves out are wrong in turn as well: beside them, what has been wrong once is good.
    """
    seen = set()
    for whole in (good, *filled(pointer, good)):
        for what, body in _spoiled(CONTRACT.at(pointer), whole, ""):
            # In one or the other mode some of these are allowed.
            if what not in seen and CONTRACT.problems(pointer, body):
                seen.add(what)
                yield what, body


def filled(pointer: str, good: Any) -> Iterator[Any]:
    """`good` with each of the fields, at any depth, that it leaves out and that it may have."""
    for _, body in _with_more(CONTRACT.at(pointer), good, ""):
        if not CONTRACT.problems(pointer, body):
            yield body


def neighbours(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """Other bodies that the schema at `pointer` allows: at each bound, with each word, with and without each field."""
    for what, body in _neighbours(CONTRACT.at(pointer), good, ""):
        # To Python, 5.0 is 5.
        if json.dumps(body) != json.dumps(good) and not CONTRACT.problems(pointer, body):
            yield what, body


def least(pointer: str, good: Any) -> Any:
    """`good` without all that it may leave out."""
    for name in [*good]:
        less = {other: part for other, part in good.items() if other != name}
        if not CONTRACT.problems(pointer, less):
            good = less
    return good


def varied(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """`good` with one of its texts, numbers or answers to yes or no another one that the schema at `pointer` allows."""
    for what, body in _varied(good, ""):
        if not CONTRACT.problems(pointer, body):
            yield what, body


def _varied(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for name, part in value.items():
                yield from ((what, value | {name: other}) for what, other in _varied(part, f"{at}/{name}"))
            # What is for the caller's own use has names of the caller's own.
            if at.rpartition("/")[2] in {"labels", "metadata"}:
                yield at, value | {"An odd. NAME-e\u0301 ": "x"}
        case list():
            # Of several alike, the last: a server may look at the first alone.
            for what, other in _varied(value[-1], f"{at}/{len(value) - 1}") if value else ():
                yield what, [*value[:-1], other]
        case bool():
            yield at, not value
        case str():
            # As it is, however long, and in characters that could be written as others.
            yield from ((at, other) for other in (f"{value}x", f" {value} ", value * 300, f"{value}e\u0301"))
            # Wherever there may be a space, it counts.
            spaced = re.sub(r"([-+*/(])", r"\1  ", value, count=1)
            if spaced != value:
                yield at, spaced
        case int() | float():
            yield at, value + 1


def moved(value: Any, position: Callable[[list[float]], list[float]]) -> Any:
    """`value`, with each position of the GeoJSON in it another one."""
    if isinstance(value, list):
        return [moved(part, position) for part in value]
    if isinstance(value, dict):
        return {
            name: _positions(part, position) if name == "coordinates" else moved(part, position)
            for name, part in value.items()
        }
    return value


def _positions(coordinates: Any, position: Callable[[list[float]], list[float]]) -> Any:
    if isinstance(coordinates[0], list):
        return [_positions(part, position) for part in coordinates]
    return position(coordinates)


def renamed(value: Any) -> Any:
    """The same with names, at any depth, that hold text of many scripts."""
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if isinstance(value, dict):
        named = {name: f"{part} {SCRIPTS}" for name, part in value.items() if name == "name" and isinstance(part, str)}
        return {name: renamed(part) for name, part in value.items()} | named
    return value


def ids_in(value: Any, at: str = "") -> Iterator[tuple[str, str, Any]]:
    """Where ids stand in a body or a query, the name that says what of, such as `asset_id`, and what stands there."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        holder = at.rpartition("/")[2]
        # What is delivered names its store by `config`, what is packed inputs and outputs by their names.
        if str(name).endswith(("_id", "_ids")) or name in {"config", "inputs", "outputs"}:
            yield f"{at}/{name}", str(name), part
        elif name == "id" and holder and not holder.isdigit():
            yield f"{at}/{name}", f"{holder.partition('_')[0]}_id", part
        # What is named in one of its versions.
        elif name in {"name", "version"} and holder and "version" in value:
            yield f"{at}/{name}", f"{holder}_{name}", part
        else:
            yield from ids_in(part, f"{at}/{name}")


def misdrawn(value: Any) -> Iterator[tuple[str, Any]]:
    """`value` with a ring of a polygon in it left open, or with too few corners: what no schema can say."""
    if isinstance(value, list):
        for position, part in enumerate(value):
            for what, other in misdrawn(part):
                yield what, [*value[:position], other, *value[position + 1 :]]
    elif isinstance(value, dict) and value.get("type") in {"Polygon", "MultiPolygon"}:
        several = value["type"] == "MultiPolygon"
        first, *rest = value["coordinates"][0] if several else value["coordinates"]
        for what, ring in (("an open ring", first[:-1]), ("a ring of two corners", [*first[:2], first[0]])):
            rings = [ring, *rest]
            yield what, value | {"coordinates": [rings, *value["coordinates"][1:]] if several else rings}
    elif isinstance(value, dict):
        for name, part in value.items():
            for what, other in misdrawn(part):
                yield f"{what} in {name}", value | {name: other}


def applying(schema: Schema, value: Any) -> Schema:
    """The schema with what holds for `value` alone, of its alternatives and conditions, taken in."""
    schema, _ = CONTRACT.resolve(schema, "")
    for one in schema.get("oneOf", ()):
        if not _breaks(one, value):
            return _both({key: part for key, part in schema.items() if key != "oneOf"}, applying(one, value))
    if "if" in schema:
        branch = schema.get("else" if _breaks(schema["if"], value) else "then", {})
        rest = {key: part for key, part in schema.items() if key not in {"if", "then", "else"}}
        return _both(rest, applying(branch, value))
    return schema


def sample(schema: Schema) -> Any:
    """Something that the schema allows: what it gives as an example, where there is one."""
    schema, _ = CONTRACT.resolve(schema, "")
    for found in ("examples", "enum"):
        if schema.get(found):
            return copy.deepcopy(schema[found][0])
    if "const" in schema:
        return schema["const"]
    for one in schema.get("oneOf", ()):
        return sample(one)
    match schema.get("type"):
        case "object":
            return {name: sample(schema["properties"][name]) for name in schema.get("required", ())}
        case "array":
            return [sample(schema.get("items", {}))] * schema.get("minItems", 1)
        case "integer" | "number":
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        case "boolean":
            return False
        case [first, *_]:
            return OF_TYPE[first][0]
        case _:
            return "x"


def _spoiled(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    schema = applying(schema, value)
    stated = schema.get("type", [])
    types = [stated] if isinstance(stated, str) else stated
    if types:
        for kind, others in OF_TYPE.items():
            if kind not in types:
                yield from ((f"{at} {json.dumps(other)}", other) for other in others)
        yield from ((f"{at} {json.dumps(other)}", other) for kind in types for other in NEARLY.get(kind, ()))
    yield from _beyond(schema, value, at)
    if isinstance(value, list) and "items" in schema:
        for place in sorted({0, len(value) - 1} & set(range(len(value)))):
            for what, other in _spoiled(schema["items"], value[place], f"{at}/{place}"):
                yield what, [*value[:place], other, *value[place + 1 :]]
    if isinstance(value, dict):
        yield from _spoiled_fields(schema, value, at)


def _beyond(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """`value` beyond each bound that its schema sets."""
    if "enum" in schema or "const" in schema:
        text = str(value)
        yield from ((f"{at} {other!r}", other) for other in ("unheard-of", text.swapcase(), f" {text}", f"{text} ", ""))
    if "pattern" in schema and isinstance(value, str):
        others = ("", f"x{value}", f"{value}x", value[:-1], value[1:], f"{value}\n", f" {value}")
        yield from ((f"{at} {other!r}", other) for other in others)
    if "minimum" in schema:
        yield from ((f"{at} below the minimum", schema["minimum"] - beyond) for beyond in (1, 10**9))
    if "maximum" in schema:
        yield from ((f"{at} above the maximum", schema["maximum"] + beyond) for beyond in (1, 10**9))
    if "exclusiveMinimum" in schema:
        yield from ((f"{at} at the bound or below", schema["exclusiveMinimum"] - less) for less in (0, 0.5, 10**9))
    if schema.get("minLength") and isinstance(value, str):
        yield f"{at} too short", value[: schema["minLength"] - 1]
    if "maxLength" in schema:
        yield from ((f"{at} too long", ("x" * (schema["maxLength"] + more))) for more in (1, 1000))
    if isinstance(value, list) and value:
        if schema.get("minItems"):
            yield f"{at} too few items", value[: schema["minItems"] - 1]
            yield f"{at} no items", []
        if "maxItems" in schema:
            yield f"{at} too many items", [*value, *value[:1] * (schema["maxItems"] + 1 - len(value))]
        if schema.get("uniqueItems"):
            yield f"{at} an item twice", [*value, value[0]]


def _spoiled_fields(schema: Schema, value: dict[str, Any], at: str) -> Iterator[tuple[str, Any]]:
    for name in schema.get("required", ()):
        yield f"{at}/{name} missing", {key: part for key, part in value.items() if key != name}
        if name in value:
            renamed = {**{key: part for key, part in value.items() if key != name}, name.upper(): value[name]}
            yield f"{at}/{name} in other letters", renamed
    for name in schema.get("not", {}).get("required", ()):
        if name not in value:
            yield f"{at}/{name} beside what excludes it", {**value, name: sample(_property(schema, name) or {})}
    for name, part in value.items():
        below = _property(schema, name)
        for what, other in _spoiled(below, part, f"{at}/{name}") if isinstance(below, dict) else ():
            yield what, {**value, name: other}
    names = schema.get("propertyNames", {})
    if names and value:
        last = list(value)[-1]
        for what, other in _spoiled(names, last, f"{at} key"):
            if isinstance(other, str):
                yield what, {other: value[last]}
                yield f"{what} beside a good one", {**value, other: value[last]}


def _neighbours(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    schema = applying(schema, value)
    for other in _at_bounds(schema, value):
        yield f"{at} {json.dumps(other)[:60]}", other
    if isinstance(value, list) and value and "items" in schema:
        for what, other in _neighbours(schema["items"], value[0], f"{at}/0"):
            yield what, [other, *value[1:]]
    if isinstance(value, dict):
        for name in value.keys() - set(schema.get("required", ())):
            yield f"{at}/{name} left out", {key: part for key, part in value.items() if key != name}
        yield from _with_more(schema, value, at, deeper=False)
        for name, part in value.items():
            below = _property(schema, name)
            for what, other in _neighbours(below, part, f"{at}/{name}") if isinstance(below, dict) else ():
                yield what, {**value, name: other}


def _at_bounds(schema: Schema, value: Any) -> Iterator[Any]:
    yield from schema.get("enum", ())
    for bound in ("minimum", "maximum"):
        if bound in schema:
            yield schema[bound]
    if "exclusiveMinimum" in schema:
        yield schema["exclusiveMinimum"] + 1e-6
    if "maxLength" in schema:
        yield "x" * schema["maxLength"]
        yield "ä" * schema["maxLength"]
    # To JSON, 5.0 is as good an integer as 5.
    if isinstance(value, int) and not isinstance(value, bool):
        yield float(value)


def _with_more(schema: Schema, value: Any, at: str, *, deeper: bool = True) -> Iterator[tuple[str, Any]]:
    """`value` with each field that it leaves out, one at a time."""
    schema = applying(schema, value)
    if isinstance(value, list) and value and deeper and "items" in schema:
        for what, other in _with_more(schema["items"], value[0], f"{at}/0"):
            yield what, [other, *value[1:]]
    if not isinstance(value, dict):
        return
    for name, below in schema.get("properties", {}).items():
        if name not in value:
            yield f"{at}/{name} added", {**value, name: sample(below)}
        elif deeper:
            for what, other in _with_more(below, value[name], f"{at}/{name}"):
                yield what, {**value, name: other}


def _property(schema: Schema, name: str) -> Any:
    return schema.get("properties", {}).get(name) or schema.get("additionalProperties")


def _both(one: Schema, other: Schema) -> Schema:
    """A schema that asks for what both ask for, as far as the keywords of this contract go."""
    one, other = (CONTRACT.resolve(schema, "")[0] for schema in (one, other))
    both: dict[str, Any] = {**one, **other}
    if "required" in one and "required" in other:
        both["required"] = [*one["required"], *other["required"]]
    for inner in ("additionalProperties", "items"):
        if isinstance(one.get(inner), dict) and isinstance(other.get(inner), dict):
            both[inner] = _both(one[inner], other[inner])
    properties = dict(one.get("properties", {}))
    for name, part in other.get("properties", {}).items():
        properties[name] = _both(properties[name], part) if name in properties else part
    return {**both, "properties": properties} if properties else both


@cache
def _judge(text: str) -> Contract:
    return Contract({**CONTRACT.document, "one": json.loads(text)})


def _breaks(schema: Schema, value: Any) -> bool:
    return bool(_judge(json.dumps(schema)).problems("/one", value))
