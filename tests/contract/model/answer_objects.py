"""The objects in an answer, each with the schema that the contract has for it, and the rules that speak of objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tests.contract.model.formats import is_position
from tests.contract.model.schema_departures import Path, Shape, departure, shape_of
from tests.oracle import Departure


class JsonObject(NamedTuple):
    """An object in an answer: where it is, what the contract says of it, and its fields."""

    path: Path
    shape: Shape
    value: Mapping[str, Any]


class Broken(NamedTuple):
    """A rule that an object breaks, at a path below the object."""

    path: Path
    rule: str
    # Expected, got.
    message: str


class Rule(NamedTuple):
    """A rule for objects that have one of these fields; without fields, for all objects."""

    fields: tuple[str, ...]
    check: Callable[[JsonObject], Iterable[Broken]]


def objects_in(root: str, value: Any) -> Iterator[JsonObject]:
    """All objects in a value that has the schema at `root`, at any depth, in their order."""
    stack: list[tuple[Path, str | None, Any]] = [((), root, value)]
    while stack:
        path, pointer, part = stack.pop()
        shape = shape_of(pointer)
        below: list[tuple[Path, str | None, Any]] = []
        if isinstance(part, dict):
            yield JsonObject(path, shape, part)
            for name, inner in part.items():
                if isinstance(inner, dict | list):
                    below.append(((*path, name), shape.properties.get(name, shape.others), inner))
        elif isinstance(part, list):
            for position, inner in enumerate(part):
                # Coordinates are many, and hold no objects.
                if isinstance(inner, dict) or (isinstance(inner, list) and inner and not is_position(inner)):
                    below.append(((*path, position), shape.items, inner))
        stack.extend(reversed(below))


@lru_cache(None)
def object_lists(pointer: str) -> tuple[str, ...]:
    """The fields of a schema that have lists of objects."""
    below = {name: shape_of(inner) for name, inner in shape_of(pointer).properties.items()} if pointer else {}
    return tuple(name for name, shape in below.items() if shape.items and shape_of(shape.items).properties)


def object_departures(root: str, value: Any, rules: tuple[Rule, ...]) -> Iterator[Departure]:
    """How the objects in a value break rules."""
    for item in objects_in(root, value):
        for rule in _rules_for(frozenset(item.value), rules):
            for broken in rule.check(item):
                source = _source_of(item.shape, broken.path)
                yield departure(root, (*item.path, *broken.path), broken.rule, broken.message, source)


@lru_cache(10_000)
def _rules_for(names: frozenset[str], rules: tuple[Rule, ...]) -> list[Rule]:
    """The rules for objects with these fields; objects of a kind have few sets of fields."""
    return [rule for rule in rules if not rule.fields or not names.isdisjoint(rule.fields)]


def _source_of(shape: Shape, path: Path) -> str:
    """The pointer of the deepest schema that the contract has for a path."""
    for key in path:
        below = shape.items if isinstance(key, int) else shape.properties.get(key, shape.others)
        if below is None:
            break
        shape = shape_of(below)
    return shape.pointer
