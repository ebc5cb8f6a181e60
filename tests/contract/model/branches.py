"""Valid bodies in each branch of the conditions and alternatives of a schema, not the branch of an example alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tests.contract.model.operations import CONTRACT
from tests.contract.model.schemas import Schema, exclusions, property_schema, resolved, sample_value, violates

ALTERNATIVES = ("oneOf", "anyOf")
# Values of fields in examples, by name.
Known = Mapping[str, Any]

# GeoJSON geometries with the same corners. A sample of a schema would have a ring without an area.
GEOMETRIES: dict[str, Callable[[list[Any]], dict[str, Any]]] = {
    "Point": lambda corners: {"type": "Point", "coordinates": corners[0]},
    "MultiPoint": lambda corners: {"type": "MultiPoint", "coordinates": corners},
    "LineString": lambda corners: {"type": "LineString", "coordinates": corners},
    "MultiLineString": lambda corners: {"type": "MultiLineString", "coordinates": [corners]},
    "Polygon": lambda corners: {"type": "Polygon", "coordinates": [corners]},
    "MultiPolygon": lambda corners: {"type": "MultiPolygon", "coordinates": [[corners]]},
    "GeometryCollection": lambda corners: {
        "type": "GeometryCollection",
        "geometries": [{"type": "Polygon", "coordinates": [corners]}],
    },
}


# Degrees from a point to the corners of an area around it.
NEAR = 0.01


def corners_of(geometry: Any) -> list[list[float]]:
    """The corners of the first ring of a GeoJSON geometry; of a point or line, those of an area at its beginning."""
    part = geometry.get("coordinates", [])
    while part and isinstance(part[0], list) and part[0] and isinstance(part[0][0], list):
        part = part[0]
    if part and isinstance(part[0], list) and len(part) > 3:
        return list(part)
    east, north = (part[0] if part and isinstance(part[0], list) else part)[:2]
    around = [(-NEAR, -NEAR), (NEAR, -NEAR), (NEAR, NEAR), (-NEAR, NEAR), (-NEAR, -NEAR)]
    return [[east + x, north + y] for x, y in around]


class Branch(NamedTuple):
    """A value in another branch than the example: where the condition is, what was changed to get there, the value."""

    pointer: str
    change: str
    value: Any

    @property
    def label(self) -> str:
        return f"{self.pointer} {self.change}"


def branch_bodies(pointer: str, good: Any, examples: Iterable[Any] = ()) -> Iterator[Branch]:
    """Bodies that are valid by the schema at `pointer`, each in another branch of a condition than `good`.

    A field that `good` does not have gets the value that it has in one of the examples, if there is one.
    """
    seen = {json.dumps(good, sort_keys=True)}
    known = {name: value for example in examples for name, value in _fields(example)}
    for branch in _branches(CONTRACT.at(pointer), good, "", known):
        text = json.dumps(branch.value, sort_keys=True)
        if text not in seen and not CONTRACT.problems(pointer, branch.value):
            seen.add(text)
            yield branch


def _branches(schema: Schema, value: Any, at: str, known: Known) -> Iterator[Branch]:
    schema, _ = CONTRACT.resolve(schema, "")
    for item in (item for keyword in ALTERNATIVES for item in schema.get(keyword, ())):
        if violates(item, value):
            other = _alternative(item, value, known)
            yield Branch(at, _name_of(item), other)
            yield from _sides(item, other, at, known)
        else:
            yield from _sides(item, value, at, known)
    yield from _sides(schema, value, at, known)
    below = resolved(schema, value)
    if isinstance(value, list) and value and "items" in below:
        for branch in _branches(below["items"], value[0], f"{at}/0", known):
            yield branch._replace(value=[branch.value, *value[1:]])
    if isinstance(value, dict):
        for name, part in value.items():
            part_schema = property_schema(below, name)
            inner = _branches(part_schema, part, f"{at}/{name}", known) if isinstance(part_schema, dict) else ()
            for branch in inner:
                yield branch._replace(value={**value, name: branch.value})


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of all objects in a value."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _fields(part)
    yield from value.items() if isinstance(value, dict) else ()


def _alternative(schema: Schema, value: Any, known: Known) -> Any:
    """A value of an alternative, with the fields of `value` that the alternative has too."""
    described, _ = CONTRACT.resolve(schema, "")
    if not isinstance(value, dict) or described.get("type") != "object":
        return sample_value(schema)
    kind = described.get("properties", {}).get("type", {}).get("enum", [""])[0]
    if kind in GEOMETRIES and value.get("coordinates"):
        return GEOMETRIES[kind](corners_of(value))
    shared = {name: value[name] for name in described.get("properties", {}) if name in value}
    return _completed(described, shared, shared, (), known)


def _sample(schema: Schema, name: str, known: Known) -> Any:
    """A value of a field: that of an example, if it is allowed. A map may have other values under the same names."""
    below = property_schema(schema, name) or {}
    is_known = name in known and name in schema.get("properties", {}) and not violates(below, known[name])
    return known[name] if is_known else sample_value(below)


def _name_of(schema: Schema) -> str:
    return f"as {schema['$ref'].rpartition('/')[2]}" if "$ref" in schema else f"as {schema.get('type', 'another type')}"


def _sides(schema: Schema, value: Any, at: str, known: Known) -> Iterator[Branch]:
    """`value` on the other sides of the conditions of a schema."""
    schema, _ = CONTRACT.resolve(schema, "")
    if not isinstance(value, dict):
        return
    for condition in _conditions(schema):
        for name, part in condition.get("properties", {}).items():
            described, _ = CONTRACT.resolve(property_schema(schema, name) or {}, "")
            for other in dict.fromkeys([*described.get("enum", ()), *([part["const"]] if "const" in part else ())]):
                yield Branch(
                    at, f"with {name}={other}", _completed(schema, value, {**value, name: other}, {name}, known)
                )
        for name in condition.get("required", ()):
            without = {key: part for key, part in value.items() if key != name}
            yield Branch(at, f"without {name}", _completed(schema, value, without, {name}, known))
            with_it = {**value, name: value.get(name, _sample(schema, name, known))}
            yield Branch(at, f"with {name}", _completed(schema, value, with_it, {name}, known))


def _conditions(schema: Schema) -> Iterator[Schema]:
    if "if" in schema:
        yield schema["if"]
        for side in ("then", "else"):
            yield from _conditions(schema.get(side, {}))


def _completed(
    schema: Schema, before: Any, value: dict[str, Any], chosen: Collection[str], known: Known
) -> dict[str, Any]:
    """`value` as its branch of the schema has it: with what that requires, and without what it excludes."""
    branch, branch_before = resolved(schema, value), resolved(schema, before)
    excluded = {
        next((name for name in names if name not in chosen), names[0])
        for names in exclusions(branch)
        if names and value.keys() >= {*names}
    }
    excluded |= _needless(branch_before, branch) - {*chosen}
    result = {name: part for name, part in value.items() if name not in excluded}
    for name in branch.get("required", ()):
        if name not in result and name not in chosen:
            result[name] = _sample(branch, name, known)
    for name, part in result.items():
        below, below_before = (property_schema(item, name) for item in (branch, branch_before))
        if isinstance(part, dict) and isinstance(below, dict) and isinstance(below_before, dict):
            needless = _needless(below_before, below)
            kept = {key: entry for key, entry in part.items() if key not in needless}
            missing = (key for key in below.get("required", ()) if key not in kept)
            result[name] = kept | {key: _sample(below, key, known) for key in missing}
    return result


def _needless(before: Schema, after: Schema) -> set[str]:
    """The fields that only the branch before requires; beside those of another branch, they may have no meaning."""
    return {*before.get("required", ())} - {*after.get("required", ())}
