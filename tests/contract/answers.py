"""What a good answer keeps besides its schema: JSON read to the letter, real times and places, what was asked for.

Each check is a function that yields a sentence for every way in which the answer breaks it. They know names and shapes
that the contract uses everywhere, and no operation.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email.message import Message
from typing import Any, NoReturn
from urllib.parse import urlsplit

from tests.oracle import JSON, Contract, Operation

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}[-_]\d\d[-_]\d\d")
DAY_FIRST = re.compile(r"\d\d-\d\d-\d{4}")
# In metres, on average.
EARTH_RADIUS = 6_371_008.8
# In degrees: some write places with few digits.
FEW_METRES = 1e-5
# Where the calendars of languages begin and end.
NEVER = {"0001-01-01", "1601-01-01", "1900-01-01", "1970-01-01", "9999-12-31"}
WEB = ("signed_url", "href", "catalog_content_url")
# A thing is updated, finished or paid for once it is there.
AFTER_CREATION = ("updated_at", "finished_at", "paid_at", "deleted_at", "exec_created_at")


def faults(
    contract: Contract,
    operation: Operation,
    path: Mapping[str, Any],
    status: int,
    headers: Mapping[str, str],
    content: bytes,
) -> Iterator[str]:
    """How an answer whose schema is kept is wrong all the same; `path` is what was asked, headers in lower case."""
    yield from undocumented_headers(contract, operation, status, headers)
    yield from unlike_its_headers(headers, content)
    if not headers.get("content-type", "").startswith(JSON):
        return
    try:
        value = json.loads(content, object_pairs_hook=_once, parse_constant=_no_number)
    except ValueError as error:
        yield f"the body is not JSON to the letter: {error}"
        return
    if status < 300:
        yield from unreal(value)
        yield from at_odds(value)
        yield from unlike_the_request(operation, path, value)
        yield from beyond_the_window(value)
    else:
        yield from wordless(value)


def undocumented_headers(
    contract: Contract, operation: Operation, status: int, headers: Mapping[str, str]
) -> Iterator[str]:
    """A documented header that is missing though required, or holds what its schema does not allow."""
    documented = operation.raw["responses"].get(operation.documents(status), {})
    described, _ = contract.resolve(documented, "")
    for name, header in described.get("headers", {}).items():
        stated, _ = contract.resolve(header, "")
        if name.lower() in headers:
            inner = Contract({**contract.document, "header": stated["schema"]})
            yield from (f"header {name}{problem}" for problem in inner.problems("/header", headers[name.lower()]))
        elif stated.get("required"):
            yield f"header {name} is missing"


def unlike_its_headers(headers: Mapping[str, str], content: bytes) -> Iterator[str]:
    """A body that is not what its headers say: of another length, in another charset, a broken picture or table."""
    length = headers.get("content-length")
    if length is not None and "content-encoding" not in headers and int(length) != len(content):
        yield f"the body has {len(content)} bytes, and Content-Length says {length}"
    stated = Message()
    stated["content-type"] = headers.get("content-type", "")
    if stated.get_content_maintype() == "text":
        try:
            text = content.decode(str(stated.get_param("charset", "utf-8")))
        except (LookupError, UnicodeDecodeError) as error:
            yield f"the body is not in the charset of its Content-Type: {error}"
            return
        widths = {len(row) for row in csv.reader(io.StringIO(text)) if row}
        if stated.get_content_subtype() == "csv" and len(widths) > 1:
            yield f"rows of one table have {sorted(widths)} columns"
    if stated.get_content_type() == "image/png" and not _is_whole_png(content):
        yield "the picture is not whole"


def _is_whole_png(content: bytes) -> bool:
    at, kind = 8, b""
    while at + 12 <= len(content) and kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", content, at)
        inner = content[at + 4 : at + 8 + size]
        if struct.pack(">I", zlib.crc32(inner)) != content[at + 8 + size : at + 12 + size]:
            return False
        at += size + 12
    return content.startswith(b"\x89PNG\r\n\x1a\n") and kind == b"IEND" and at == len(content)


def wordless(value: Any) -> Iterator[str]:
    """An error that says nothing."""
    error = value.get("error") if isinstance(value, dict) else None
    if not isinstance(error, dict):
        return
    for name in ("code", "message"):
        if not str(error.get(name, "")).strip():
            yield f"the error has an empty {name}"


def unreal(value: Any, at: str = "") -> Iterator[str]:
    """Times that are not in the calendar or in the wrong order, places off the globe, addresses that lead nowhere."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from unreal(item, f"{at}/{position}")
    elif isinstance(value, dict):
        yield from _out_of_order(value, at)
        if "coordinates" in value:
            yield from _off_the_globe(value["coordinates"], value.get("type"), at)
        for name, part in value.items():
            yield from _no_day(name, f"{at} key")
            # Of a store, a path is another thing.
            is_file = name in WEB or (name == "path" and "asset_type" in value)
            if is_file and part and not _is_address(part):
                yield f"{at}/{name}: {part!r} is no address of the web"
            if name == "progress" and isinstance(part, int | float) and not 0 <= part <= 100:
                yield f"{at}/progress: {part} is no percentage"
            yield from unreal(part, f"{at}/{name}")
    elif isinstance(value, str):
        yield from _no_day(value, at)
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{at}: a number that is too large"


