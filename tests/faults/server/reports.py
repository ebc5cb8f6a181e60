"""Faults in the report."""

from tests.faults.fault import Fault
from tests.faults.server.files import REPORTS

FAULTS = [
    Fault(
        "A time zone that looks like a path fails the server",
        REPORTS,
        "except (ZoneInfoNotFoundError, ValueError, OSError) as error:",
        "except ZoneInfoNotFoundError as error:",
        source="blind, second list",
        smoke="tables",
    ),
    Fault(
        "The report is Latin-1 but is labelled UTF-8",
        REPORTS,
        "return report.getvalue()",
        'return report.getvalue().encode("latin-1", "replace")',
        source="blind, second list",
    ),
    Fault(
        "Unpaid items are missing in the report",
        REPORTS,
        "        times = (_local",
        '        if not order["paid_at"]:\n            continue\n        times = (_local',
        source="blind, second list",
    ),
    Fault(
        "The report is in UTC whichever time zone is given",
        REPORTS,
        'zone = _zone(call.query["tz"])',
        'zone = _zone(call.query["tz"]) and UTC',
        source="blind, second list",
    ),
    Fault(
        "A comma in a name starts another column of the report",
        REPORTS,
        'csv.writer(report, lineterminator="\\n")',
        'csv.writer(report, lineterminator="\\n", quoting=csv.QUOTE_NONE, escapechar="\\\\")',
        source="blind, second list",
    ),
    Fault(
        "The report has semicolons between columns",
        REPORTS,
        'csv.writer(report, lineterminator="\\n")',
        'csv.writer(report, lineterminator="\\n", delimiter=";")',
        source="blind, third list",
    ),
    Fault(
        "An unknown time zone becomes UTC",
        REPORTS,
        'raise errors.bad_request(f"query parameter tz: {name!r} is not a time zone such as Asia/Kolkata") from error',
        "return UTC",
        source="blind, third list",
    ),
    Fault(
        "The report ends after two items",
        REPORTS,
        'page("order_item")[0]:',
        'page("order_item", limit=2)[0]:',
        source="blind, third list",
    ),
    Fault(
        "The times of the report are local but state the offset of UTC",
        REPORTS,
        '.astimezone(zone).isoformat(timespec="seconds")',
        '.astimezone(zone).replace(tzinfo=UTC).isoformat(timespec="seconds")',
        source="blind, fourth list",
    ),
    Fault(
        "The report contains only the last year",
        REPORTS,
        "        item = fulfilment.item_answer(call, stored)\n",
        '        if (call.clock.now() - clock.moment(stored["created_at"])).days > 365:\n'
        "            continue\n        item = fulfilment.item_answer(call, stored)\n",
        source="blind, fifth list",
    ),
    Fault(
        "The times of the report are UTC but state the offset of the time zone",
        REPORTS,
        "clock.moment(text).astimezone(zone)",
        "clock.moment(text).replace(tzinfo=zone)",
        source="blind, sixth list",
    ),
]
