"""Records: exchanges as lines of JSON, without secrets. Observers write them, a replay reads them."""

from __future__ import annotations

import base64
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from .._data.pointers import resolve
from .._facts import CONTRACT_VERSION, VERSION
from .._redaction import CONFIDENTIAL, MASK, masked_parameters, without_key
from ..errors import ConfigurationError
from .validator import Exchange, Validation, filled

__all__ = ["MASK", "Unreadable", "append", "is_masked", "line_of", "prepare", "read_line"]

T = TypeVar("T")

# The format of the lines, apart from the contract's version; a line of another format is not read.
FORMAT = 1
# Bytes. A larger body is left out, and its size is recorded.
LARGEST = 1_000_000
PRIVATE = 0o600
# Any other header may be a cookie, a signature or private.
KEPT_HEADERS = frozenset(
    {"accept", "cache-control", "content-type", "date", "etag", "last-modified", "retry-after", "x-request-id"}
)

# From behind the scheme: a pattern that starts with it takes quadratic time in a long text without a URL.
URL = re.compile(r"""(:(?:\\?/){2})([^\s"'<>]*)""")


class Unreadable(Exception):
    """A line that holds no exchange; the message says why."""


def prepare(path: str) -> None:
    """Makes the file, readable only for its owner; raises ConfigurationError if it cannot be written."""
    try:
        descriptor = _open(path)
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                Path(path).chmod(PRIVATE)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise ConfigurationError(
            f"exchanges cannot be recorded in {path}: {error.strerror}; name a file that can be written to"
        ) from None


def append(path: str, line: bytes) -> None:
    """Appends in one write, so that threads and processes do not mix their lines; raises OSError if that fails."""
    descriptor = _open(path)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError("the disk is full")
    finally:
        os.close(descriptor)


def _open(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), PRIVATE)


def line_of(exchange: Exchange, validation: Validation, write_only: frozenset[str], key: str) -> bytes:
    """An exchange as a line: without the key, write-only fields, the values of URLs' queries, and other headers."""
    redaction = _Redaction(write_only, key)
    # First, because the answer may repeat the secrets of the request.
    body = redaction.body(exchange.headers, exchange.content)
    recorded = {
        "format": FORMAT,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": VERSION,
        "contract": CONTRACT_VERSION,
        "operation": validation.operation,
        "method": exchange.method,
        "path": redaction.text(validation.template),
        "request": {
            "path": redaction.value(dict(validation.values)),
            "query": redaction.value(dict(exchange.query)),
            "headers": redaction.headers(exchange.headers),
            **body,
        },
        "answer": {
            "status": exchange.status,
            "headers": redaction.headers(exchange.answer_headers),
            **redaction.body(exchange.answer_headers, exchange.answer_content),
        },
        "departures": [
            {"pointer": redaction.text(departure.pointer), "expected": departure.expected, "got": departure.got}
            for departure in validation.departures
        ],
        "new_fields": [
            {"pointer": redaction.text(new_field.pointer), "got": new_field.got} for new_field in validation.new_fields
        ],
    }
    return json.dumps(recorded, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes) -> Exchange:
    """The exchange of a line; raises Unreadable."""
    try:
        recorded = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("is not JSON; its end may be missing") from None
    if not isinstance(recorded, dict) or "format" not in recorded:
        raise Unreadable("is not a recorded exchange")
    if recorded["format"] != FORMAT:
        raise Unreadable(f"has the format {recorded['format']!r}; this version reads format {FORMAT}")
    try:
        path, request, answer = _typed(str, recorded["path"]), recorded["request"], recorded["answer"]
        return Exchange(
            _typed(str, recorded["method"]),
            filled(path, request["path"]) if request["path"] else path,
            {name: _texts(values) for name, values in request["query"].items()},
            _headers(request["headers"]),
            _content(request),
            _typed(int, answer["status"]),
            _headers(answer["headers"]),
            _content(answer),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"has a field that is missing or of another type ({type(error).__name__})") from None


