"""The request log: the last requests, in memory, which the dashboard shows."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..core.clock import Clock

MAX_REQUESTS = 50
# How many characters of a path and of a query are logged: a hostile request may have very long ones.
MAX_TEXT = 2000


class LoggedRequest(NamedTuple):
    """A request: `path` and `query` as they were sent, `status` None if it was not answered."""

    at: datetime
    method: str
    path: str
    query: str
    status: int | None
    seconds: float


RequestLog = deque[LoggedRequest]


def new_request_log() -> RequestLog:
    """An empty request log."""
    return deque(maxlen=MAX_REQUESTS)


class RequestLogger:
    """Middleware that logs each request, except those for the dashboard: reloading it must not change it."""

    def __init__(self, app: ASGIApp, log: RequestLog, clock: Clock) -> None:
        self._app = app
        self._log = log
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status: int | None = None

        async def send_and_note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        at, start = self._clock.now(), time.perf_counter()
        try:
            await self._app(scope, receive, send_and_note_status)
        finally:
            path = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1")
            query = scope["query_string"].decode("latin-1")
            seconds = time.perf_counter() - start
            if (path, status) != ("/", 200):
                self._log.append(LoggedRequest(at, scope["method"], path[:MAX_TEXT], query[:MAX_TEXT], status, seconds))
