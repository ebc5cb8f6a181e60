"""Filters by a range, of numbers or of time.

A range is two ends, both included, with a slash, a comma or two dots between them: `5/20`, `5,20`, `5..20`. An end that
is empty or two dots is open. One value alone is both ends. In time, an end is a point in time, or a day, of which all
is meant. No page says how the API has ranges written: the first form is that of its searches, the others are common.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from ..contract import errors

if TYPE_CHECKING:
    from collections.abc import Callable


def numbers(name: str, text: str | None) -> Callable[[float], bool]:
    """Whether a number lies in the range that query parameter `name` gives; 400 if that is no range of numbers."""
    low, high = _ends(name, text)
    first = _number(name, low) if low else -math.inf
    last = _number(name, high) if high else math.inf
    return lambda value: first <= value <= last


def times(name: str, text: str | None) -> Callable[[datetime], bool]:
    """Whether a moment lies in the range that query parameter `name` gives; 400 if that is no range of time."""
    low, high = _ends(name, text)
    first = _moment(name, low, time.min) if low else datetime.min.replace(tzinfo=UTC)
    last = _moment(name, high, time.max) if high else datetime.max.replace(tzinfo=UTC)
    return lambda value: first <= value <= last


def _ends(name: str, text: str | None) -> tuple[str, str]:
    """The two ends, empty where they are open."""
    if text is None:
        return "", ""
    if not text:
        raise errors.bad_request(f"query parameter {name}: empty, where a range is wanted")
    between = next((one for one in ("/", ",", "..") if one in text), None)
    first, _, last = text.partition(between) if between else (text, "", text)
    return "" if first == ".." else first, "" if last == ".." else last


def _number(name: str, text: str) -> float:
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        raise errors.bad_request(f"query parameter {name}: {text!r} is not a number, as in 5/20")
    return float(text)


def _moment(name: str, text: str, of_day: time) -> datetime:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.combine(date.fromisoformat(text), of_day, UTC)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise errors.bad_request(f"query parameter {name}: {text!r} is not a point in time: {error}") from error
    if found.tzinfo is None:
        raise errors.bad_request(f"query parameter {name}: {text!r} has no offset from UTC, such as Z")
    return found
