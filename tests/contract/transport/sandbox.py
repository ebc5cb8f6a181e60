"""The sandbox in process, without sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, ManualClock, create_app
from tests.contract.runner.run import Keys, Run
from tests.contract.transport.server import Server
from tests.contract.transport.world import World
from tests.ledger import Ledger


class _InProcess:
    """Calls the application directly. A socket or a test client takes longer than the application."""

    def __init__(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to a request."""
        request = httpx.Request(method, httpx.URL(path if "://" in path else f"http://sandbox{path}"), **options)
        content = request.read()
        answered: dict[str, Any] = {"body": b""}

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Mapping[str, Any]) -> None:
            answered["body"] += message.get("body", b"")
            answered.update({name: value for name, value in message.items() if name in {"status", "headers"}})

        url = request.url
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.split(b"?")[0],
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "server": (url.host, url.port),
            "client": ("127.0.0.1", 123),
        }
        self._loop.run_until_complete(self._app(scope, receive, send))
        return httpx.Response(answered["status"], headers=answered["headers"], content=answered["body"])


def sandbox_in_process(
    ledger: Ledger, check: str, run: Run | None = None, new: World | None = None
) -> Iterator[Server]:
    """A new sandbox with sample data and a manual clock. `new` is what is known of every new sandbox."""
    clock = ManualClock()
    app = create_app(clock=clock)
    with asyncio.Runner() as runner:
        keys = Keys(SAMPLE_KEY, SAMPLE_KEY_TWO, REVOKED_KEY)
        request = _InProcess(app, runner.get_loop())
        server = Server(request, keys, clock.advance, ledger, check, is_sandbox=True, run=run or Run(), is_new=True)
        server.world = new if new is not None else World()

        def later(happens: Callable[..., None]) -> Callable[..., None]:
            def happen(*words: Any) -> None:
                server.end_of_new()
                server.world.forget()
                happens(*words)

            return happen

        server.wait, server.let_fail = later(clock.advance), later(app.state.fail)
        yield server
    app.state.store.close()
