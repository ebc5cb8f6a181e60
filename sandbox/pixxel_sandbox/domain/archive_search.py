"""The archive: which items of its catalogue a search finds. Every workspace sees the same one."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ..contract import rules, validation
from ..core import clock, geometry
from . import archive as catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

Item = dict[str, Any]
Test = Callable[[Item], bool]

_ORDERINGS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "contains": operator.contains,
}
_EQUALITIES = ("eq", "neq")
OPERATORS = (*_EQUALITIES, *_ORDERINGS, "in", *_TEXTS)


def collections() -> list[dict[str, Any]]:
    """The STAC collections of the archive."""
    return catalogue.COLLECTIONS


def items() -> list[Item]:
    """The items of the archive, newest first."""
    kept = {one["id"] for one in catalogue.COLLECTIONS}
    return [one for one in scenes() if one["collection"] in kept]


def scenes() -> list[Item]:
    """Every image there is, the archive's and open data, newest first."""
    return sorted(catalogue.SCENES, key=lambda one: (taken(one), one["id"]), reverse=True)


def item(item_id: str) -> Item | None:
    """The item of the archive, or None."""
    return next((one for one in items() if one["id"] == item_id), None)


def taken(item: Item) -> datetime:
    """When the image was taken."""
    return clock.moment(item["properties"]["datetime"])


def found(search: dict[str, Any], among: Sequence[Item]) -> list[Item]:
    """Those of `among` that meet every condition of `search`, the body of a request, in the order it asks for.

    Raises ApiError 400 for a condition that cannot be met or understood.
    """
    tests = [*_chosen(search), *_placed(search), *_timed(search), *_queried(search.get("query", {}))]
    matching = [one for one in among if all(test(one) for test in tests)]
    # The last key first: sorting keeps the order of what is equal.
    for key in reversed(search.get("sortby", [])):
        known = [one for one in matching if _value(one, key["field"]) is not None]
        unknown = [one for one in matching if _value(one, key["field"]) is None]
        known.sort(key=partial(_value, field=key["field"]), reverse=key["direction"].lower() == "desc")
        matching = [*known, *unknown]
    return matching


def _chosen(search: dict[str, Any]) -> Iterable[Test]:
    if "collections" in search:
        yield lambda one: one["collection"] in search["collections"]
    if "ids" in search:
        yield lambda one: one["id"] in search["ids"]


def _placed(search: dict[str, Any]) -> Iterable[Test]:
    if "bbox" in search:
        west, south, east, north = search["bbox"]
        if south > north:
            raise rules.broken("/bbox", "south lies north of north")
        geometry.check({"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}, "/bbox")
        yield _touching(geometry.box(west, south, east, north))
    if "intersects" in search:
        geometry.check(search["intersects"], "/intersects")
        yield _touching(search["intersects"])


def _touching(shape: geometry.Shape) -> Test:
    return lambda one: geometry.intersect(one["geometry"], shape)


def _timed(search: dict[str, Any]) -> Iterable[Test]:
    if "datetime" not in search:
        return
    first, slash, last = search["datetime"].partition("/")
    begin, end = (
        None if text == ".." else validation.instant(text, "/datetime") for text in (first, last if slash else first)
    )
    if begin and end and begin > end:
        raise rules.broken("/datetime", "the interval ends before it begins")
    yield lambda one: (begin is None or begin <= taken(one)) and (end is None or taken(one) <= end)


def _queried(query: dict[str, dict[str, Any]]) -> Iterable[Test]:
    for field, conditions in query.items():
        for name, operand in conditions.items():
            place = "/query/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in (field, name))
            _check_operator(place, name, operand)
            yield partial(_meets, field=field, name=name, operand=operand)


def _check_operator(place: str, name: str, operand: object) -> None:
    if name not in OPERATORS:
        raise rules.broken(place, f"there is no operator {name!r}, only {', '.join(OPERATORS)}")
    if name == "in" and not isinstance(operand, list):
        raise rules.broken(place, "the operand of in is a list")
    # What is contained may also be an element of a list.
    if name in {"startsWith", "endsWith"} and not isinstance(operand, str):
        raise rules.broken(place, f"the operand of {name} is a text")
    if name in _ORDERINGS and not (isinstance(operand, str) or _is_number(operand)):
        raise rules.broken(place, f"the operand of {name} is a number or a text")


def _meets(item: Item, field: str, name: str, operand: Any) -> bool:
    """Whether a property meets a condition; one that the item lacks meets none, nor one of another kind an order."""
    value = _value(item, field)
    if value is None:
        return False
    if name in _EQUALITIES:
        return _same(value, operand) == (name == "eq")
    if name == "in":
        return any(_same(value, one) for one in operand)
    if name == "contains" and isinstance(value, list):
        return any(_same(one, operand) for one in value)
    both_texts = isinstance(value, str) and isinstance(operand, str)
    if name in _ORDERINGS:
        comparable = both_texts or (_is_number(value) and _is_number(operand))
        return comparable and bool(_ORDERINGS[name](value, operand))
    return both_texts and _TEXTS[name](value, operand)


def _value(item: Item, field: str) -> Any:
    """A property by its name, with or without `properties.` before it, or the item's own id or collection."""
    name = field.removeprefix("properties.")
    return item["properties"].get(name, item[name] if name in {"id", "collection"} else None)


def _same(value: object, operand: object) -> bool:
    # For Python, but not in JSON, true is 1.
    return value == operand and isinstance(value, bool) == isinstance(operand, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
