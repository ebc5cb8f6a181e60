"""Values of the API: times, positions, addresses and numbers, and how they are read from any JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}[-_]\d\d[-_]\d\d")
DAY_FIRST = re.compile(r"\d\d-\d\d-\d{4}")
WEB = ("signed_url", "href", "catalog_content_url")
# The longest time that is written: a date, a time with nanoseconds, an offset.
LONGEST_TIME = 40


def parse_moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and MOMENT.fullmatch(text) else None
    except ValueError:
        return None


def parse_day(text: Any) -> date | None:
    """The day of a date or, in UTC, of a time, in any form of the API."""
    if not isinstance(text, str):
        return None
    moment = parse_moment(text)
    try:
        if moment:
            return moment.astimezone(UTC).date()
        return date.fromisoformat("-".join(reversed(text.split("-"))) if text[2:3] == "-" else text[:10])
    except (OverflowError, ValueError):
        return None


def is_position(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(part, int | float) for part in value)


@lru_cache(10_000)
def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https", "s3", "gs"} and bool(parts.netloc)


def number_of(value: Any) -> float | None:
    """A finite number, as float; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def percent_of(value: Any) -> float | None:
    """A percentage that is a number, or a text such as 50 or 50%."""
    if isinstance(value, str):
        digits = value.removesuffix("%").strip()
        return float(digits) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", digits) else None
    return number_of(value)


def objects_of(value: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The objects in a list of an object, with their positions."""
    items = value.get(name)
    return [pair for pair in enumerate(items) if isinstance(pair[1], dict)] if isinstance(items, list) else []


def positions_of(nested: Any) -> Iterator[list[float]]:
    """The positions in nested coordinates that have a longitude and a latitude."""
    if not isinstance(nested, list) or not nested:
        return
    if not is_position(nested):
        for part in nested:
            yield from positions_of(part)
        return
    numbers = [number for number in map(number_of, nested) if number is not None]
    if 2 <= len(numbers) == len(nested):
        yield numbers
