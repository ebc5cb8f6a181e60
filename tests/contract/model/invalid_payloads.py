"""Bodies with exactly one error, of every kind that the schema forbids."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from tests.contract.model.branches import Branch, branch_bodies
from tests.contract.model.operations import CONTRACT
from tests.contract.model.payloads import with_optional_fields
from tests.contract.model.schemas import OF_TYPE, Schema, exclusions, property_schema, resolved, sample_value

# Values of another type that look like a value of the type.
NEAR_TYPE: dict[str, list[Any]] = {
    "string": [True],
    "integer": ["7", 1.5, True, [7]],
    "number": ["7", True, [7]],
    "boolean": ["true", "", 0, 1, [True]],
    "array": ["", 0],
    "object": ["", 0],
}
BY_FAR = "by far"
# Kinds of errors of a value in an enumeration, and of a text with a pattern.
TYPOS = ("unknown value", "in the other case", "space before", "space behind", "empty")
MISMATCHES = (
    "empty",
    "more before",
    "more behind",
    "last left out",
    "first left out",
    "line feed behind",
    "space before",
)


class Invalid(NamedTuple):
    """A value with one error: where, and of which kind."""

    pointer: str
    kind: str
    value: Any
    # Whether it is a key, an item beside good ones, or beyond a bound by far; empty for other errors.
    position: str = ""
    # The branch of a condition that forbids it, if there is one.
    branch: str = ""

    @property
    def features(self) -> tuple[tuple[str, str], ...]:
        """What a selection must have each of, the most important first: kinds, fields, positions."""
        return ("kind", self.kind), (self.pointer, self.branch), ("position", self.position)

    @property
    def label(self) -> str:
        words = (self.pointer, self.kind, self.position, f"({self.branch})" if self.branch else "")
        return " ".join(word for word in words if word or word is self.pointer)


def invalid_bodies(pointer: str, good: Any) -> Iterator[Invalid]:
    """Bodies with one error by the schema at `pointer`.

    Optional fields that `good` does not have are added first, one at a time, and the other branches of conditions are
    taken, so that they are tested as well.
    """
    seen = set()
    for branch, base in _bases(pointer, good):
        for error in _invalid_values(CONTRACT.at(pointer), base, ""):
            invalid = error if branch is None else _of_branch(error, branch)
            # Conditions of the schema allow some of these.
            if invalid and invalid.label not in seen and CONTRACT.problems(pointer, invalid.value):
                seen.add(invalid.label)
                yield invalid


def _bases(pointer: str, good: Any) -> Iterator[tuple[Branch | None, Any]]:
    """The valid bodies that are made invalid, with the branch of a condition that they take."""
    yield from ((None, base) for base in (good, *with_optional_fields(pointer, good)))
    yield from ((branch, branch.value) for branch in branch_bodies(pointer, good))


# Each branch of a condition has required fields and bounds of its own.
OF_BRANCHES = {"missing", "at the bound or below", "below the minimum", "above the maximum", "beside what excludes it"}


def _of_branch(error: Invalid, branch: Branch) -> Invalid | None:
    """The error, with its branch if that has a rule of its own; None if the branch has nothing to do with the error."""
    below = error.pointer.removeprefix(branch.pointer)
    is_near = error.pointer.startswith(branch.pointer) and below.count("/") in {1, 2}
    if not is_near:
        return None
    return error._replace(branch=branch.change) if error.kind in OF_BRANCHES else error


def spread(errors: Sequence[Invalid], count: int, seed: str) -> list[Invalid]:
    """At most `count` errors, of fields and kinds as different as possible, rare kinds first.

    Between errors that are as good, `seed` decides, so that many operations together have every kind.
    """
    common = Counter(error.kind for error in errors)
    left = sorted(errors, key=lambda error: (common[error.kind], crc32(f"{seed} {error.label}".encode())))
    seen: set[tuple[str, str]] = set()
    chosen: list[Invalid] = []
    while left and len(chosen) < count:
        error = min(left, key=lambda item: [feature in seen for feature in item.features])
        if seen >= {*error.features}:
            break
        left.remove(error)
        seen.update(error.features)
        chosen.append(error)
    return chosen


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


def _invalid_values(schema: Schema, value: Any, at: str) -> Iterator[Invalid]:
    schema = resolved(schema, value)
    stated = schema.get("type", [])
    types = [stated] if isinstance(stated, str) else stated
    if types:
        for name, values in OF_TYPE.items():
            if name not in types:
                yield from (Invalid(at, json.dumps(other), other) for other in values)
        yield from (Invalid(at, json.dumps(other), other) for name in types for other in NEAR_TYPE.get(name, ()))
    yield from (Invalid(at, kind, other) for kind, other in _typos(schema, value))
    yield from (Invalid(at, kind, other, position) for kind, other, position in _beyond_bounds(schema, value))
    if isinstance(value, list) and "items" in schema:
        yield from _invalid_items(schema["items"], value, at)
    if isinstance(value, dict):
        yield from _invalid_fields(schema, value, at)


def _invalid_items(schema: Schema, value: list[Any], at: str) -> Iterator[Invalid]:
    """The first or last item invalid, and an invalid value beside the items."""
    for index in sorted({0, len(value) - 1} & set(range(len(value)))):
        for error in _invalid_values(schema, value[index], f"{at}/{index}"):
            yield error._replace(value=[*value[:index], error.value, *value[index + 1 :]])
    for item in value[:1]:
        for kind, typo in [*_typos(resolved(schema, item), item)] or [("null", None)]:
            yield Invalid(at, kind, [*value, typo], "behind good items")
            yield Invalid(at, kind, [typo, *value], "before good items")


def _typos(schema: Schema, value: Any) -> Iterator[tuple[str, Any]]:
    """Texts that resemble a value of an enumeration, or a text with a pattern."""
    if "enum" in schema or "const" in schema:
        text = str(value)
        yield from zip(TYPOS, ("unheard-of", text.swapcase(), f" {text}", f"{text} ", ""), strict=True)
    if "pattern" in schema and isinstance(value, str):
        texts = ("", f"x{value}", f"{value}x", value[:-1], value[1:], f"{value}\n", f" {value}")
        yield from zip(MISMATCHES, texts, strict=True)


def _beyond_bounds(schema: Schema, value: Any) -> Iterator[tuple[str, Any, str]]:
    """Values beyond each bound of the schema: the kind of error, the value, and whether it is beyond by far."""
    for excess, how in ((1, ""), (10**9, BY_FAR)):
        if "minimum" in schema:
            yield "below the minimum", schema["minimum"] - excess, how
        if "maximum" in schema:
            yield "above the maximum", schema["maximum"] + excess, how
    if "exclusiveMinimum" in schema:
        for less, how in ((0, ""), (0.5, "by little"), (10**9, BY_FAR)):
            yield "at the bound or below", schema["exclusiveMinimum"] - less, how
    if schema.get("minLength") and isinstance(value, str):
        yield "too short", value[: schema["minLength"] - 1], ""
    if "maxLength" in schema:
        for excess, how in ((1, ""), (1000, BY_FAR)):
            yield "too long", "x" * (schema["maxLength"] + excess), how
    if isinstance(value, list) and value:
        if schema.get("minItems"):
            yield "too few items", value[: schema["minItems"] - 1], ""
            yield "no items", [], ""
        if "maxItems" in schema:
            yield "too many items", [*value, *value[:1] * (schema["maxItems"] + 1 - len(value))], ""
        if schema.get("uniqueItems"):
            yield "an item twice", [*value, value[0]], ""


def _invalid_fields(schema: Schema, value: dict[str, Any], at: str) -> Iterator[Invalid]:
    for name in schema.get("required", ()):
        others = {key: part for key, part in value.items() if key != name}
        yield Invalid(f"{at}/{name}", "missing", others)
        if name in value:
            yield Invalid(f"{at}/{name}", "in other letters", {**others, name.upper(): value[name]})
    for name in (name for names in exclusions(schema) for name in names):
        if name not in value:
            beside = {**value, name: sample_value(property_schema(schema, name) or {})}
            yield Invalid(f"{at}/{name}", "beside what excludes it", beside)
    for name, part in value.items():
        below = property_schema(schema, name)
        for error in _invalid_values(below, part, f"{at}/{name}") if isinstance(below, dict) else ():
            yield error._replace(value={**value, name: error.value})
    names = schema.get("propertyNames", {})
    if names and value:
        last = list(value)[-1]
        for error in _invalid_values(names, last, ""):
            if isinstance(error.value, str):
                yield Invalid(at, error.kind, {error.value: value[last]}, "key")
                yield Invalid(at, error.kind, {**value, error.value: value[last]}, "key beside a good one")
