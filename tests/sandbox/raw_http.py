"""HTTP by hand: bytes to a socket, and what comes back."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx


class Answer(NamedTuple):
    """One answer; its body is what belongs to it by its headers."""

    status: int
    headers: httpx.Headers
    body: bytes


class Line:
    """A connection to the server at `url`, whose silence is an error after `patience` seconds."""

    def __init__(self, url: str, patience: float = 10) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 80), patience)
        self._read = b""

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, raw: bytes) -> None:
        """Send `raw`, or as much of it as the server takes before it hangs up."""
        try:
            self.socket.sendall(raw)
        except (BrokenPipeError, ConnectionResetError):
            # What it said before that can still be read.
            return

    def answer(self) -> Answer | None:
        """The next answer but for interim ones, or None if the server hangs up first."""
        while head := self._until(b"\r\n\r\n"):
            first, *fields = head.decode("latin-1").split("\r\n")[:-2]
            found = re.fullmatch(r"HTTP/1\.1 (\d{3}) [ -~]*", first)
            assert found, first
            status = int(found[1])
            if status >= 200:
                parted = (one.partition(":") for one in fields)
                headers = httpx.Headers([(name, value.strip()) for name, _, value in parted])
                return Answer(status, headers, self._body(headers))
        return None

    def answers(self) -> list[Answer]:
        """All answers until the server hangs up."""
        return list(iter(self.answer, None))

    def _body(self, headers: httpx.Headers) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            return b"".join(self._chunks())
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        # Then the body ends with the connection.
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
    """A request as it goes over the wire; a body has its Content-Length where no field says otherwise."""
    own = ["Host: sandbox", f"Authorization: {key}", *fields]
    if body and not any(one.lower().startswith(("content-length", "transfer-encoding")) for one in fields):
        own += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *own, "", ""]).encode("latin-1") + body
