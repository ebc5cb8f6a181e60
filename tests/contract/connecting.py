"""Servers to ask: the sandbox in process, or any by its URL; and why one cannot be asked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, ManualClock, create_app
from tests.contract.operations import CONTRACT
from tests.contract.run import PROBE, Run
from tests.contract.server import Keys, Server
from tests.ledger import Ledger


class _InProcess:
    """The application without a socket or a client: both take longer than it does."""

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


def in_process(ledger: Ledger, check: str, run: Run | None = None) -> Iterator[Server]:
    """A new sandbox with its sample data, whose clock is turned by hand."""
    clock = ManualClock()
    app = create_app(clock=clock)
    with asyncio.Runner() as runner:
        keys = Keys(SAMPLE_KEY, SAMPLE_KEY_TWO, REVOKED_KEY)
        request = _InProcess(app, runner.get_loop())
        server = Server(request, keys, clock.advance, ledger, check, is_sandbox=True, run=run or Run(), is_new=True)

        def later(happens: Callable[..., None]) -> Callable[..., None]:
            def happen(*words: Any) -> None:
                server.is_new = False
                happens(*words)

            return happen

        server.let_time_pass, server.have_fail = later(clock.advance), later(app.state.fail)
        yield server
    app.state.store.close()


def trouble_with(base_url: str, key: str, timeout: float) -> str | None:
    """Why there is no point in checking the server at `base_url`, in a sentence."""
    try:
        answer = httpx.get(f"{base_url.rstrip('/')}{PROBE}", headers={"Authorization": key}, timeout=timeout)
    except httpx.TimeoutException:
        return f"{base_url} has not answered for {timeout:g} s; see whether it is up, or give it longer with --timeout"
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        if "SSL" in str(error) or "certificate" in str(error).lower():
            return f"{base_url} has no certificate that is trusted here: {error}"
        return f"{base_url} cannot be reached: {error}"
    if answer.status_code in {401, 403}:
        return f"{base_url} does not accept the key in PIXXEL_API_KEY ({answer.status_code})"
    if answer.status_code >= 500:
        return f"{base_url} answers {answer.status_code} to GET {PROBE}; try again once it is well"
    if answer.status_code != 200 or CONTRACT.answer_problems("listAois", 200, answer.headers, answer.content):
        return f"{base_url} does not answer GET {PROBE} as Pixxel does ({answer.status_code}); check --base-url"
    return None


def remote(keys: Keys, ledger: Ledger, check: str, run: Run) -> Iterator[Server]:
    def wait(seconds: float = 1) -> None:
        time.sleep(seconds)

    with httpx.Client(base_url=run.url, timeout=run.limits.timeout) as http:
        yield Server(http.request, keys, wait, ledger, check, is_sandbox=False, run=run)