def is_masked(line: bytes, pointer: str) -> bool:
    """Whether the value at a pointer of a line is redacted, so that it cannot be validated."""
    try:
        return bool(resolve(json.loads(line), pointer) == MASK)
    except LookupError:
        return False


def _typed(type_: type[T], value: Any) -> T:
    if type(value) is not type_:
        raise TypeError
    return value


def _headers(values: Any) -> dict[str, str]:
    # `encode` refuses half a surrogate pair, which no header can have held.
    return {name: _typed(str, value).encode().decode() for name, value in values.items()}


def _texts(values: Any) -> list[str]:
    if not values:
        raise ValueError
    return [_typed(str, value) for value in _typed(list, values)]


def _content(side: Mapping[str, Any]) -> bytes | None:
    if "left_out" in side:
        return None
    if "base64" in side:
        return base64.b64decode(side["base64"], validate=True)
    if "text" in side:
        return str(side["text"]).encode()
    return json.dumps(side["body"]).encode() if "body" in side else b""


class _Redaction:
    """Redacts the secrets of one line."""

    def __init__(self, write_only: frozenset[str], key: str) -> None:
        self._write_only = write_only
        self._secrets = {key}

    def body(self, headers: Mapping[str, str], content: bytes | None) -> dict[str, Any]:
        if not content:
            return {}
        if len(content) > LARGEST:
            return {"left_out": {"bytes": len(content), "because": f"more than {LARGEST} bytes"}}
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            if media_type.endswith("json"):
                value = json.loads(content)
                self._secrets.update(_secrets(value, self._write_only))
                return {"body": self.value(value)}
        except ValueError:
            return {"text": self.text(content.decode("utf-8", "replace"))}
        except RecursionError:
            return {"left_out": {"bytes": len(content), "because": "nested too deeply"}}
        try:
            return {"text": self.text(content.decode())}
        except UnicodeDecodeError:
            if media_type.startswith("text/"):
                return {"text": self.text(content.decode("utf-8", "replace"))}
            return {"base64": base64.b64encode(content).decode()}

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {name.lower(): self.text(value) for name, value in headers.items() if name.lower() in KEPT_HEADERS}

    def value(self, value: Any) -> Any:
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.value(item) for item in value]
            case dict():
                return {
                    self.text(name): _masked(item) if self._is_secret(name, item) else self.value(item)
                    for name, item in value.items()
                }
            case _:
                return value

    def _is_secret(self, name: str, item: Any) -> bool:
        is_called_so = isinstance(item, str) and re.fullmatch(CONFIDENTIAL, name, re.IGNORECASE)
        return name in self._write_only or bool(is_called_so)

    def text(self, text: str) -> str:
        for secret in self._secrets:
            text = without_key(text, secret)
        return masked_parameters(URL.sub(_without_values, text))


def _secrets(value: Any, names: frozenset[str], *, secret: bool = False) -> Iterator[str]:
    """The texts below fields of these names."""
    if isinstance(value, str) and secret:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _secrets(item, names, secret=secret)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _secrets(item, names, secret=secret or name in names)


def _masked(value: Any) -> Any:
    """A value of the same shape without its texts, so that it can still be validated."""
    if isinstance(value, dict):
        return {name: _masked(item) for name, item in value.items()}
    return [_masked(item) for item in value] if isinstance(value, list) else MASK


def _without_values(url: re.Match[str]) -> str:
    """The URL without user and values: host, path and the names of the query."""
    slashes, target = url.groups()
    before, mark, after = re.match(r"([^?#]*)([?#]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    authority, slash, path = before.partition("/")
    if "@" in authority:
        authority = f"{MASK}@{authority.rpartition('@')[2]}"
    if "=" in after and mark == "?":
        after = re.sub(r"#.*", f"#{MASK}", re.sub(r"=[^&#]*", f"={MASK}", after))
    elif after:
        after = MASK
    return f"{slashes}{authority}{slash}{path}{mark}{after}"
