"""A server on the loopback that fails on purpose, in the way that a test has planned for each call.

A test names a call in the header `X-Call` and plans what the server does with each request of that call. The server
counts the requests by that name, so that the test sees a request that was sent twice, whatever the client reports.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Self

import httpx

NAME_HEADER = "X-Call"
# The answer to a request without a plan. Tests look at the counts, not at this answer.
UNPLANNED = b"HTTP/1.1 418 Unplanned\r\nContent-Length: 0\r\n\r\n"


class Exchange:
    """A request whose head has been received, and its connection."""

    def __init__(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._head = head
        self._reader = reader
        self._writer = writer

    def header(self, name: str) -> str:
        found = re.search(rf"(?im)^{name}: *(.*?)\r$".encode(), self._head)
        return found[1].decode() if found else ""

    async def read(self) -> None:
        """Receive the body."""
        await self._reader.readexactly(int(self.header("Content-Length") or 0))

    async def send(self, *parts: bytes, gap: float = 0) -> None:
        """Send the parts, `gap` seconds apart."""
        for part in parts:
            self._writer.write(part)
            await self._writer.drain()
            await asyncio.sleep(gap)

    async def wait_for_disconnect(self) -> None:
        await self._reader.read()

    def reset(self) -> None:
        """End the connection as a crash does: with an RST, not a FIN."""
        _reset_on_close(self._writer.get_extra_info("socket"))
        self._writer.transport.abort()

    def close(self) -> None:
        self._writer.close()


# What the server does with a request; the connection stays open unless the step closes it.
Step = Callable[[Exchange], Awaitable[None]]


class FaultyServer:
    """The server, an event loop in a thread, for a `with` block. Its port refuses connections until it is opened."""

    def __init__(self) -> None:
        # Requests whose head was received, by name; connections, used or not; the keys of the requests.
        self.requests: Counter[str] = Counter()
        self.connections = 0
        self.keys: set[str] = set()
        self._plans: dict[str, Iterator[Step]] = {}
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._server: asyncio.Server | None = None
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._socket.close()

    def open(self) -> Self:
        serving = asyncio.start_server(self._serve, sock=self._socket, backlog=1_000, limit=2**24)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result()
        return self

    def plan(self, name: str, *steps: Step) -> None:
        """Plan what to do with the requests of a call; the last step is for all further requests."""
        self._plans[name] = itertools.chain(steps, itertools.repeat(steps[-1]))

    async def _end(self) -> None:
        if self._server:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            # Tests close connections at any time, and cancel what is still running at their end.
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while not writer.is_closing():
                    await self._handle(Exchange(await reader.readuntil(b"\r\n\r\n"), reader, writer))
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _handle(self, exchange: Exchange) -> None:
        name = exchange.header(NAME_HEADER)
        self.requests[name] += 1
        self.keys.add(exchange.header("Authorization"))
        step = next(self._plans[name]) if name in self._plans else answering(UNPLANNED)
        await step(exchange)


@contextmanager
def refusing_port() -> Iterator[str]:
    """The URL of a port that refuses connections, and that no other process gets meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@contextmanager
def resetting() -> Iterator[tuple[str, list[str]]]:
    """The URL of a port that resets each connection at once, and the list of these connections."""
    listening = socket.create_server(("127.0.0.1", 0))
    connections: list[str] = []
    ended = threading.Event()

    def serve() -> None:
        while True:
            connection, address = listening.accept()
            with connection:
                if ended.is_set():
                    return
                connections.append(str(address))
                _reset_on_close(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", connections
    finally:
        ended.set()
        # A last connection ends the loop: not every system wakes `accept` when its socket is shut down.
        socket.create_connection(listening.getsockname()).close()
        thread.join()
        listening.close()


def _reset_on_close(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if os.name == "nt" else "ii", 1, 0))


# ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def head(status: int, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} X", *headers, "", ""]).encode("latin-1")


def raw_answer(answer: httpx.Response) -> bytes:
    """The bytes of an answer."""
    lines = [f"{name}: {value}" for name, value in answer.headers.items() if name != "content-length"]
    return head(answer.status_code, *lines, f"Content-Length: {len(answer.content)}") + answer.content


def status(code: int, *headers: str, body: bytes = b"") -> bytes:
    return head(code, *headers, f"Content-Length: {len(body)}") + body


# ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def answering(*parts: bytes, gap: float = 0) -> Step:
    """Read the request and send the parts of the answer, `gap` seconds apart; the connection stays open."""

    async def step(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.send(*parts, gap=gap)

    return step


def closing_after(*parts: bytes) -> Step:
    """Read the request, answer, and close the connection without `Connection: close`."""

    async def step(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.send(*parts)
        exchange.close()

    return step


def resetting_after(*parts: bytes) -> Step:
    """Read the request, answer, and reset the connection; the answer may be lost."""

    async def step(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.send(*parts)
        exchange.reset()

    return step


def hanging_after(*parts: bytes) -> Step:
    """Read the request, send the parts, and nothing more."""

    async def step(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.send(*parts)
        await exchange.wait_for_disconnect()

    return step


async def reset_unread(exchange: Exchange) -> None:
    """Reset the connection before the body of the request is read."""
    exchange.reset()


async def reset_unanswered(exchange: Exchange) -> None:
    """Reset the connection after the request is read."""
    await exchange.read()
    exchange.reset()


def dripping(answer: bytes, gap: float) -> Step:
    """Send the answer one byte at a time."""
    return answering(*(bytes([byte]) for byte in answer), gap=gap)
