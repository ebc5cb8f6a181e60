"""A sandbox on a socket and in a thread, for tests. `pytest_plugin` makes fixtures of it."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.applications import Starlette

    from .core.clock import ManualClock

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Sandbox:
    """A sandbox that answers at `url`, and how a test controls it.

    `key` opens the first workspace, `other_key` the second; `revoked_key` is refused. `app` is the application that
    `create_app` returned.
    """

    url: str
    key: str
    other_key: str
    revoked_key: str
    app: Starlette

    @property
    def clock(self) -> ManualClock:
        """The manual clock; only `advance` moves it."""
        clock: ManualClock = self.app.state.clock
        return clock

    def advance(self, steps: int = 1) -> None:
        """Advance the clock, and with it long work, by `steps` steps."""
        self.clock.advance(steps)

    def fail(self, document_id: str) -> None:
        """Make the work on the document with this id fail; raises KeyError if there is no such document."""
        self.app.state.fail(document_id)


@contextmanager
def serve(app: Starlette) -> Iterator[Sandbox]:
    """Serve `app`, made by `create_app` with a ManualClock, on a free port of the loopback until the block ends."""
    first, second = app.state.workspaces[:2]
    # The protocol is explicit because asyncio disables Nagle's delay, 40 ms per answer, only for TCP.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind((HOST, 0))
        # Clients can connect from now on; they wait until the thread answers.
        listening.listen()
        url = f"http://{HOST}:{listening.getsockname()[1]}"
        loop, server = asyncio.new_event_loop(), _Server(app)
        with ThreadPoolExecutor(1, "pixxel-sandbox") as pool:
            served = pool.submit(_run, loop, server, listening)
            try:
                yield Sandbox(url, first.key, second.key, first.revoked_keys[0], app)
            finally:
                loop.call_soon_threadsafe(server.stop)
                served.result()


def _run(loop: asyncio.AbstractEventLoop, server: _Server, listening: socket.socket) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(server.serve([listening]))


class _Server(uvicorn.Server):
    """A server that stops at once; uvicorn's own takes up to 0.2 seconds, for which every test would wait."""

    def __init__(self, app: Starlette) -> None:
        # No logging configuration: that is the business of the tests.
        super().__init__(uvicorn.Config(app, log_config=None, log_level="warning", ws="none", lifespan="off"))
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Stop, even with open requests. To be called in the thread of the server."""
        self._stopped.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # asyncio does not close a connection that it is accepting when the listening socket closes; it accepts within
        # two iterations of the loop.
        for _ in range(2):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        while True:
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            # Open requests see that the client has disconnected, and end.
            pending = asyncio.all_tasks() - {asyncio.current_task()}
            if not pending:
                break
            await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
