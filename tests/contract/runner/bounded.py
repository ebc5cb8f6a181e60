"""Connections whose answers have an end: each is read for a limited time, and up to a limited size."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx

MB = 1_000_000
# The largest answer, decompressed. No answer of the contract comes near it.
LARGEST_ANSWER = 64 * MB


class BeyondBounds(httpx.TransportError):
    """An answer that has taken too long or is too large. The rest of it was not read."""

    def __init__(self, rule: str, message: str, request: httpx.Request | None = None, status: int = 0) -> None:
        super().__init__(f"the answer {message}", request=request)
        self.rule, self.message, self.status = rule, message, status


class TooSlow(BeyondBounds):
    pass


class TooLarge(BeyondBounds):
    pass


def slow_rule(timeout: float) -> str:
    return f"an answer takes at most {timeout:g} s"


class Bounds:
    """The bounds of one answer, which begins now."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._began = time.monotonic()
        self._size = 0

    def check(self, chunk: bytes, request: httpx.Request | None = None, status: int = 0) -> None:
        """Fail if the answer, of which this chunk is decompressed, is beyond its bounds."""
        self._size += len(chunk)
        if self._size > LARGEST_ANSWER:
            bound = f"{LARGEST_ANSWER // MB} MB"
            raise TooLarge(f"an answer has at most {bound}", f"has more than {bound}", request, status)
        if time.monotonic() - self._began > self._timeout:
            message = f"has not ended after {self._timeout:g} s"
            raise TooSlow(slow_rule(self._timeout), message, request, status)


class BoundedClient(httpx.Client):
    """A client that waits for the whole of an answer no longer than its timeout, which httpx has for each read."""

    def __init__(self, *, timeout: float, **options: Any) -> None:
        super().__init__(timeout=timeout, verify=_ssl_context(), **options)
        self._longest = timeout

    def send(self, request: httpx.Request, *, stream: bool = False, **options: Any) -> httpx.Response:
        """The answer, wholly read, even with `stream`."""
        bounds = Bounds(self._longest)
        answer = super().send(request, stream=True, **options)
        received: list[bytes] = []

        def raw() -> Iterator[bytes]:
            for chunk in answer.iter_raw():
                # A compressed chunk may be no data yet.
                bounds.check(b"", request, answer.status_code)
                received.append(chunk)
                yield chunk

        try:
            for data in httpx.Response(answer.status_code, headers=answer.headers, content=raw()).iter_bytes():
                bounds.check(data, request, answer.status_code)
        finally:
            answer.close()
        whole = httpx.Response(
            answer.status_code,
            headers=answer.headers,
            stream=httpx.ByteStream(b"".join(received)),
            request=answer.request,
            extensions=answer.extensions,
            history=answer.history,
        )
        whole.read()
        return whole


def status_of(url: str, key: str, timeout: float) -> int:
    """The status of the answer to a GET request, whose body may be as large as it likes, but not last too long."""
    try:
        with BoundedClient(timeout=timeout) as http:
            return http.get(url, headers={"Authorization": key}).status_code
    except TooLarge as error:
        return error.status


@cache
def _ssl_context() -> ssl.SSLContext:
    """One context for all connections, because creating it takes longer than most checks."""
    return httpx.create_ssl_context()
