"""When a tasking item is imaged: once, or at intervals of whole months, in UTC days."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from ...contract.rules import broken

NOTICE = timedelta(hours=24)
# From one occurrence to the next.
MONTHS = {"MONTHLY": 1, "BIMONTHLY": 2, "QUARTERLY": 3}
MAX_MONTHS = 24
_TOO_LONG = "a recurring item ends within two years of its start"


class Days(NamedTuple):
    """The days from `start` to the last one before `end`."""

    start: date
    end: date


def occurrences(wanted: dict[str, Any], now: datetime, place: str) -> list[Days]:
    """The times that the tasking item `wanted`, at `place` in the body, is imaged in; ApiError 400 if it cannot be.

    A recurring item is imaged within each interval from its start to its end, of which the last may be cut short.
    """
    begins = _instant(wanted["start_date"], f"{place}/start_date")
    if begins < now + NOTICE:
        raise broken(f"{place}/start_date", f"{wanted['start_date']} is less than 24 hours ahead")
    start = begins.date()
    if wanted["recurrence"] == "ONCE":
        return [Days(start, _end(wanted["end_date"], start, f"{place}/end_date"))]
    months = MONTHS[wanted["recurrence"]]
    if "end_date" in wanted:
        end = _end(wanted["end_date"], start, f"{place}/end_date")
        if end > _later(start, MAX_MONTHS, place):
            raise broken(f"{place}/end_date", _TOO_LONG)
    else:
        # For the contract, 6.0 is an integer as well.
        count = int(wanted["no_of_occurrences"])
        if count * months > MAX_MONTHS:
            raise broken(f"{place}/no_of_occurrences", _TOO_LONG)
        end = _later(start, count * months, place)
    return _until(start, end, months, place)


def _until(start: date, end: date, months: int, place: str) -> list[Days]:
    starts = [start]
    # Counted from the first: what begins on a 31st is not to stay on the 28th after a February.
    while (following := _later(start, months * len(starts), place)) < end:
        starts.append(following)
    return [Days(*days) for days in zip(starts, [*starts[1:], end], strict=True)]


def _end(text: str, start: date, place: str) -> date:
    end = _instant(text, place).date()
    if end <= start:
        raise broken(place, "nothing is imaged on the last day, so it comes after that of start_date")
    return end


def _later(day: date, months: int, place: str) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise broken(f"{place}/start_date", "the calendar ends before the item does")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _instant(text: str, place: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise broken(place, f"{text} is not in the calendar: {error}") from error