def at_odds(value: Any, at: str = "") -> Iterator[str]:
    """Where one field of a thing follows from others and is another."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from at_odds(item, f"{at}/{position}")
    elif isinstance(value, dict):
        yield from (f"{at}: {problem}" for check in RELATIONS for problem in check(value))
        for name, part in value.items():
            yield from at_odds(part, f"{at}/{name}")


def _backwards(thing: Mapping[str, Any]) -> Iterator[str]:
    """An end before its start."""
    for low, high in (("start", "end"), ("start_date", "end_date")):
        first, last = _day(thing.get(low)), _day(thing.get(high))
        if first and last and first > last:
            yield f"{low} {thing[low]} lies after {high} {thing[high]}"


def _miscounted(thing: Mapping[str, Any]) -> Iterator[str]:
    """A number of things that are listed beside it, or a sum of them, which is another."""
    for number, part in (("number_of_bands", "bandset"), ("no_of_occurrences", "occurrences")):
        listed = thing.get(part)
        things = listed.get("bands") if isinstance(listed, dict) else listed
        if number in thing and isinstance(things, list) and things and thing[number] != len(things):
            yield f"{number} is {thing[number]}, and there are {len(things)}"
    for total, parts, amount, least in (
        ("total_amount", "order_items", "final_amount", 0),
        ("final_amount", "uplifts", "amount", thing.get("base_amount")),
    ):
        several = thing.get(parts)
        if total in thing and least is not None and isinstance(several, list) and (several or least):
            # Recurring items are paid for one occurrence after the other: their price is that of all of them.
            amounts = [one[amount] for one in several if amount in one]
            if len(amounts) == len(several) and not math.isclose(thing[total], least + sum(amounts)):
                yield f"{total} is {thing[total]}, not the sum of {least} and the {amount} of {parts}, {amounts}"


def _misplaced(thing: Mapping[str, Any]) -> Iterator[str]:
    """A box or a middle that is not that of the geometry beside it."""
    geometry = thing.get("geometry")
    positions = [*_positions(geometry.get("coordinates"))] if isinstance(geometry, dict) else []
    if not positions:
        return
    easts, norths = [one[0] for one in positions], [one[1] for one in positions]
    around = [min(easts), min(norths), max(easts), max(norths)]
    box, middle = thing.get("bbox"), thing.get("centroid")
    # Beyond the date line, or in three dimensions, a box is written otherwise.
    if isinstance(box, list) and len(box) == 4 and box[0] <= box[2] and not _are_close(box, around):
        yield f"bbox is {box}, and the geometry lies in {around}"
    if isinstance(middle, list) and len(middle) == 2:
        west, south, east, north = around
        if not (west < middle[0] < east and south < middle[1] < north):
            yield f"centroid is {middle}, and the geometry lies in {around}"
        across, along = east - west, north - south
        aside = abs(middle[0] - (west + east) / 2) > max(across / 100, FEW_METRES)
        ahead = abs(middle[1] - (south + north) / 2) > max(along / 100, FEW_METRES)
        # Of other shapes, there is more than one middle.
        if _is_box(positions, around) and (aside or ahead):
            yield f"centroid is {middle}, and the middle of the geometry is that of {around}"


def _is_box(positions: list[Any], around: list[float]) -> bool:
    west, south, east, north = around
    corners = {(west, south), (west, north), (east, south), (east, north)}
    return len(positions) == len(corners) + 1 and {(one[0], one[1]) for one in positions} == corners


def _measured(thing: Mapping[str, Any]) -> Iterator[str]:
    """An area that is not that of the geometry beside it, in the unit that its name says."""
    geometry = thing.get("geometry")
    covered = _area(geometry) if isinstance(geometry, dict) else 0
    for name, unit in (("area_in_sq_m", 1), ("area", 10**6)):
        told = thing.get(name)
        # A sphere is not the Earth, nor is UTM; what is small is rounded.
        if covered and isinstance(told, int | float) and abs(told - covered / unit) > max(0.02 * covered / unit, 1):
            yield f"{name} is {told}, and the geometry covers {covered / unit:.3f}"


def _area(geometry: Mapping[str, Any]) -> float:
    """What a polygon, or several, cover of a sphere as large as the Earth, in square metres."""
    match geometry.get("type"):
        case "Polygon":
            rings = [_ring_area(ring) for ring in geometry["coordinates"]]
            return rings[0] - sum(rings[1:])
        case "MultiPolygon":
            return sum(_area({"type": "Polygon", "coordinates": each}) for each in geometry["coordinates"])
        case _:
            return 0


def _ring_area(ring: list[list[float]]) -> float:
    turned = 0.0
    for (east, north, *_), (next_east, next_north, *_) in itertools.pairwise(ring):
        low, high = math.sin(math.radians(north)), math.sin(math.radians(next_north))
        turned += math.radians(next_east - east) * (2 + low + high)
    return abs(turned) / 2 * EARTH_RADIUS**2


def _mixed(thing: Mapping[str, Any]) -> Iterator[str]:
    """What is archived has what only new images have, or the other way round."""
    kind, recurrence = thing.get("type"), thing.get("recurrence")
    if kind in {"ARCHIVE", "TASKING", "RECURRING"} and recurrence is not None:
        fitting = {"ARCHIVE": ("NOT_APPLICABLE",), "TASKING": ("ONCE",)}.get(
            kind, ("MONTHLY", "BIMONTHLY", "QUARTERLY")
        )
        if recurrence not in fitting:
            yield f"type is {kind}, and recurrence {recurrence}"
        if kind == "ARCHIVE" and thing.get("delivery_speed", "NOT_APPLICABLE") != "NOT_APPLICABLE":
            yield f"type is {kind}, and delivery_speed {thing['delivery_speed']}"
        if kind == "ARCHIVE" and not thing.get("images", True):
            yield "type is ARCHIVE, and there are no images"
    if kind == "ARCHIVE" and "number_of_strips" in thing:
        yield "type is ARCHIVE, and number_of_strips is there"


def _without_source(thing: Mapping[str, Any]) -> Iterator[str]:
    """Bands that the formula does not use, a legend of a day without a file, a step that waits for one there is not."""
    bands, expression = thing.get("bands"), thing.get("expression")
    if isinstance(bands, list) and isinstance(expression, str):
        yield from (f"bands has {band!r}, and the expression does not" for band in bands if band not in expression)
    assets, metadata = thing.get("assets"), thing.get("metadata")
    if isinstance(assets, list) and isinstance(metadata, dict) and isinstance(metadata.get("legend"), dict):
        days = {str(asset.get("date", "")).replace("-", "_") for asset in assets}
        yield from (f"there is a legend of {day}, and no file" for day in metadata["legend"] if day not in days)
    tasks = thing.get("tasks")
    if isinstance(tasks, list):
        done = {task.get("name"): task.get("status") == "completed" for task in tasks}
        for task in tasks:
            for name in task.get("depends_on") or ():
                if name not in done:
                    yield f"{task.get('name')} depends on {name}, which is none of the tasks"
                elif task.get("status") in {"running", "completed"} and not done[name]:
                    yield f"{task.get('name')} is {task['status']}, and {name}, on which it depends, is not done"


def _on_other_days(thing: Mapping[str, Any]) -> Iterator[str]:
    """Occurrences that do not part the time of their item, tasks on other days than what they carry out."""
    first, last = _day(thing.get("start_date")), _day(thing.get("end_date"))
    times = [(_day(one.get("start")), _day(one.get("end"))) for one in thing.get("occurrences") or ()]
    if times and first and times[0][0] and times[0][0] != first:
        yield f"start_date is {first}, and the first occurrence starts on {times[0][0]}"
    if times and last and times[-1][1] and times[-1][1] > last:
        yield f"end_date is {last}, and the last occurrence ends on {times[-1][1]}"
    for (_, end), (start, _) in itertools.pairwise(times):
        if start and end and start < end:
            yield f"an occurrence starts on {start}, before the one ahead of it ends on {end}"
    tasks = thing.get("tasks")
    # The steps of a run are called tasks too: those have no days.
    tasks = [(_day(task.get("start_date")), _day(task.get("end_date"))) for task in thing.get("tasks") or ()]
    for place, name in enumerate(("start", "end")):
        told, ordered = ({one[place] for one in days} - {None} for days in (tasks, times or [(first, last)]))
        if told and ordered and told != ordered:
            yield f"the tasks {name} on {_spelt(told)}, where {_spelt(ordered)} was ordered"


def _spelt(days: set[date | None]) -> str:
    return ", ".join(sorted(map(str, days)))


def _misspent(thing: Mapping[str, Any]) -> Iterator[str]:
    """More paid than the price, or all paid and less, or another sum than the tasks have cost."""
    spent, price, status = thing.get("tokens_used"), thing.get("final_amount"), thing.get("payment_status")
    if spent is None:
        return
    if price is not None and status == "PAID" and spent != price:
        yield f"payment_status is PAID, tokens_used {spent} and final_amount {price}"
    if price is not None and spent > price:
        yield f"tokens_used is {spent}, and final_amount only {price}"
    paid = [task["tokens_used"] for task in thing.get("tasks") or () if "tokens_used" in task]
    if paid and spent != sum(paid):
        yield f"tokens_used is {spent}, and that of the tasks {paid}"


def _shared_unevenly(thing: Mapping[str, Any]) -> Iterator[str]:
    """Classes of one legend whose areas and shares are not of the same whole."""
    for name, part in thing.items():
        classes = [one for one in part if isinstance(one, dict)] if isinstance(part, list) else []
        told = [(one["area"], one["area_percentage"]) for one in classes if {"area", "area_percentage"} <= one.keys()]
        largest, its_share = max(told, key=lambda one: one[1], default=(0, 0))
        # What is rounded to whole percents tells less than this of the whole.
        if its_share > 1:
            shares = [its_share * area / largest if largest else 0 for area, _ in told]
            if any(abs(share - stated) > 1 for share, (_, stated) in zip(shares, told, strict=True)):
                yield f"the areas of {name} and their percentages are not of one whole: {told}"


RELATIONS = (
    *(_backwards, _miscounted, _misplaced, _measured, _mixed, _without_source),
    *(_on_other_days, _misspent, _shared_unevenly),
)


def _day(value: Any) -> date | None:
    """The day that a text is or, in UTC, lies on, however it is written."""
    if not isinstance(value, str):
        return None
    when = _moment(value)
    try:
        if when:
            return when.astimezone(UTC).date()
        return date.fromisoformat("-".join(reversed(value.split("-"))) if value[2:3] == "-" else value[:10])
    except (OverflowError, ValueError):
        return None


def _positions(nested: Any) -> Iterator[Any]:
    if isinstance(nested, list) and nested and _is_position(nested):
        yield nested
    elif isinstance(nested, list):
        for part in nested:
            yield from _positions(part)


def _are_close(one: list[float], other: list[float]) -> bool:
    # In degrees; some write boxes with few digits.
    return all(math.isclose(mine, yours, abs_tol=0.01) for mine, yours in zip(one, other, strict=True))


def unlike_the_request(operation: Operation, path: Mapping[str, Any], value: Any) -> Iterator[str]:
    """What the path named and the answer repeats under the same name, and is another."""
    if not isinstance(value, dict):
        return
    named = {_plain(name): name for name in value}
    for name, asked in path.items():
        there = value.get(named.get(_plain(name), ""))
        if isinstance(there, str) and there != asked and (operation.method == "GET" or name != "id"):
            yield f"/{named[_plain(name)]}: {there!r}, where {name}={asked!r} was asked for"
    for item in _items(value):
        for name, asked in path.items():
            there = item.get(name)
            if isinstance(there, str) and name != "id" and there != asked:
                yield f"an item has {name} {there!r}, where {asked!r} was asked for"


def beyond_the_window(value: Any) -> Iterator[str]:
    """A page with more items than its own `pagination` allows, or a whole that is smaller than its page."""
    window = value.get("pagination") if isinstance(value, dict) else None
    if not isinstance(window, dict):
        return
    count = len(next((part for part in value.values() if isinstance(part, list)), []))
    if count > window.get("limit", count):
        yield f"{count} items on a page of {window['limit']}"
    if window.get("total", count) < count + (window.get("offset", 0) if count else 0):
        yield f"{count} items from {window.get('offset', 0)} on, of {window['total']} in all"


def _items(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in value.values():
        if isinstance(part, list):
            yield from (item for item in part if isinstance(item, dict))


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _out_of_order(value: Mapping[str, Any], at: str) -> Iterator[str]:
    created = _moment(value.get("created_at"))
    for name in AFTER_CREATION:
        later = _moment(value.get(name))
        if created and later and later < created:
            yield f"{at}/{name}: {value[name]} lies before created_at, {value['created_at']}"


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and MOMENT.fullmatch(text) else None
    except ValueError:
        return None


def _no_day(text: str, at: str) -> Iterator[str]:
    if DAY.fullmatch(text) or DAY_FIRST.fullmatch(text) or MOMENT.fullmatch(text):
        day = "-".join(reversed(text.split("-"))) if DAY_FIRST.fullmatch(text) else text[:10].replace("_", "-")
        try:
            date.fromisoformat(day)
            if MOMENT.fullmatch(text):
                datetime.fromisoformat(text)
            if day in NEVER:
                yield f"{at}: {text!r} stands for no time, which the contract leaves out or writes as empty or null"
        except ValueError as error:
            yield f"{at}: {text!r} is not in the calendar: {error}"


def _off_the_globe(value: Any, kind: Any, at: str) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        return
    if all(isinstance(part, int | float) for part in value):
        if not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
            yield f"{at}: {value} lies off the globe"
        return
    is_ring = kind in {"Polygon", "MultiPolygon"} and isinstance(value[0], list) and _is_position(value[0])
    if is_ring and (len(value) < 4 or value[0] != value[-1]):
        yield f"{at}: a ring that is not closed"
    for part in value:
        yield from _off_the_globe(part, kind, at)


def _is_position(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(part, int | float) for part in value)


def _is_address(text: Any) -> bool:
    parts = urlsplit(str(text))
    return parts.scheme in {"http", "https", "s3", "gs"} and bool(parts.netloc)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object names a field twice")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
