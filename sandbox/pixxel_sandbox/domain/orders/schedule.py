"""The schedule of a tasking item: once, or at intervals of whole months, in UTC days."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from ...contract.rules import broken

NOTICE = timedelta(hours=24)
# The months from an occurrence to the next.
MONTHS = {"MONTHLY": 1, "BIMONTHLY": 2, "QUARTERLY": 3}
MAX_MONTHS = 24
_TOO_LONG = "a recurring item must end within two years of its start"


class Days(NamedTuple):
    """The days from `start` to the day before `end`."""

    start: date
    end: date


def occurrences(item: dict[str, Any], now: datetime, pointer: str) -> list[Days]:
    """The periods in which a tasking item, at `pointer` in the body, is imaged; ApiError 400 for an invalid schedule.

    A recurring item is imaged in each interval from its start to its end; the last interval may be shorter.
    """
    begin = _instant(item["start_date"], f"{pointer}/start_date")
    if begin < now + NOTICE:
        raise broken(f"{pointer}/start_date", f"{item['start_date']} is less than 24 hours in the future")
    start = begin.date()
    if item["recurrence"] == "ONCE":
        return [Days(start, _end(item["end_date"], start, f"{pointer}/end_date"))]
    months = MONTHS[item["recurrence"]]
    if "end_date" in item:
        end = _end(item["end_date"], start, f"{pointer}/end_date")
        if end > _later(start, MAX_MONTHS, pointer):
            raise broken(f"{pointer}/end_date", _TOO_LONG)
    else:
        # In JSON Schema, 6.0 is an integer too.
        count = int(item["no_of_occurrences"])
        if count * months > MAX_MONTHS:
            raise broken(f"{pointer}/no_of_occurrences", _TOO_LONG)
        end = _later(start, count * months, pointer)
    return _until(start, end, months, pointer)


def _until(start: date, end: date, months: int, pointer: str) -> list[Days]:
    starts = [start]
    # Counted from the first start, so that a 31st does not become a 28th for good after February.
    while (following := _later(start, months * len(starts), pointer)) < end:
        starts.append(following)
    return [Days(*days) for days in zip(starts, [*starts[1:], end], strict=True)]


def _end(text: str, start: date, pointer: str) -> date:
    end = _instant(text, pointer).date()
    if end <= start:
        raise broken(pointer, "it must be after the day of start_date, because nothing is imaged on the last day")
    return end


def _later(day: date, months: int, pointer: str) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise broken(f"{pointer}/start_date", "the item ends after the year 9999")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _instant(text: str, pointer: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise broken(pointer, f"{text} is not a valid date: {error}") from error
