"""The httpx clients that send the requests: each is made when it is first needed, and closed by whoever made it.

Sockets are of use only to the process and the event loop that opened them. Therefore a forked process and each event
loop get an httpx client of their own.
"""

from __future__ import annotations

import os
import platform
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Generic, Self, TypeVar
from weakref import WeakKeyDictionary, ref

import httpx

from .._facts import CONTRACT_VERSION, VERSION
from ..errors import ConfigurationError
from .credentials import ProcessLock

if TYPE_CHECKING:
    import asyncio

__all__ = ["DEFAULT_HEADERS", "DEFAULT_TIMEOUT", "AsyncConnections", "Connections", "SyncConnections"]

H = TypeVar("H", httpx.Client, httpx.AsyncClient)

# The headers of our own httpx clients: httpx merges them into each request.
DEFAULT_HEADERS = {
    "user-agent": (
        f"pixxel-client/{VERSION} pixxel-contract/{CONTRACT_VERSION} "
        f"httpx/{httpx.__version__} python/{platform.python_version()}"
    ),
    "accept": "application/json",
}
# Seconds. A rollback recomputes legends from imagery before it answers.
DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=10.0)


class Connections(ABC, Generic[H]):
    """Connections: our own, or those of an `external` httpx client, which we neither replace nor close."""

    def __init__(self, external: H | None) -> None:
        self.external: H | None = self._checked(external)
        self._closed = False
        self._external_process: int | None = None

    def beyond_defaults(self, headers: dict[str, str]) -> dict[str, str]:
        """The headers, with names in lower case, that these connections do not add to a request by themselves."""
        if self.external is not None:
            return headers
        return {name: value for name, value in headers.items() if DEFAULT_HEADERS.get(name) != value}

    def separate(self) -> Self:
        """Other connections of the same kind; an external httpx client is shared."""
        return type(self)(self.external)

    def raise_if_closed(self) -> None:
        """Raises ConfigurationError if nothing can be sent any more."""
        if self._closed or (self.external is not None and self.external.is_closed):
            raise ConfigurationError("this client is closed; make another, or call it within its `with` block")

    def _usable_external(self) -> H | None:
        self.raise_if_closed()
        if self.external is not None:
            process = os.getpid()
            self._external_process = self._external_process or process
            if self._external_process != process:
                raise ConfigurationError(
                    "http_client has been used by the process that this one was forked from, and both would use its "
                    "sockets; make a client in this process"
                )
        return self.external

    @abstractmethod
    def _checked(self, external: H | None) -> H | None:
        """The external httpx client; raises ConfigurationError if this client cannot send with it."""


class SyncConnections(Connections[httpx.Client]):
    """Connections for threads, which share them."""

    def __init__(self, external: httpx.Client | None) -> None:
        super().__init__(external)
        self._lock = ProcessLock()
        # By process. A client of the parent process is kept: to drop it would close sockets that the parent uses.
        self._own: dict[int, httpx.Client] = {}

    def get(self) -> httpx.Client:
        """The httpx client to send with; raises ConfigurationError if this is closed."""
        if external := self._usable_external():
            return external
        process = os.getpid()
        with self._lock.of_this_process():
            self.raise_if_closed()
            if process not in self._own:
                self._own[process] = httpx.Client(
                    timeout=DEFAULT_TIMEOUT, headers=DEFAULT_HEADERS, cookies=_no_cookies()
                )
            return self._own[process]

    def close(self) -> None:
        with self._lock.of_this_process():
            self._closed = True
            own = self._own.pop(os.getpid(), None)
        if own is not None:
            own.close()

    def _checked(self, external: httpx.Client | None) -> httpx.Client | None:
        if isinstance(external, httpx.AsyncClient):
            raise ConfigurationError("http_client is an httpx.AsyncClient, which is for AsyncPixxel; pass httpx.Client")
        if external is not None and not isinstance(external, httpx.Client):
            raise ConfigurationError(f"http_client must be an httpx.Client, not {type(external).__name__}")
        return external


class AsyncConnections(Connections[httpx.AsyncClient]):
    """Connections for the tasks of an event loop, which share them."""

    def __init__(self, external: httpx.AsyncClient | None) -> None:
        super().__init__(external)
        self._own: WeakKeyDictionary[
            asyncio.AbstractEventLoop, tuple[httpx.AsyncClient, AsyncGenerator[None, None]]
        ] = WeakKeyDictionary()
        self._external_loop: ref[asyncio.AbstractEventLoop] | None = None

    async def get(self) -> httpx.AsyncClient:
        """The httpx client to send with; raises ConfigurationError if this is closed."""
        import asyncio

        loop = asyncio.get_running_loop()
        if external := self._usable_external():
            self._external_loop = self._external_loop or ref(loop)
            return external
        if loop not in self._own:
            http = httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=DEFAULT_HEADERS, cookies=_no_cookies())
            closer = _closer(http)
            self._own[loop] = http, closer
            await anext(closer)
        return self._own[loop][0]

    async def close(self) -> None:
        import asyncio

        self._closed = True
        _, closer = self._own.pop(asyncio.get_running_loop(), (None, None))
        if closer is not None:
            await closer.aclose()

    def may_belong_to_another_loop(self) -> bool:
        """Whether an external httpx client may have connections of another event loop."""
        import asyncio

        return self._external_loop is not None and self._external_loop() is not asyncio.get_running_loop()

    def _checked(self, external: httpx.AsyncClient | None) -> httpx.AsyncClient | None:
        if isinstance(external, httpx.Client):
            raise ConfigurationError("http_client is an httpx.Client, which is for Pixxel; pass httpx.AsyncClient")
        if external is not None and not isinstance(external, httpx.AsyncClient):
            raise ConfigurationError(f"http_client must be an httpx.AsyncClient, not {type(external).__name__}")
        return external


def _no_cookies() -> CookieJar:
    """A jar that stays empty: the API has no cookies, and one that a proxy sets would be sent with all other calls."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


async def _closer(http: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    """Closes the httpx client with its event loop: a loop that ends closes its generators while it can still run."""
    try:
        yield
    finally:
        await http.aclose()
