"""Rules for values: days of the calendar, positions on the globe, closed rings, addresses of the web, percentages."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tests.contract.model.answer_objects import Broken, JsonObject, Rule
from tests.contract.model.formats import (
    DAY,
    DAY_FIRST,
    LONGEST_TIME,
    MOMENT,
    WEB,
    is_address,
    is_position,
    number_of,
)
from tests.contract.model.operations import CONTRACT
from tests.contract.model.schema_departures import Path, shown

# Days that programming languages use for "no time".
PLACEHOLDER_DAYS = {"0001-01-01", "1601-01-01", "1900-01-01", "1970-01-01", "9999-12-31"}
IN_CALENDAR = "a day of the calendar"
ON_GLOBE = "longitude is from -180 to 180, latitude from -90 to 90"


def _impossible_days(item: JsonObject) -> Iterator[Broken]:
    """Days that are not in the calendar or stand for no time; numbers that no program can read."""
    for name, part in item.value.items():
        # Most texts are no times, and the patterns cost more than this.
        if name[:1].isdigit() and (problem := _day_problem(name)):
            yield Broken((name,), *problem)
        if isinstance(part, str):
            if part[:1].isdigit() and (problem := _day_problem(part)):
                yield Broken((name,), *problem)
        elif isinstance(part, float):
            if not math.isfinite(part):
                yield Broken((name,), "a number that fits 64 bits", "must fit 64 bits, is too large")
        elif isinstance(part, list) and name != "coordinates":
            for path, text in _texts(part, (name,)):
                if problem := _day_problem(text):
                    yield Broken(path, *problem)


def _texts(items: list[Any], path: Path) -> Iterator[tuple[Path, str]]:
    """The texts in a list and in the lists in it."""
    for position, item in enumerate(items):
        if isinstance(item, str):
            yield (*path, position), item
        elif isinstance(item, list):
            yield from _texts(item, (*path, position))


def _day_problem(text: str) -> tuple[str, str] | None:
    return _day_problem_of(text) if len(text) <= LONGEST_TIME else None


@lru_cache(10_000)
def _day_problem_of(text: str) -> tuple[str, str] | None:
    """The rule that a text breaks which looks like a day or a time, and the message."""
    if not (DAY.fullmatch(text) or DAY_FIRST.fullmatch(text) or MOMENT.fullmatch(text)):
        return None
    day = "-".join(reversed(text.split("-"))) if DAY_FIRST.fullmatch(text) else text[:10].replace("_", "-")
    try:
        date.fromisoformat(day)
        if MOMENT.fullmatch(text):
            datetime.fromisoformat(text)
    except ValueError as error:
        return IN_CALENDAR, f"must be in the calendar, is {shown(text)} ({error})"
    if day in PLACEHOLDER_DAYS:
        message = f"must be absent, empty or null if there is no time, is {shown(text)}, which stands for none"
        return "no day that stands for no time", message
    return None


def _wrong_address(item: JsonObject) -> Iterator[Broken]:
    """URLs that are none."""
    for name in (*WEB, "path"):
        url = item.value.get(name)
        # The path of a store is no URL.
        if url and isinstance(url, str) and (name != "path" or "asset_type" in item.value) and not is_address(url):
            yield Broken((name,), "an address of the web", f"must be an address of the web, is {shown(url)}")


def _wrong_percentage(item: JsonObject) -> Iterator[Broken]:
    for name in ("progress", "area_percentage"):
        percent = number_of(item.value.get(name))
        if percent is not None and not 0 <= percent <= 100:
            yield Broken((name,), f"{name} is from 0 to 100", f"must be from 0 to 100, is {shown(item.value[name])}")


def _impossible_positions(item: JsonObject) -> Iterator[Broken]:
    yield from _positions_off(item.value["coordinates"], item.value.get("type"), ("coordinates",))


def _positions_off(value: Any, kind: Any, path: Path) -> Iterator[Broken]:
    """Positions off the globe and rings that are not closed."""
    if not isinstance(value, list) or not value:
        return
    if is_position(value):
        if len(value) > 1 and not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
            yield Broken(path, ON_GLOBE, f"must lie on the globe, is {shown(value)}")
        return
    is_ring = kind in ("Polygon", "MultiPolygon") and isinstance(value[0], list) and is_position(value[0])
    if is_ring and (len(value) < 4 or value[0] != value[-1]):
        message = f"must end where it starts, at {shown(value[0])}, has {len(value)} positions and ends at "
        yield Broken(path, "a ring is closed", message + shown(value[-1]))
    for position, part in enumerate(value):
        yield from _positions_off(part, kind, (*path, position))


def _write_only_fields(document: Any) -> Iterator[str]:
    """The names of the fields that the contract marks writeOnly, at any depth."""
    parts = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    for part in parts:
        yield from _write_only_fields(part)
    fields = document.get("properties") if isinstance(document, dict) else None
    if isinstance(fields, dict):
        yield from (name for name, field in fields.items() if isinstance(field, dict) and field.get("writeOnly"))


WRITE_ONLY = tuple(sorted({*_write_only_fields(CONTRACT.document)}))


def _answered_secrets(item: JsonObject) -> Iterator[Broken]:
    """A field that is for requests alone, in an answer, whatever its value is."""
    for name in WRITE_ONLY:
        # In a map, the caller chooses the names.
        if name in item.value and not item.shape.is_map:
            yield Broken((name,), f"{name} is in no answer", "must be absent, is there")


VALUE_RULES = (
    Rule((), _impossible_days),
    Rule(WRITE_ONLY, _answered_secrets),
    Rule((*WEB, "path"), _wrong_address),
    Rule(("progress", "area_percentage"), _wrong_percentage),
    Rule(("coordinates",), _impossible_positions),
)
