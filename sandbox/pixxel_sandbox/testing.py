"""A sandbox on a socket and in a thread, for tests; `plugin` hands it to those that pytest runs."""

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
    """A sandbox that answers at `url`, and what a test does with it besides asking it.

    `key` opens the first workspace, `other_key` the second, `revoked_key` none any more. `app` is the application
    itself, as `create_app` made it.
    """

    url: str
    key: str
    other_key: str
    revoked_key: str
    app: Starlette

    @property
    def clock(self) -> ManualClock:
        """The clock, which stands still but for `advance`."""
        clock: ManualClock = self.app.state.clock
        return clock

    def advance(self, steps: int = 1) -> None:
        """Let long work get on by so many steps."""
        self.clock.advance(steps)

    def fail(self, document_id: str) -> None:
        """Have the work on whatever has this id end as failed; raises KeyError if nothing has it."""
        self.app.state.fail(document_id)


@contextmanager
def serve(app: Starlette) -> Iterator[Sandbox]:
    """Serve `app`, made by `create_app` with a ManualClock, on a free port of the loopback until the block ends."""
    one, two = app.state.workspaces[:2]
    # With the protocol named: asyncio turns off Nagle's delay, 40 ms an answer, only where it sees TCP.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind((HOST, 0))
        # From here on clients can connect; who is early waits for the thread.
        listening.listen()
        url = f"http://{HOST}:{listening.getsockname()[1]}"
        loop, server = asyncio.new_event_loop(), _Server(app)
        with ThreadPoolExecutor(1, "pixxel-sandbox") as pool:
            ended = pool.submit(_run, loop, server, listening)
            try:
                yield Sandbox(url, one.key, two.key, one.revoked_keys[0], app)
            finally:
                loop.call_soon_threadsafe(server.stop)
                ended.result()


def _run(loop: asyncio.AbstractEventLoop, server: _Server, listening: socket.socket) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(server.serve([listening]))


class _Server(uvicorn.Server):
    """A server that ends at once: uvicorn's own takes up to a fifth of a second, which every test would wait for."""

    def __init__(self, app: Starlette) -> None:
        # Without a configuration of logging, which is the tests' own.
        super().__init__(uvicorn.Config(app, log_config=None, log_level="warning", ws="none", lifespan="off"))
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """End, whatever is under way. To be called in the thread of the server."""
        self._stopped.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # asyncio forgets to close what it is accepting when the listening socket closes, and accepts within two turns.
        for _ in range(2):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        while True:
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            # Requests under way are told that nobody is there any more, and end.
            under_way = asyncio.all_tasks() - {asyncio.current_task()}
            if not under_way:
                break
            await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
