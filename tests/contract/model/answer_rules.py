"""Rules for answers beyond their schema: strict JSON, possible values, agreement with headers and request.

Each rule is a function that yields a sentence for each place where an answer breaks it. The rules use names and shapes
that the contract has everywhere, and no single operation.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from email.message import Message
from typing import Any, NoReturn

from PIL import Image

from tests.contract.model.consistency import inconsistencies
from tests.contract.model.formats import DAY, DAY_FIRST, MOMENT, WEB, is_address, is_position, parse_moment
from tests.oracle import JSON, Contract, Operation

# Days that programming languages use for "no time".
PLACEHOLDER_DAYS = {"0001-01-01", "1601-01-01", "1900-01-01", "1970-01-01", "9999-12-31"}
# Times that cannot lie before the creation.
AFTER_CREATION = ("updated_at", "finished_at", "paid_at", "deleted_at", "exec_created_at")


def rule_violations(
    contract: Contract,
    operation: Operation,
    path: Mapping[str, Any],
    status: int,
    headers: Mapping[str, str],
    content: bytes,
) -> Iterator[str]:
    """How an answer that fits its schema breaks other rules.

    `path` has the path parameters of the request; the names of the headers are in lower case.
    """
    yield from undocumented_headers(contract, operation, status, headers)
    yield from differs_from_headers(headers, content)
    if not headers.get("content-type", "").startswith(JSON):
        return
    try:
        value = json.loads(content, object_pairs_hook=_unique_fields, parse_constant=_refuse_constant)
    except ValueError as error:
        yield f"the body is not JSON to the letter: {error}"
        return
    if status < 300:
        yield from impossible_values(value)
        yield from inconsistencies(value)
        yield from differs_from_request(operation, path, value)
        yield from wrong_pagination(value)
    else:
        yield from empty_errors(value)


def undocumented_headers(
    contract: Contract, operation: Operation, status: int, headers: Mapping[str, str]
) -> Iterator[str]:
    """A documented header that is required and missing, or that does not fit its schema."""
    documented = operation.raw["responses"].get(operation.documents(status), {})
    described, _ = contract.resolve(documented, "")
    for name, header in described.get("headers", {}).items():
        stated, _ = contract.resolve(header, "")
        if name.lower() in headers:
            inner = Contract({**contract.document, "header": stated["schema"]})
            yield from (f"header {name}{problem}" for problem in inner.problems("/header", headers[name.lower()]))
        elif stated.get("required"):
            yield f"header {name} is missing"


def differs_from_headers(headers: Mapping[str, str], content: bytes) -> Iterator[str]:
    """A body that does not fit its headers: another length, another charset, a broken image or table."""
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
    if stated.get_content_type() == "image/png" and not _is_complete_png(content):
        yield "the PNG is not complete"


# The last chunk of every PNG, with its length and checksum.
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def _is_complete_png(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            # Reads all chunks and compares their checksums.
            image.verify()
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            image.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return content.endswith(PNG_END)


def empty_errors(value: Any) -> Iterator[str]:
    """An error with an empty code or message."""
    error = value.get("error") if isinstance(value, dict) else None
    if not isinstance(error, dict):
        return
    for name in ("code", "message"):
        if not str(error.get(name, "")).strip():
            yield f"the error has an empty {name}"


def impossible_values(value: Any, at: str = "") -> Iterator[str]:
    """Days that are not in the calendar, times in the wrong order, positions off the globe, URLs that are none."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from impossible_values(item, f"{at}/{position}")
    elif isinstance(value, dict):
        yield from _before_creation(value, at)
        if "coordinates" in value:
            yield from _impossible_positions(value["coordinates"], value.get("type"), at)
        for name, part in value.items():
            yield from _impossible_days(name, f"{at} key")
            # The path of a store is no URL.
            is_file = name in WEB or (name == "path" and "asset_type" in value)
            if is_file and part and not is_address(part):
                yield f"{at}/{name}: {part!r} is no address of the web"
            if name == "progress" and isinstance(part, int | float) and not 0 <= part <= 100:
                yield f"{at}/progress: {part} is no percentage"
            yield from impossible_values(part, f"{at}/{name}")
    elif isinstance(value, str):
        yield from _impossible_days(value, at)
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{at}: a number that is too large"


def differs_from_request(operation: Operation, path: Mapping[str, Any], value: Any) -> Iterator[str]:
    """A field with the name of a path parameter and another value."""
    if not isinstance(value, dict):
        return
    named = {_normalized(name): name for name in value}
    for name, expected in path.items():
        answered = value.get(named.get(_normalized(name), ""))
        if isinstance(answered, str) and answered != expected and (operation.method == "GET" or name != "id"):
            yield f"/{named[_normalized(name)]}: {answered!r}, where {name}={expected!r} was asked for"
    for item in _items(value):
        for name, expected in path.items():
            answered = item.get(name)
            if isinstance(answered, str) and name != "id" and answered != expected:
                yield f"an item has {name} {answered!r}, where {expected!r} was asked for"


def wrong_pagination(value: Any) -> Iterator[str]:
    """A page with more items than its `pagination` allows, or a total that is smaller than the page."""
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


def _normalized(name: str) -> str:
    return name.replace("_", "").lower()


def _before_creation(value: Mapping[str, Any], at: str) -> Iterator[str]:
    created = parse_moment(value.get("created_at"))
    for name in AFTER_CREATION:
        later = parse_moment(value.get(name))
        if created and later and later < created:
            yield f"{at}/{name}: {value[name]} lies before created_at, {value['created_at']}"


def _impossible_days(text: str, at: str) -> Iterator[str]:
    if DAY.fullmatch(text) or DAY_FIRST.fullmatch(text) or MOMENT.fullmatch(text):
        day = "-".join(reversed(text.split("-"))) if DAY_FIRST.fullmatch(text) else text[:10].replace("_", "-")
        try:
            date.fromisoformat(day)
            if MOMENT.fullmatch(text):
                datetime.fromisoformat(text)
            if day in PLACEHOLDER_DAYS:
                yield f"{at}: {text!r} stands for no time, which the contract leaves out or writes as empty or null"
        except ValueError as error:
            yield f"{at}: {text!r} is not in the calendar: {error}"


def _impossible_positions(value: Any, kind: Any, at: str) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        return
    if all(isinstance(part, int | float) for part in value):
        if not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
            yield f"{at}: {value} lies off the globe"
        return
    is_ring = kind in {"Polygon", "MultiPolygon"} and isinstance(value[0], list) and is_position(value[0])
    if is_ring and (len(value) < 4 or value[0] != value[-1]):
        yield f"{at}: a ring that is not closed"
    for part in value:
        yield from _impossible_positions(part, kind, at)


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object names a field twice")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
