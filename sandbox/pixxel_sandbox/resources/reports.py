"""The order report."""

from __future__ import annotations

import csv
import io
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..contract import errors
from ..core import clock
from ..domain.orders import fulfilment

if TYPE_CHECKING:
    from ..core.call import Call

COLUMNS = ("order_id", "order_item_id", "name", "status", "final_amount", "created_at", "paid_at")


def download_report(call: Call) -> str:
    """A line for each order item, newest first, with times in the requested time zone, by default in UTC."""
    zone = _zone(call.query["tz"])
    report = io.StringIO()
    lines = csv.writer(report, lineterminator="\n")
    lines.writerow(COLUMNS)
    for stored in call.documents.page("order_item")[0]:
        item = fulfilment.item_answer(call, stored)
        order = fulfilment.order_answer(call, fulfilment.order_of(call, stored))
        times = (_local(text, zone) for text in (item["created_at"], order["paid_at"]))
        lines.writerow([item["order_id"], item["id"], item["name"], item["status"], item["final_amount"], *times])
    return report.getvalue()


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    # An invalid name may be the path of a missing file, of a file outside the time zones, or of a folder.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise errors.bad_request(f"query parameter tz: {name!r} is not a time zone such as Asia/Kolkata") from error


def _local(text: str, zone: tzinfo) -> str:
    return text and clock.moment(text).astimezone(zone).isoformat(timespec="seconds")
