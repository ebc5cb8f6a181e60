"""Filters by a range of numbers or times.

A range has two ends, both included, separated by a slash, a comma or two dots: `5/20`, `5,20`, `5..20`. An end that is
empty or `..` is open. A single value is both ends. The end of a range of times is a time or a whole day. The
documentation does not say how ranges are written: the slash is the form of the API's searches, the others are common.
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
    """A test whether a number lies in the range of query parameter `name`; 400 if that is not a range of numbers."""
    low, high = _ends(name, text)
    first = _number(name, low) if low else -math.inf
    last = _number(name, high) if high else math.inf
    return lambda value: first <= value <= last


def times(name: str, text: str | None) -> Callable[[datetime], bool]:
    """A test whether a moment lies in the range of query parameter `name`; 400 if that is not a range of times."""
    low, high = _ends(name, text)
    first = _moment(name, low, time.min) if low else datetime.min.replace(tzinfo=UTC)
    last = _moment(name, high, time.max) if high else datetime.max.replace(tzinfo=UTC)
    return lambda value: first <= value <= last


def _ends(name: str, text: str | None) -> tuple[str, str]:
    """The two ends; an open end is an empty text."""
    if text is None:
        return "", ""
    if not text:
        raise errors.bad_request(f"query parameter {name}: the range is empty")
    separator = next((candidate for candidate in ("/", ",", "..") if candidate in text), None)
    first, _, last = text.partition(separator) if separator else (text, "", text)
    return "" if first == ".." else first, "" if last == ".." else last


def _number(name: str, text: str) -> float:
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        raise errors.bad_request(f"query parameter {name}: {text!r} is not a number; write a range such as 5/20")
    return float(text)


def _moment(name: str, text: str, of_day: time) -> datetime:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.combine(date.fromisoformat(text), of_day, UTC)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise errors.bad_request(f"query parameter {name}: {text!r} is not a time: {error}") from error
    if moment.tzinfo is None:
        raise errors.bad_request(f"query parameter {name}: {text!r} has no offset from UTC, such as Z")
    return moment
