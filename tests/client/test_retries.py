"""Read-only operations are retried when that can help; write operations never. Over real sockets."""

from __future__ import annotations

import asyncio
import itertools
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixxel_client import NO_RETRIES, AsyncPixxel, Pixxel, Retries, errors
from tests.client.faulty_server import refusing_port
from tests.client.support import (
    CONTRACT,
    KEY,
    READ_ONLY_OPERATIONS,
    WRITE_OPERATIONS,
    by_operation,
    example_answer,
    example_call,
    module_of,
)
from tests.oracle import Operation

TIMEOUT = 60
QUICK = Retries(backoff=0.001, longest_wait=0.05)

# Making it takes longer than the calls of this module.
CERTIFICATES = ssl.create_default_context()

# What the server does after it has read a request: answer with these bytes, or close the connection.
Step = bytes | None


class Scripted:
    """A server on the loopback with a step for each connection; the last step is for all further ones."""

    def __init__(self, *script: Step) -> None:
        self.script = itertools.chain(script, itertools.repeat(script[-1]))
        self.requests = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        # Closing the socket ends the loop.
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection:
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(TIMEOUT)
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(65_536)
        head, _, body = request.partition(b"\r\n\r\n")
        lengths = re.findall(rb"(?i)\r\ncontent-length: *(\d+)", head)
        length = int(lengths[0]) if lengths else 0
        while len(body) < length:
            body += connection.recv(65_536)
        self.requests += 1
        step = next(self.script)
        if step is not None:
            connection.sendall(step)
            connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._socket.close()


@contextmanager
def scripted(*script: Step) -> Iterator[Scripted]:
    server = Scripted(*script)
    try:
        yield server
    finally:
        server.close()


