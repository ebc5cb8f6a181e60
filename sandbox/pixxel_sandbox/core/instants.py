"""Filters by an exact time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..contract import errors
from . import clock

if TYPE_CHECKING:
    from .call import Call


def time_filter(call: Call, name: str) -> list[str] | None:
    """The filter of query parameter `name`: a list with its time in the format of documents, or None if it is absent.

    It matches to the microsecond, with any offset from UTC; without an offset, it is in UTC. 400 for an invalid time.
    """
    text = call.query[name]
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
        return [clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))]
    except (ValueError, OverflowError) as error:
        raise errors.bad_request(f"query parameter {name}: {text!r} is not a time") from error
