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
    """A line for each item of every order, newest first, with times in the zone asked for or else in UTC."""
    zone = _zone(call.query["tz"])
    report = io.StringIO()
    lines = csv.writer(report, lineterminator="\n")
    lines.writerow(COLUMNS)
    for stored in call.documents.page("order_item")[0]:
        item = fulfilment.item(call, stored)
        order = fulfilment.order(call, fulfilment.order_of(call, stored))
        times = (_local(text, zone) for text in (item["created_at"], order["paid_at"]))
        lines.writerow([item["order_id"], item["id"], item["name"], item["status"], item["final_amount"], *times])
    return report.getvalue()


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    # By what a name that is none leads to among the files of the zones: nowhere, out of them, or to a folder.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise errors.bad_request(f"query parameter tz: {name!r} is no time zone such as Asia/Kolkata") from error


def _local(text: str, zone: tzinfo) -> str:
    return text and clock.moment(text).astimezone(zone).isoformat(timespec="seconds")
