"""Rules for answers beyond their schema: strict JSON, possible values, agreement with headers and request.

A rule is a function that yields a departure for each place where an answer breaks it. The rules use names and shapes
that the contract has everywhere, and no single operation.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from email.message import Message
from functools import lru_cache
from typing import Any, NoReturn

from PIL import Image

from tests import json_pointer
from tests.contract.model.answer_objects import object_departures
from tests.contract.model.consistency import CONSISTENCY_RULES
from tests.contract.model.formats import number_of
from tests.contract.model.operations import CONTRACT
from tests.contract.model.schema_departures import departure, schema_departures, shape_of, shown
from tests.contract.model.value_rules import VALUE_RULES
from tests.contract.model.work_rules import WORK_RULES
from tests.oracle import Departure, Operation

OBJECT_RULES = (*VALUE_RULES, *CONSISTENCY_RULES, *WORK_RULES)


def header_departures(operation: Operation, status: int, headers: Mapping[str, str]) -> Iterator[Departure]:
    """Documented headers, by names in lower case, that are required and missing or that do not fit their schema."""
    documented = operation.documents(status)
    if documented is None:
        return
    pointer = json_pointer.join("/paths", operation.path, operation.method.lower(), "responses", documented)
    response, pointer = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    for name in response.get("headers", {}):
        header_pointer = json_pointer.join(pointer, "headers", name)
        header, header_pointer = CONTRACT.resolve(CONTRACT.at(header_pointer), header_pointer)
        if name.lower() in headers:
            for found in schema_departures(f"{header_pointer}/schema", headers[name.lower()]):
                yield Departure(f"header {name}", found.rule, found.message, found.source)
        elif header.get("required"):
            yield Departure(f"header {name}", "required", "must be there, is missing", header_pointer)


def body_format_departures(headers: Mapping[str, str], content: bytes) -> Iterator[Departure]:
    """A body that does not fit its headers: another length, another charset, a broken image or table."""
    length = headers.get("content-length")
    if length is not None and "content-encoding" not in headers and length.strip() != str(len(content)):
        message = f"must be {len(content)}, the length of the body, is {shown(length)}"
        yield Departure("header Content-Length", "Content-Length is the length of the body", message)
    stated = Message()
    stated["content-type"] = _printable(headers.get("content-type", ""))
    if stated.get_content_maintype() == "text":
        try:
            text = content.decode(str(stated.get_param("charset", "utf-8")))
        except (LookupError, UnicodeError) as error:
            yield Departure("", "a text is in the charset of its Content-Type", f"cannot be decoded: {error}"[:200])
            return
        if stated.get_content_subtype() == "csv":
            yield from _table_departures(text)
    if stated.get_content_type() == "image/png" and not _is_complete_png(content):
        yield Departure("", "a PNG is complete", f"must be a complete PNG, is {len(content)} bytes that are not a PNG")


def _printable(text: str) -> str:
    """A header without the line breaks that an e-mail message refuses."""
    return " ".join(text.split())


def _table_departures(text: str) -> Iterator[Departure]:
    try:
        widths = {len(row) for row in csv.reader(io.StringIO(text)) if row}
    except csv.Error as error:
        yield Departure("", "a table is CSV", f"must be CSV, cannot be read: {error}")
        return
    if len(widths) > 1:
        message = f"must have one number of columns in all rows, has {sorted(widths)}"
        yield Departure("", "rows of a table have the same columns", message)


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


@lru_cache(8)
def strict_json(content: bytes) -> tuple[Any, list[Departure]]:
    """The value of a JSON body and how it breaks the rules of JSON; ValueError if it is no JSON at all.

    Cached, because several rules read the same answer. The value must not be changed.
    """
    try:
        try:
            return json.loads(content, object_pairs_hook=_unique_fields, parse_constant=_refuse_constant), []
        except ValueError as error:
            return json.loads(content), [Departure("", "strict JSON", f"must be strict JSON: {error}")]
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object names a field twice")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def value_departures(
    operation: Operation, root: str, call_path: Mapping[str, Any], status: int, value: Any
) -> Iterator[Departure]:
    """How the JSON of an answer, which has the schema at `root`, breaks rules beyond that schema."""
    if status >= 300:
        yield from _empty_errors(root, value)
        return
    yield from object_departures(root, value, OBJECT_RULES)
    yield from _differs_from_request(operation, root, call_path, value)
    yield from _wrong_pagination(root, value)


def _empty_errors(root: str, value: Any) -> Iterator[Departure]:
    """An error with an empty code or message."""
    error = value.get("error") if isinstance(value, dict) else None
    if not isinstance(error, dict):
        return
    for name in ("code", "message"):
        text = error.get(name)
        if isinstance(text, str) and not text.strip():
            source = "/components/schemas/Error"
            yield departure(root, ("error", name), f"{name} is not empty", "must not be empty, is empty", source)


def _differs_from_request(
    operation: Operation, root: str, call_path: Mapping[str, Any], value: Any
) -> Iterator[Departure]:
    """A field with the name of a path parameter and another value."""
    if not isinstance(value, dict):
        return
    shape = shape_of(root)
    named = {_normalized(name): name for name in value}
    for name, expected in call_path.items():
        field = named.get(_normalized(name), "")
        answered = value.get(field)
        if isinstance(answered, str) and answered != expected and (operation.method == "GET" or name != "id"):
            message = f"must be {shown(expected)}, as asked for, is {shown(answered)}"
            yield departure(root, (field,), f"{field} is the one asked for", message, shape.pointer)
    for list_name, part in value.items():
        for position, item in enumerate(part if isinstance(part, list) else ()):
            for name, expected in call_path.items() if isinstance(item, dict) else ():
                answered = item.get(name)
                if isinstance(answered, str) and name != "id" and answered != expected:
                    message = f"must be {shown(expected)}, as asked for, is {shown(answered)}"
                    path = (list_name, position, name)
                    yield departure(root, path, f"{name} is the one asked for", message, shape.pointer)


def _wrong_pagination(root: str, value: Any) -> Iterator[Departure]:
    """A page with more items than its `pagination` allows, or a total that is smaller than the page."""
    window = value.get("pagination") if isinstance(value, dict) else None
    if not isinstance(window, dict):
        return
    source = shape_of(shape_of(root).properties.get("pagination")).pointer
    count = len(next((part for part in value.values() if isinstance(part, list)), []))
    limit, total, offset = (number_of(window.get(name)) for name in ("limit", "total", "offset"))
    if limit is not None and count > limit:
        message = f"must be at least {count}, the number of items, is {limit:g}"
        yield departure(root, ("pagination", "limit"), "no more items than limit", message, source)
    least = count + (offset or 0 if count else 0)
    if total is not None and total < least:
        yield wrong_total(root, f"must be at least {least:g}, {count} items from {offset or 0:g} on, is {total:g}")


def wrong_total(root: str, message: str) -> Departure:
    """A total that is not the number of items. One page can show it, or all pages together: it is the same finding."""
    source = shape_of(shape_of(root).properties.get("pagination")).pointer
    return departure(root, ("pagination", "total"), "total counts all items", message, source)


def _normalized(name: str) -> str:
    return name.replace("_", "").lower()