def status(code: int, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {code} X", "Content-Length: 0", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode()


def success(operation: Operation) -> bytes:
    answer = example_answer(operation)
    lines = [
        f"HTTP/1.1 {answer.status_code} X",
        f"Content-Length: {len(answer.content)}",
        *(f"Content-Type: {media_type}" for media_type in answer.headers.get_list("content-type")),
        "Connection: close",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + answer.content


CUT: Step = None
HALF = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"aoi'
TEMPORARY: dict[str, Step] = {
    "429": status(429),
    "502": status(502),
    "503": status(503),
    "504": status(504),
    "a connection cut before the answer": CUT,
    "a connection cut in the answer": HALF,
}


def call(operation: Operation, url: str, retries: Retries = QUICK, timeout: float = TIMEOUT) -> object:
    example = example_call(operation)
    keywords = example.query | ({"body": example.body} if operation.body else {})
    with (
        httpx.Client(verify=CERTIFICATES, timeout=timeout) as http,
        Pixxel(api_key=KEY, base_url=url, retries=retries, http_client=http) as client,
    ):
        return module_of(operation).sync(**example.path, client=client, **keywords)


async def call_async(operation: Operation, url: str, retries: Retries = QUICK) -> object:
    example = example_call(operation)
    keywords = example.query | ({"body": example.body} if operation.body else {})
    async with (
        httpx.AsyncClient(verify=CERTIFICATES, timeout=TIMEOUT) as http,
        AsyncPixxel(api_key=KEY, base_url=url, retries=retries, http_client=http) as client,
    ):
        return await module_of(operation).asyncio(**example.path, client=client, **keywords)


@pytest.mark.parametrize("failure", TEMPORARY)
@by_operation(READ_ONLY_OPERATIONS)
def test_read_only_operation_is_retried_after_a_failure_that_may_pass(operation: Operation, failure: str) -> None:
    with scripted(TEMPORARY[failure], TEMPORARY[failure], success(operation)) as server:
        assert call(operation, server.url) is not None
        assert server.requests == 3
    with scripted(TEMPORARY[failure], success(operation)) as server:
        assert asyncio.run(call_async(operation, server.url)) is not None
        assert server.requests == 2


@pytest.mark.parametrize("failure", TEMPORARY)
@by_operation(WRITE_OPERATIONS)
def test_write_operation_is_never_sent_twice(operation: Operation, failure: str) -> None:
    ways: list[Callable[[str], object]] = [
        lambda url: call(operation, url),
        lambda url: asyncio.run(call_async(operation, url)),
    ]
    for attempt in ways:
        with scripted(TEMPORARY[failure], success(operation)) as server:
            with pytest.raises((errors.StatusError, errors.ConnectionFailed)) as raised:
                attempt(server.url)
            assert server.requests == 1
        if isinstance(raised.value, errors.TransportError):
            assert raised.value.sent
            assert "may have acted" in str(raised.value)


@pytest.mark.parametrize("kind", [httpx.WriteError, httpx.WriteTimeout, httpx.ReadError, httpx.RemoteProtocolError])
@pytest.mark.parametrize(
    "operation", [READ_ONLY_OPERATIONS[0], WRITE_OPERATIONS[0]], ids=lambda operation: operation.id
)
def test_request_that_failed_while_written_counts_as_sent(
    operation: Operation, kind: type[httpx.TransportError]
) -> None:
    requests: list[httpx.Request] = []

    def fail(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        raise kind("broken", request=request)

    client = Pixxel(api_key=KEY, retries=QUICK, http_client=httpx.Client(transport=httpx.MockTransport(fail)))
    example = example_call(operation)
    keywords = example.query | ({"body": example.body} if operation.body else {})
    with pytest.raises(errors.TransportError) as raised:
        module_of(operation).sync(**example.path, client=client, **keywords)

    assert len(requests) == (QUICK.attempts if operation in READ_ONLY_OPERATIONS else 1)
    assert raised.value.sent


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409, 500, 501, 520])
def test_answer_that_will_not_change_is_not_retried(code: int) -> None:
    with scripted(status(code)) as server:
        with pytest.raises(errors.StatusError):
            call(CONTRACT.operations["getAoi"], server.url)
        assert server.requests == 1


def test_retries_end_after_the_attempts() -> None:
    with scripted(status(503)) as server:
        with pytest.raises(errors.ServerError):
            call(CONTRACT.operations["getAoi"], server.url)
        assert server.requests == QUICK.attempts


def test_retries_can_be_turned_off() -> None:
    with scripted(status(503)) as server:
        with pytest.raises(errors.ServerError):
            call(CONTRACT.operations["getAoi"], server.url, NO_RETRIES)
        assert server.requests == 1


@by_operation()
def test_refused_connection_is_retried_by_every_operation(operation: Operation) -> None:
    pauses: list[float] = []

    def jitter() -> float:
        pauses.append(0)
        return 0.0

    with refusing_port() as url, pytest.raises(errors.ConnectionFailed) as raised:
        call(operation, url, Retries(attempts=3, backoff=0.001, jitter=jitter))

    assert len(pauses) == 2
    assert not raised.value.sent
    assert "may have acted" not in str(raised.value)


def test_server_that_hangs_raises_timed_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        url = f"http://127.0.0.1:{hanging.getsockname()[1]}"
        timeout = httpx.Timeout(TIMEOUT, read=0.1)
        client = Pixxel(api_key=KEY, base_url=url, retries=NO_RETRIES, timeout=timeout)
        with client, pytest.raises(errors.TimedOut, match=r"no answer from 127.0.0.1 in time \(ReadTimeout\)"):
            client.aois.get("1")


def test_retry_after_is_waited_for() -> None:
    with scripted(status(429, "Retry-After: 1"), success(CONTRACT.operations["getAoi"])) as server:
        started = time.monotonic()
        call(CONTRACT.operations["getAoi"], server.url, Retries(backoff=0.001, longest_wait=5))
        assert time.monotonic() - started >= 1


def test_retry_after_longer_than_allowed_raises_at_once() -> None:
    with scripted(status(429, "Retry-After: 3600")) as server:
        with pytest.raises(errors.RateLimited) as raised:
            call(CONTRACT.operations["getAoi"], server.url)
        assert server.requests == 1
    assert raised.value.retry_after == 3600


@given(
    attempts=st.integers(1, 8),
    backoff=st.floats(0, 10),
    longest=st.floats(0, 60),
    deadline=st.floats(0, 300),
    jitter=st.floats(0, 1),
    elapsed=st.floats(0, 400),
    retry_after=st.none() | st.floats(0, 100),
)
def test_no_wait_is_longer_than_allowed_or_beyond_the_deadline(
    attempts: int,
    backoff: float,
    longest: float,
    deadline: float,
    jitter: float,
    elapsed: float,
    retry_after: float | None,
) -> None:
    retries = Retries(attempts, backoff, longest, deadline, lambda: jitter)

    waits = [retries.wait(attempt, elapsed, retry_after) for attempt in range(1, attempts + 1)]

    assert waits[-1] is None
    for wait in waits:
        if wait is not None:
            assert 0 <= wait <= longest
            assert elapsed + wait <= deadline
            assert retry_after is None or wait == retry_after


def test_waits_double_and_are_spread_by_up_to_half() -> None:
    steady: Callable[[], float] = lambda: 0.0  # noqa: E731  side by side
    spread: Callable[[], float] = lambda: 1.0  # noqa: E731

    assert [Retries(jitter=steady).wait(n, 0) for n in (1, 2, 3, 4)] == [0.5, 1.0, 2.0, None]
    assert [Retries(jitter=spread).wait(n, 0) for n in (1, 2, 3, 4)] == [0.25, 0.5, 1.0, None]


def test_http_client_of_the_user_is_used_and_left_open() -> None:
    http = httpx.Client(transport=httpx.MockTransport(lambda _: example_answer(CONTRACT.operations["getAoi"])))

    with Pixxel(api_key=KEY, http_client=http) as client:
        assert client.aois.get("1").name == "AOI-D2"

    assert not http.is_closed
