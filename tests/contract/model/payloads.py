"""Valid bodies that differ from a good one: at every bound, with each value, with and without each field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.contract.model.schemas import Schema, property_schema, resolved, sample_value

# Commas and quotes are for tables and lists, signs for URLs and markup, the rest for charsets.
SCRIPTS = 'Ω, "ç" & <b> 100% + 田 🛰'


def with_optional_fields(pointer: str, good: Any) -> Iterator[Any]:
    """`good` with each of the fields, at any depth, that it leaves out and that it may have."""
    for _, body in with_more_fields(CONTRACT.at(pointer), good, ""):
        if not CONTRACT.problems(pointer, body):
            yield body


def boundary_bodies(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """Other bodies that the schema at `pointer` allows: at each bound, with each word, with and without each field."""
    for what, body in _boundary_values(CONTRACT.at(pointer), good, ""):
        # To Python, 5.0 is 5.
        if json.dumps(body) != json.dumps(good) and not CONTRACT.problems(pointer, body):
            yield what, body


def minimal(pointer: str, good: Any) -> Any:
    """`good` without all that it may leave out."""
    for name in [*good]:
        less = {other: part for other, part in good.items() if other != name}
        if not CONTRACT.problems(pointer, less):
            good = less
    return good


def varied_bodies(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
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


def with_positions(value: Any, position: Callable[[list[float]], list[float]]) -> Any:
    """`value`, with each position of the GeoJSON in it another one."""
    if isinstance(value, list):
        return [with_positions(part, position) for part in value]
    if isinstance(value, dict):
        return {
            name: _positions(part, position) if name == "coordinates" else with_positions(part, position)
            for name, part in value.items()
        }
    return value


def _positions(coordinates: Any, position: Callable[[list[float]], list[float]]) -> Any:
    if isinstance(coordinates[0], list):
        return [_positions(part, position) for part in coordinates]
    return position(coordinates)


def with_unicode_names(value: Any) -> Any:
    """The same with names, at any depth, that hold text of many scripts."""
    if isinstance(value, list):
        return [with_unicode_names(item) for item in value]
    if isinstance(value, dict):
        named = {name: f"{part} {SCRIPTS}" for name, part in value.items() if name == "name" and isinstance(part, str)}
        return {name: with_unicode_names(part) for name, part in value.items()} | named
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


def _boundary_values(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    schema = resolved(schema, value)
    for other in _at_bounds(schema, value):
        yield f"{at} {json.dumps(other)[:60]}", other
    if isinstance(value, list) and value and "items" in schema:
        for what, other in _boundary_values(schema["items"], value[0], f"{at}/0"):
            yield what, [other, *value[1:]]
    if isinstance(value, dict):
        for name in value.keys() - set(schema.get("required", ())):
            yield f"{at}/{name} left out", {key: part for key, part in value.items() if key != name}
        yield from with_more_fields(schema, value, at, deeper=False)
        for name, part in value.items():
            below = property_schema(schema, name)
            for what, other in _boundary_values(below, part, f"{at}/{name}") if isinstance(below, dict) else ():
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


def with_more_fields(schema: Schema, value: Any, at: str, *, deeper: bool = True) -> Iterator[tuple[str, Any]]:
    """`value` with each field that it leaves out, one at a time."""
    schema = resolved(schema, value)
    if isinstance(value, list) and value and deeper and "items" in schema:
        for what, other in with_more_fields(schema["items"], value[0], f"{at}/0"):
            yield what, [other, *value[1:]]
    if not isinstance(value, dict):
        return
    for name, below in schema.get("properties", {}).items():
        if name not in value:
            yield f"{at}/{name} added", {**value, name: sample_value(below)}
        elif deeper:
            for what, other in with_more_fields(below, value[name], f"{at}/{name}"):
                yield what, {**value, name: other}
