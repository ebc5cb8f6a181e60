"""The httpx client behind a client of ours: made once, where it is first needed, and closed there.

A process that was forked, or an event loop that follows another, gets one of its own: sockets are of use only to the
process and the loop that made them.
"""

from __future__ import annotations

import os
import platform
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Generic, Self, TypeVar
from weakref import WeakKeyDictionary, ref

import httpx

from .._facts import CONTRACT_VERSION, VERSION
from ..errors import ConfigurationError
from .credentials import Guard

if TYPE_CHECKING:
    import asyncio

__all__ = ["DEFAULT_TIMEOUT", "USUAL", "AsyncConnections", "Connections", "SyncConnections"]

H = TypeVar("H", httpx.Client, httpx.AsyncClient)

# What requests over connections of our own say unless they say otherwise: httpx merges the rest into each of them.
USUAL = {
    "user-agent": (
        f"pixxel-client/{VERSION} pixxel-contract/{CONTRACT_VERSION} "
        f"httpx/{httpx.__version__} python/{platform.python_version()}"
    ),
    "accept": "application/json",
}
# Seconds. A rollback recomputes legends from imagery before it answers.
DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=10.0)


class Connections(ABC, Generic[H]):
    """Connections, our own or `lent` by the user, which we use but neither replace nor close."""

    def __init__(self, lent: H | None) -> None:
        self.lent: H | None = self._checked(lent)
        self._closed = False
        self._lent_to: int | None = None

    def unsaid(self, headers: dict[str, str]) -> dict[str, str]:
        """Of headers in lower case, those that requests over these connections do not have by themselves."""
        if self.lent is not None:
            return headers
        return {name: value for name, value in headers.items() if USUAL.get(name) != value}

    def anew(self) -> Self:
        """Others of the same kind; what is lent stays the same."""
        return type(self)(self.lent)

    def refuse_closed(self) -> None:
        """Raises ConfigurationError if nothing can be sent any more."""
        if self._closed or (self.lent is not None and self.lent.is_closed):
            raise ConfigurationError("this client is closed; make another, or call it within its `with` block")

    def _borrowed(self) -> H | None:
        self.refuse_closed()
        if self.lent is not None:
            here = os.getpid()
            self._lent_to = self._lent_to or here
            if self._lent_to != here:
                raise ConfigurationError(
                    "http_client has been used by the process that this one was forked from, and they would share its "
                    "sockets; make a client in this process"
                )
        return self.lent

    @abstractmethod
    def _checked(self, lent: H | None) -> H | None:
        """What is lent; raises ConfigurationError for what this client cannot send with."""


class SyncConnections(Connections[httpx.Client]):
    """Connections for threads, which share them."""

    def __init__(self, lent: httpx.Client | None) -> None:
        super().__init__(lent)
        self._guard = Guard()
        # By process. What a parent has made is kept, for to drop it is to close it under the parent's hands.
        self._made: dict[int, httpx.Client] = {}

    def get(self) -> httpx.Client:
        """The httpx client to send with; raises ConfigurationError if this is closed."""
        if borrowed := self._borrowed():
            return borrowed
        here = os.getpid()
        with self._guard.here():
            self.refuse_closed()
            if here not in self._made:
                self._made[here] = httpx.Client(timeout=DEFAULT_TIMEOUT, headers=USUAL)
            return self._made[here]

    def close(self) -> None:
        with self._guard.here():
            self._closed = True
            made = self._made.pop(os.getpid(), None)
        if made is not None:
            made.close()

    def _checked(self, lent: httpx.Client | None) -> httpx.Client | None:
        if isinstance(lent, httpx.AsyncClient):
            raise ConfigurationError("http_client is an httpx.AsyncClient, which is for AsyncPixxel; pass httpx.Client")
        if lent is not None and not isinstance(lent, httpx.Client):
            raise ConfigurationError(f"http_client must be an httpx.Client, not {type(lent).__name__}")
        return lent


class AsyncConnections(Connections[httpx.AsyncClient]):
    """Connections for the tasks of an event loop, which share them."""

    def __init__(self, lent: httpx.AsyncClient | None) -> None:
        super().__init__(lent)
        self._made: WeakKeyDictionary[
            asyncio.AbstractEventLoop, tuple[httpx.AsyncClient, AsyncGenerator[None, None]]
        ] = WeakKeyDictionary()
        self._lent_in: ref[asyncio.AbstractEventLoop] | None = None

    async def get(self) -> httpx.AsyncClient:
        """The httpx client to send with; raises ConfigurationError if this is closed."""
        import asyncio

        loop = asyncio.get_running_loop()
        if borrowed := self._borrowed():
            self._lent_in = self._lent_in or ref(loop)
            return borrowed
        if loop not in self._made:
            http = httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=USUAL)
            keeper = _kept(http)
            self._made[loop] = http, keeper
            await anext(keeper)
        return self._made[loop][0]

    async def close(self) -> None:
        import asyncio

        self._closed = True
        _, keeper = self._made.pop(asyncio.get_running_loop(), (None, None))
        if keeper is not None:
            await keeper.aclose()

    def lent_elsewhere(self) -> bool:
        """Whether what is lent may have connections of another event loop."""
        import asyncio

        return self._lent_in is not None and self._lent_in() is not asyncio.get_running_loop()

    def _checked(self, lent: httpx.AsyncClient | None) -> httpx.AsyncClient | None:
        if isinstance(lent, httpx.Client):
            raise ConfigurationError("http_client is an httpx.Client, which is for Pixxel; pass httpx.AsyncClient")
        if lent is not None and not isinstance(lent, httpx.AsyncClient):
            raise ConfigurationError(f"http_client must be an httpx.AsyncClient, not {type(lent).__name__}")
        return lent


async def _kept(http: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    """Closes connections that nobody has closed: a loop that ends, and it alone can, closes its generators first."""
    try:
        yield
    finally:
        await http.aclose()
