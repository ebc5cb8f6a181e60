"""Valid bodies that differ from a good one: at every bound, with each value, with and without each field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.contract.model.operations import CONTRACT, OPERATIONS, write_only_fields
from tests.contract.model.schemas import Schema, property_schema, resolved, sample_value

# Commas and quotes test tables and lists, signs test URLs and markup, the rest tests charsets.
SCRIPTS = 'Ω, "ç" & <b> 100% + 田 🛰'


def with_optional_fields(pointer: str, good: Any) -> Iterator[Any]:
    """`good` with each optional field added that it does not have, at any depth."""
    for _, body in with_more_fields(CONTRACT.at(pointer), good, ""):
        if not CONTRACT.problems(pointer, body):
            yield body


def boundary_bodies(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """Other valid bodies: at each bound, with each value of an enum, with and without each optional field."""
    for change, body in _boundary_values(CONTRACT.at(pointer), good, ""):
        # Compared as JSON, because 5.0 == 5 in Python.
        if json.dumps(body) != json.dumps(good) and not CONTRACT.problems(pointer, body):
            yield change, body


def minimal(pointer: str, good: Any) -> Any:
    """`good` without its optional fields."""
    for name in [*good]:
        less = {other: part for other, part in good.items() if other != name}
        if not CONTRACT.problems(pointer, less):
            good = less
    return good


def varied_bodies(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """`good` with one value changed, a text, number, boolean or enumerated value, as far as the schema allows it."""
    for change, body in (*_with_other_choices(pointer, good), *_varied(good, "")):
        if not CONTRACT.problems(pointer, body):
            yield change, body


def _with_other_choices(pointer: str, good: Any) -> Iterator[tuple[str, Any]]:
    """`good` with each other enumerated value of each of its fields."""
    schema, _ = CONTRACT.resolve(CONTRACT.at(pointer), "")
    for name, part in schema.get("properties", {}).items():
        for choice in CONTRACT.resolve(part, "")[0].get("enum", ()):
            if name in good and good[name] != choice:
                yield f"/{name}", good | {name: choice}


def _varied(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for name, part in value.items():
                yield from ((change, value | {name: other}) for change, other in _varied(part, f"{at}/{name}"))
            # The caller chooses the names in these maps.
            if at.rpartition("/")[2] in {"labels", "metadata"}:
                yield at, value | {"An odd. NAME-e\u0301 ": "x"}
        case list():
            # The last item of a list, because a server may look at the first only.
            for change, other in _varied(value[-1], f"{at}/{len(value) - 1}") if value else ():
                yield change, [*value[:-1], other]
        case bool():
            yield at, not value
        case str():
            # Spaces, length and Unicode normalization must not change a text.
            yield from ((at, other) for other in (f"{value}x", f" {value} ", value * 300, f"{value}e\u0301"))
            # Spaces inside an expression must not change either.
            spaced = re.sub(r"([-+*/(])", r"\1  ", value, count=1)
            if spaced != value:
                yield at, spaced
        case int() | float():
            yield at, value + 1


def with_positions(value: Any, position: Callable[[list[float]], list[float]]) -> Any:
    """`value` with each GeoJSON position in it changed."""
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
    """`value` with text of many scripts added to each `name` in it."""
    if isinstance(value, list):
        return [with_unicode_names(item) for item in value]
    if isinstance(value, dict):
        named = {name: f"{part} {SCRIPTS}" for name, part in value.items() if name == "name" and isinstance(part, str)}
        return {name: with_unicode_names(part) for name, part in value.items()} | named
    return value


# Fields whose values are never answered, such as the secrets of a store.
SECRET_FIELDS = {name for operation in OPERATIONS for name in write_only_fields(operation)}


def ids_in(value: Any, at: str = "") -> Iterator[tuple[str, str, Any]]:
    """The IDs in a body or a query: the pointer, the name of the field, such as `asset_id`, and the value."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        holder = at.rpartition("/")[2]
        # Accounts of a cloud provider, of which the server knows nothing.
        if name in SECRET_FIELDS:
            continue
        # A delivery refers to its store by `config`, a package to inputs and outputs by their names.
        if str(name).endswith(("_id", "_ids")) or name in {"config", "inputs", "outputs"}:
            yield f"{at}/{name}", str(name), part
        elif name == "id" and holder and not holder.isdigit():
            yield f"{at}/{name}", f"{holder.partition('_')[0]}_id", part
        # A reference by name and version.
        elif name in {"name", "version"} and holder and "version" in value:
            yield f"{at}/{name}", f"{holder}_{name}", part
        else:
            yield from ids_in(part, f"{at}/{name}")


def _boundary_values(schema: Schema, value: Any, at: str) -> Iterator[tuple[str, Any]]:
    schema = resolved(schema, value)
    for other in _at_bounds(schema, value):
        yield f"{at} {json.dumps(other)[:60]}", other
    if isinstance(value, list) and value and "items" in schema:
        for change, other in _boundary_values(schema["items"], value[0], f"{at}/0"):
            yield change, [other, *value[1:]]
    if isinstance(value, dict):
        for name in value.keys() - set(schema.get("required", ())):
            yield f"{at}/{name} left out", {key: part for key, part in value.items() if key != name}
        yield from with_more_fields(schema, value, at, deeper=False)
        for name, part in value.items():
            below = property_schema(schema, name)
            for change, other in _boundary_values(below, part, f"{at}/{name}") if isinstance(below, dict) else ():
                yield change, {**value, name: other}


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
    # In JSON Schema, 5.0 is an integer.
    if isinstance(value, int) and not isinstance(value, bool):
        yield float(value)


def with_more_fields(schema: Schema, value: Any, at: str, *, deeper: bool = True) -> Iterator[tuple[str, Any]]:
    """`value` with each field added that it does not have, one at a time."""
    schema = resolved(schema, value)
    if isinstance(value, list) and value and deeper and "items" in schema:
        for change, other in with_more_fields(schema["items"], value[0], f"{at}/0"):
            yield change, [other, *value[1:]]
    if not isinstance(value, dict):
        return
    for name, below in schema.get("properties", {}).items():
        if name not in value:
            yield f"{at}/{name} added", {**value, name: sample_value(below)}
        elif deeper:
            for change, other in with_more_fields(below, value[name], f"{at}/{name}"):
                yield change, {**value, name: other}
