"""Searches of the archive."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ..contract import rules, validation
from ..contract.json_pointer import json_pointer
from ..core import clock, geometry
from . import archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

Item = dict[str, Any]
Test = Callable[[Item], bool]

_ORDERINGS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
_STRING_TESTS: dict[str, Callable[[str, str], bool]] = {
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "contains": operator.contains,
}
_EQUALITIES = ("eq", "neq")
OPERATORS = (*_EQUALITIES, *_ORDERINGS, "in", *_STRING_TESTS)


def collections() -> list[dict[str, Any]]:
    """The STAC collections of the archive."""
    return archive.COLLECTIONS


def items() -> list[Item]:
    """The items of the archive, newest first."""
    collection_ids = {item["id"] for item in archive.COLLECTIONS}
    return [item for item in scenes() if item["collection"] in collection_ids]


def scenes() -> list[Item]:
    """All images, those of the archive and open data, newest first."""
    return sorted(archive.SCENES, key=lambda item: (taken(item), item["id"]), reverse=True)


def item(item_id: str) -> Item | None:
    """The item of the archive, or None."""
    return next((candidate for candidate in items() if candidate["id"] == item_id), None)


def taken(item: Item) -> datetime:
    """The time at which the image was taken."""
    return clock.moment(item["properties"]["datetime"])


def find(search: dict[str, Any], items: Sequence[Item]) -> list[Item]:
    """The items that meet all conditions of `search`, the body of a request, in the requested order.

    Raises ApiError 400 for an invalid condition.
    """
    tests = [*_id_tests(search), *_area_tests(search), *_time_tests(search), *_query_tests(search.get("query", {}))]
    matching = [item for item in items if all(test(item) for test in tests)]
    # The last key first: sorting keeps the order of equal items.
    for key in reversed(search.get("sortby", [])):
        with_value = [item for item in matching if _value(item, key["field"]) is not None]
        without_value = [item for item in matching if _value(item, key["field"]) is None]
        with_value.sort(key=partial(_value, field=key["field"]), reverse=key["direction"].lower() == "desc")
        matching = [*with_value, *without_value]
    return matching


def _id_tests(search: dict[str, Any]) -> Iterable[Test]:
    if "collections" in search:
        yield lambda item: item["collection"] in search["collections"]
    if "ids" in search:
        yield lambda item: item["id"] in search["ids"]


def _area_tests(search: dict[str, Any]) -> Iterable[Test]:
    if "bbox" in search:
        west, south, east, north = search["bbox"]
        if south > north:
            raise rules.broken("/bbox", "the south is north of the north")
        geometry.check({"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}, "/bbox")
        yield _intersects(geometry.box(west, south, east, north))
    if "intersects" in search:
        geometry.check(search["intersects"], "/intersects")
        yield _intersects(search["intersects"])


def _intersects(shape: geometry.Shape) -> Test:
    return lambda item: geometry.intersect(item["geometry"], shape)


def _time_tests(search: dict[str, Any]) -> Iterable[Test]:
    if "datetime" not in search:
        return
    first, slash, last = search["datetime"].partition("/")
    begin, end = (
        None if text == ".." else validation.instant(text, "/datetime") for text in (first, last if slash else first)
    )
    if begin and end and begin > end:
        raise rules.broken("/datetime", "the interval ends before it begins")
    yield lambda item: (begin is None or begin <= taken(item)) and (end is None or taken(item) <= end)


def _query_tests(query: dict[str, dict[str, Any]]) -> Iterable[Test]:
    for field, conditions in query.items():
        for name, operand in conditions.items():
            _check_operator(json_pointer(("query", field, name)), name, operand)
            yield partial(_meets, field=field, name=name, operand=operand)


def _check_operator(pointer: str, name: str, operand: object) -> None:
    if name not in OPERATORS:
        raise rules.broken(pointer, f"{name!r} is not an operator; the operators are {', '.join(OPERATORS)}")
    if name == "in" and not isinstance(operand, list):
        raise rules.broken(pointer, "the operand of in must be a list")
    # The operand of contains may have any type: the property may be a list.
    if name in {"startsWith", "endsWith"} and not isinstance(operand, str):
        raise rules.broken(pointer, f"the operand of {name} must be a string")
    if name in _ORDERINGS and not (isinstance(operand, str) or _is_number(operand)):
        raise rules.broken(pointer, f"the operand of {name} must be a number or a string")


def _meets(item: Item, field: str, name: str, operand: Any) -> bool:
    """Whether a property meets a condition; a missing property never does, and a wrong type never meets an ordering."""
    value = _value(item, field)
    if value is None:
        return False
    if name in _EQUALITIES:
        return _equal(value, operand) == (name == "eq")
    if name == "in":
        return any(_equal(value, element) for element in operand)
    if name == "contains" and isinstance(value, list):
        return any(_equal(element, operand) for element in value)
    both_strings = isinstance(value, str) and isinstance(operand, str)
    if name in _ORDERINGS:
        comparable = both_strings or (_is_number(value) and _is_number(operand))
        return comparable and bool(_ORDERINGS[name](value, operand))
    return both_strings and _STRING_TESTS[name](value, operand)


def _value(item: Item, field: str) -> Any:
    """A property by its name, with or without the prefix `properties.`, or the id or collection of the item."""
    name = field.removeprefix("properties.")
    return item["properties"].get(name, item[name] if name in {"id", "collection"} else None)


def _equal(value: object, operand: object) -> bool:
    # In Python, but not in JSON, true equals 1.
    return value == operand and isinstance(value, bool) == isinstance(operand, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
