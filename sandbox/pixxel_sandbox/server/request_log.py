"""The last requests that were answered, in memory, for the page that shows them."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..core.clock import Clock

KEPT = 50
# Of a path and of a query, in characters, so that requests made to hurt are not kept whole.
MAX_TEXT = 2000


class Entry(NamedTuple):
    """One request: `path` and `query` as they were sent, `status` None if it was never answered."""

    at: datetime
    method: str
    path: str
    query: str
    status: int | None
    seconds: float


Entries = deque[Entry]


def entries() -> Entries:
    """An empty journal."""
    return deque(maxlen=KEPT)


class Journal:
    """Middleware that writes down every request, but for those of the page itself: to reload it changes nothing."""

    def __init__(self, app: ASGIApp, entries: Entries, clock: Clock) -> None:
        self._app = app
        self._entries = entries
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status: int | None = None

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        at, began = self._clock.now(), time.perf_counter()
        try:
            await self._app(scope, receive, sent)
        finally:
            path = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1")
            query = scope["query_string"].decode("latin-1")
            seconds = time.perf_counter() - began
            if (path, status) != ("/", 200):
                self._entries.append(Entry(at, scope["method"], path[:MAX_TEXT], query[:MAX_TEXT], status, seconds))
