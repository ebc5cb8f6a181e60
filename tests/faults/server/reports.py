"""Faults in the report."""

from tests.faults.fault import Fault
from tests.faults.server.places import REPORTS

FAULTS = [
    Fault(
        "a time zone spelt like a path fails the server",
        REPORTS,
        "except (ZoneInfoNotFoundError, ValueError, OSError) as error:",
        "except ZoneInfoNotFoundError as error:",
        source="blind, second list",
        smoke="tables",
    ),
    Fault(
        "the report is written in Latin-1 and called UTF-8",
        REPORTS,
        "return report.getvalue()",
        'return report.getvalue().encode("latin-1", "replace")',
        source="blind, second list",
    ),
    Fault(
        "what is not paid is not in the report",
        REPORTS,
        "        times = (_local",
        '        if not order["paid_at"]:\n            continue\n        times = (_local',
        source="blind, second list",
    ),
    Fault(
        "the report is in UTC whatever time zone is asked for",
        REPORTS,
        'zone = _zone(call.query["tz"])',
        'zone = _zone(call.query["tz"]) and UTC',
        source="blind, second list",
    ),
    Fault(
        "a comma in a name begins another column of the report",
        REPORTS,
        'csv.writer(report, lineterminator="\\n")',
        'csv.writer(report, lineterminator="\\n", quoting=csv.QUOTE_NONE, escapechar="\\\\")',
        source="blind, second list",
    ),
    Fault(
        "the columns of the report are parted by semicolons",
        REPORTS,
        'csv.writer(report, lineterminator="\\n")',
        'csv.writer(report, lineterminator="\\n", delimiter=";")',
        source="blind, third list",
    ),
    Fault(
        "a time zone that does not exist is taken for UTC",
        REPORTS,
        'raise errors.bad_request(f"query parameter tz: {name!r} is no time zone such as Asia/Kolkata") from error',
        "return UTC",
        source="blind, third list",
    ),
    Fault(
        "the report ends after two items",
        REPORTS,
        'page("order_item")[0]:',
        'page("order_item", limit=2)[0]:',
        source="blind, third list",
    ),
    Fault(
        "the times of the report are local ones with the offset of UTC",
        REPORTS,
        '.astimezone(zone).isoformat(timespec="seconds")',
        '.astimezone(zone).replace(tzinfo=UTC).isoformat(timespec="seconds")',
        source="blind, fourth list",
    ),
    Fault(
        "the report goes back one year",
        REPORTS,
        "        item = fulfilment.item(call, stored)\n",
        '        if (call.clock.now() - clock.moment(stored["created_at"])).days > 365:\n'
        "            continue\n"
        "        item = fulfilment.item(call, stored)\n",
        source="blind, fifth list",
    ),
    Fault(
        "the report puts the time zone asked for behind times that are still in UTC",
        REPORTS,
        "clock.moment(text).astimezone(zone)",
        "clock.moment(text).replace(tzinfo=zone)",
        source="blind, sixth list",
    ),
]
