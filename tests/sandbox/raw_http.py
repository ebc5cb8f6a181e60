"""Raw HTTP: bytes over a socket, and the answers to them."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx


class Answer(NamedTuple):
    """An answer; its headers tell where its body ends."""

    status: int
    headers: httpx.Headers
    body: bytes


class Connection:
    """A connection to the server at `url`; reading fails after `timeout` seconds without data."""

    def __init__(self, url: str, timeout: float = 60) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 80), timeout)
        self._read = b""

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, raw: bytes) -> None:
        """Send `raw`, or a part of it if the server closes the connection."""
        try:
            self.socket.sendall(raw)
        except (BrokenPipeError, ConnectionResetError):
            # Its answer can still be read.
            return

    def answer(self) -> Answer | None:
        """The next answer, without interim answers; None if the server closes the connection."""
        while head := self._until(b"\r\n\r\n"):
            first, *fields = head.decode("latin-1").split("\r\n")[:-2]
            found = re.fullmatch(r"HTTP/1\.1 (\d{3}) [ -~]*", first)
            assert found, first
            status = int(found[1])
            if status >= 200:
                parted = (field.partition(":") for field in fields)
                headers = httpx.Headers([(name, value.strip()) for name, _, value in parted])
                return Answer(status, headers, self._body(headers))
        return None

    def answers(self) -> list[Answer]:
        """All answers until the server closes the connection."""
        return list(iter(self.answer, None))

    def _body(self, headers: httpx.Headers) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            return b"".join(self._chunks())
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        # Without a length, the body ends with the connection.
        while self._more():
            pass
        return self._exactly(len(self._read))

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self._until(b"\r\n") or b"0", 16):
            yield self._exactly(size)
            self._exactly(2)
        self._exactly(2)

    def _until(self, end: bytes) -> bytes | None:
        while end not in self._read:
            if not self._more():
                assert not self._read, self._read
                return None
        return self._exactly(self._read.index(end) + len(end))

    def _exactly(self, size: int) -> bytes:
        while len(self._read) < size:
            assert self._more(), self._read
        found, self._read = self._read[:size], self._read[size:]
        return found

    def _more(self) -> bool:
        try:
            arrived = self.socket.recv(65_536)
        except ConnectionResetError:
            arrived = b""
        self._read += arrived
        return arrived != b""


def request(method: str, path: str, *fields: str, body: bytes = b"", key: str = "sandbox-key") -> bytes:
    """A request in bytes; a body gets a Content-Length unless `fields` has a length or an encoding."""
    own = ["Host: sandbox", f"Authorization: {key}", *fields]
    if body and not any(field.lower().startswith(("content-length", "transfer-encoding")) for field in fields):
        own += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *own, "", ""]).encode("latin-1") + body
