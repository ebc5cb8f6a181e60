# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Exchanges as lines of JSON, without secrets: written while they happen, read again by a replay."""

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
from ..errors import ConfigurationError
from .validator import Exchange, Verdict, escaped

__all__ = ["MASK", "Unreadable", "append", "is_masked", "line_of", "prepare", "read_line"]

T = TypeVar("T")

# Of the lines, not of the contract: a line of another one is not read.
FORMAT = 1
# Bytes. What is larger is left out, and its size said.
LARGEST = 1_000_000
MASK = "…"
PRIVATE = 0o600
# Shorter keys are none, and would be found in everything.
SHORTEST_SECRET = 6
# Everything else may be a cookie, a signature or somebody's own.
KEPT_HEADERS = frozenset(
    {"accept", "cache-control", "content-type", "date", "etag", "last-modified", "retry-after", "x-request-id"}
)

# From what follows the scheme: to look for that first takes the square of the time in a long text without any.
URL = re.compile(r"""(:(?:\\?/){2})([^\s"'<>]*)""")


class Unreadable(Exception):
    """A line that is no exchange; the message says why."""


def prepare(path: str) -> None:
    """Makes the file, readable for its owner alone; raises ConfigurationError if it cannot be written to."""
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
    """Appends in one write, which threads and processes do not interleave; raises OSError if it does not go in."""
    descriptor = _open(path)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError("the disk is full")
    finally:
        os.close(descriptor)


def _open(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), PRIVATE)


def line_of(exchange: Exchange, verdict: Verdict, write_only: frozenset[str], key: str) -> bytes:
    """An exchange as a line: without the key, what is write-only, the values of URLs' queries and other headers."""
    veil = _Veil(write_only, key)
    # First: what it holds of secrets is then known, should the answer repeat them.
    body = veil.body(exchange.headers, exchange.content)
    recorded = {
        "format": FORMAT,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": VERSION,
        "contract": CONTRACT_VERSION,
        "operation": verdict.operation,
        "method": exchange.method,
        "path": veil.text(verdict.template),
        "request": {
            "path": veil.value(dict(verdict.values)),
            "query": veil.value(dict(exchange.query)),
            "headers": veil.headers(exchange.headers),
            **body,
        },
        "answer": {
            "status": exchange.status,
            "headers": veil.headers(exchange.answer_headers),
            **veil.body(exchange.answer_headers, exchange.answer_content),
        },
        "departures": [
            {"pointer": veil.text(each.pointer), "expected": each.expected, "got": each.got}
            for each in verdict.departures
        ],
    }
    return json.dumps(recorded, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes) -> Exchange:
    """The exchange of a line; raises Unreadable."""
    try:
        recorded = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("is no JSON; the end of it may be missing") from None
    if not isinstance(recorded, dict) or "format" not in recorded:
        raise Unreadable("is no recorded exchange")
    if recorded["format"] != FORMAT:
        raise Unreadable(f"has the format {recorded['format']!r}, and this version reads {FORMAT}")
    try:
        path, request, answer = _a(str, recorded["path"]), recorded["request"], recorded["answer"]
        return Exchange(
            _a(str, recorded["method"]),
            escaped(path, request["path"]) if request["path"] else path,
            {name: _texts(values) for name, values in request["query"].items()},
            _headers(request["headers"]),
            _content(request),
            _a(int, answer["status"]),
            _headers(answer["headers"]),
            _content(answer),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"lacks something, or has something else in its place ({type(error).__name__})") from None


def is_masked(line: bytes, pointer: str) -> bool:
    """Whether what stands at a pointer of a line is not what came, so that nothing can be said of it."""
    try:
        return bool(resolve(json.loads(line), pointer) == MASK)
    except LookupError:
        return False


def _a(kind: type[T], value: Any) -> T:
    if type(value) is not kind:
        raise TypeError
    return value


def _headers(values: Any) -> dict[str, str]:
    # Half a surrogate pair cannot have come in one.
    return {name: _a(str, value).encode().decode() for name, value in values.items()}


def _texts(values: Any) -> list[str]:
    if not values:
        raise ValueError
    return [_a(str, value) for value in _a(list, values)]


def _content(side: Mapping[str, Any]) -> bytes | None:
    if "left_out" in side:
        return None
    if "base64" in side:
        return base64.b64decode(side["base64"], validate=True)
    if "text" in side:
        return str(side["text"]).encode()
    return json.dumps(side["body"]).encode() if "body" in side else b""


class _Veil:
    """Keeps secrets out of one line."""

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
            return {"left_out": {"bytes": len(content), "because": "too deep"}}
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
                    self.text(name): _blank(item) if name in self._write_only else self.value(item)
                    for name, item in value.items()
                }
            case _:
                return value

    def text(self, text: str) -> str:
        for secret in self._secrets:
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, MASK)
        return URL.sub(_without_values, text)


def _secrets(value: Any, names: frozenset[str], *, secret: bool = False) -> Iterator[str]:
    """The text below fields of these names."""
    if isinstance(value, str) and secret:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _secrets(item, names, secret=secret)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _secrets(item, names, secret=secret or name in names)


def _blank(value: Any) -> Any:
    """The same shape, so that it can still be held against the contract."""
    if isinstance(value, dict):
        return {name: _blank(item) for name, item in value.items()}
    return [_blank(item) for item in value] if isinstance(value, list) else MASK


def _without_values(url: re.Match[str]) -> str:
    """Scheme, host, path and the names of the query."""
    slashes, rest = url.groups()
    before, mark, after = re.match(r"([^?#]*)([?#]?)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    authority, slash, path = before.partition("/")
    if "@" in authority:
        authority = f"{MASK}@{authority.rpartition('@')[2]}"
    if "=" in after and mark == "?":
        after = re.sub(r"#.*", f"#{MASK}", re.sub(r"=[^&#]*", f"={MASK}", after))
    elif after:
        after = MASK
    return f"{slashes}{authority}{slash}{path}{mark}{after}"
