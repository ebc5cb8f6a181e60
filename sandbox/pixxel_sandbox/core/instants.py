"""Filters by a point in time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..contract import errors
from . import clock

if TYPE_CHECKING:
    from .call import Call


def wanted(call: Call, name: str) -> list[str] | None:
    """The one time that query parameter `name` lets through, as documents print it; None if the parameter is absent.

    It matches to the microsecond, whatever offset from UTC it is written with; without one, as ISO 8601 has it, it is
    taken for UTC. 400 if no calendar has it.
    """
    text = call.query[name]
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
        return [clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))]
    except (ValueError, OverflowError) as error:
        raise errors.bad_request(f"query parameter {name}: {text!r} is not a point in time") from error
