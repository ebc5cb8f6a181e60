"""Sending over httpx, with key, retries and departures. What is not I/O is shared by the sync and the async client."""

from __future__ import annotations

import logging
import os
import platform
import time
from collections.abc import Callable, Generator, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import httpx
from attrs import frozen

from ._contract import BASE_URL, VERSION
from ._credentials import Key, KeyAuth
from ._operations import Operation, Prepared
from ._retries import PASSING, Retries
from .errors import ConfigurationError, ConnectionFailed, TimedOut, TransportError, retry_after
from .types import Departure, Response

__all__ = ["BASE_URL_VARIABLE", "DEFAULT_TIMEOUT", "AsyncTransport", "Transport"]

T = TypeVar("T")
C = TypeVar("C", httpx.Client, httpx.AsyncClient)

BASE_URL_VARIABLE = "PIXXEL_BASE_URL"
# Seconds. A rollback recomputes legends from imagery before it answers.
DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
USER_AGENT = f"pixxel-client/{VERSION} httpx/{httpx.__version__} python/{platform.python_version()}"

# With these, not a byte of the request has left: httpx was still waiting for a connection.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

logger = logging.getLogger("pixxel_client")


@frozen
class Send:
    """Asks the one who drives an exchange to send, and to hand back the answer or the httpx error."""


@frozen
class Sleep:
    """Asks the one who drives an exchange to wait."""

    seconds: float


Exchange = Generator[Send | Sleep, httpx.Response | httpx.RequestError | None, httpx.Response]


def exchange(operation: Operation[Any], retries: Retries, clock: Callable[[], float] = time.monotonic) -> Exchange:
    """All the attempts of one call, without I/O: yields what is to be done, returns the answer to keep."""
    started = clock()
    attempt = 0
    while True:
        attempt += 1
        outcome = yield Send()
        if isinstance(outcome, httpx.Response):
            again = operation.reads_only and outcome.status_code in PASSING
            pause = retries.wait(attempt, clock() - started, retry_after(outcome.headers)) if again else None
            if pause is None:
                return outcome
        else:
            assert outcome is not None  # noqa: S101  the driver's side of the protocol
            again = operation.reads_only or isinstance(outcome, NEVER_SENT)
            pause = retries.wait(attempt, clock() - started) if again else None
            if pause is None:
                raise _transport_error(operation, outcome) from outcome
        logger.info("%s: attempt %d failed, next in %.1f s", operation.id, attempt, pause)
        yield Sleep(pause)


class _Common(Generic[C]):
    """What a client knows, sync or async."""

    _http: C
    # Whether closing this client closes the connections.
    _owned: bool

    def __init__(
        self,
        api_key: str | None,
        base_url: str | None,
        auth_prefix: str,
        retries: Retries | None,
        on_departure: Callable[[Departure], None] | None,
    ) -> None:
        self._base_url = _checked_base_url(base_url or os.environ.get(BASE_URL_VARIABLE) or BASE_URL)
        self._auth = KeyAuth(Key.resolve(api_key), auth_prefix, self._base_url)
        self._retries = retries or Retries()
        self._on_departure = on_departure
        # What every request says besides its own, and how long it may take where that is not the client's to say.
        self._headers: Mapping[str, str] = {}
        self._timeout: float | httpx.Timeout | None = None

    def with_options(
        self,
        *,
        timeout: float | httpx.Timeout | None = None,
        retries: Retries | None = None,
        headers: Mapping[str, str] | None = None,
        on_departure: Callable[[Departure], None] | None = None,
    ) -> Self:
        """The same client with other options, for one call or for many; what is left out stays as it is.

        It shares the connections of this one, which stays as it is and has to stay open. `headers` are added to those
        that requests have; raises ConfigurationError for Authorization, which goes to the API's own origin only.
        """
        if any(name.lower() == "authorization" for name in headers or ()):
            raise ConfigurationError("the Authorization header is made from api_key=… and auth_prefix=…; set those")
        twin = object.__new__(type(self))
        # What stands without an underscore are the tags met so far, which send by the options they were made with.
        vars(twin).update({name: value for name, value in vars(self).items() if name.startswith("_")})
        twin._owned = False
        twin._headers = {**self._headers, **(headers or {})}
        twin._timeout = self._timeout if timeout is None else timeout
        twin._retries = retries or self._retries
        twin._on_departure = on_departure or self._on_departure
        return twin

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={str(self._base_url)!r}, api_key={self._auth.key!r})"

    def _arguments(self, prepared: Prepared) -> dict[str, Any]:
        if self._http.is_closed:
            raise ConfigurationError("this client is closed; make another, or call it within its `with` block")
        return {
            "method": prepared.method,
            "url": str(self._base_url).rstrip("/") + prepared.path,
            "params": prepared.query or None,
            "headers": {"User-Agent": USER_AGENT, **self._headers, **prepared.headers},
            "content": prepared.content,
            "auth": self._auth,
            "follow_redirects": False,
            **({} if self._timeout is None else {"timeout": self._timeout}),
        }

    def _departed(self, departure: Departure) -> None:
        logger.warning("departure from the contract: %s", departure)
        if self._on_departure is not None:
            self._on_departure(departure)

    def _parsed(self, operation: Operation[T], response: httpx.Response) -> T:
        return operation.parse(response, self._departed, self._auth.key.source)

    def _detailed(self, operation: Operation[T], response: httpx.Response) -> Response[T]:
        return operation.detailed(response, self._departed, self._auth.key.source)


class Transport(_Common[httpx.Client]):
    """A client that waits.

    Args:
        api_key: The key; by default that of the environment variable PIXXEL_API_KEY.
        base_url: Where the API is; by default PIXXEL_BASE_URL, or else the server the contract names.
        auth_prefix: What stands before the key in the Authorization header. The documentation shows both the bare key
            (the default) and "Bearer".
        timeout: Seconds, or an httpx.Timeout; by default 60 s, and 10 s to connect.
        retries: How often a request that only reads is sent again.
        on_departure: Called with each place where an answer departs from the contract and could be read all the same.
        http_client: An httpx client to send with, in place of one of our own; closing it stays with its owner.

    Raises:
        ConfigurationError: There is no key, or the key or the base URL cannot be used.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        auth_prefix: str = "",
        timeout: float | httpx.Timeout = DEFAULT_TIMEOUT,
        retries: Retries | None = None,
        on_departure: Callable[[Departure], None] | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        super().__init__(api_key, base_url, auth_prefix, retries, on_departure)
        self._owned = http_client is None
        self._http = http_client or httpx.Client(timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        if self._owned:
            self._http.close()

    def call(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> T:
        """The value of a success; raises one of `pixxel_client.errors` for anything else."""
        return self._parsed(operation, self._exchange(operation, operation.prepare(path, query, body)))

    def call_detailed(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Response[T]:
        """The answer as it came, whatever its status."""
        return self._detailed(operation, self._exchange(operation, operation.prepare(path, query, body)))

    def _exchange(self, operation: Operation[Any], prepared: Prepared) -> httpx.Response:
        steps = exchange(operation, self._retries)
        outcome: httpx.Response | httpx.RequestError | None = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                answer: httpx.Response = done.value
                return answer
            if isinstance(step, Sleep):
                time.sleep(step.seconds)
                outcome = None
                continue
            try:
                outcome = self._http.request(**self._arguments(prepared))
            except httpx.RequestError as error:
                outcome = error


class AsyncTransport(_Common[httpx.AsyncClient]):
    """A client for asyncio. Takes and raises what `Transport` does, with an `httpx.AsyncClient` as `http_client`."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        auth_prefix: str = "",
        timeout: float | httpx.Timeout = DEFAULT_TIMEOUT,
        retries: Retries | None = None,
        on_departure: Callable[[Departure], None] | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(api_key, base_url, auth_prefix, retries, on_departure)
        self._owned = http_client is None
        self._http = http_client or httpx.AsyncClient(timeout=timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections."""
        if self._owned:
            await self._http.aclose()

    async def call(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> T:
        """The value of a success; raises one of `pixxel_client.errors` for anything else."""
        return self._parsed(operation, await self._exchange(operation, operation.prepare(path, query, body)))

    async def call_detailed(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Response[T]:
        """The answer as it came, whatever its status."""
        return self._detailed(operation, await self._exchange(operation, operation.prepare(path, query, body)))

    async def _exchange(self, operation: Operation[Any], prepared: Prepared) -> httpx.Response:
        steps = exchange(operation, self._retries)
        outcome: httpx.Response | httpx.RequestError | None = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                answer: httpx.Response = done.value
                return answer
            if isinstance(step, Sleep):
                # Whoever waits here has it loaded; whoever only uses the sync client need not.
                import asyncio

                await asyncio.sleep(step.seconds)
                outcome = None
                continue
            try:
                outcome = await self._http.request(**self._arguments(prepared))
            except httpx.RequestError as error:
                outcome = error


def _checked_base_url(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError):
        url = httpx.URL()
    odd = url.query or url.fragment or url.userinfo or any(map(str.isspace, text))
    if url.scheme not in {"http", "https"} or not url.host or odd:
        raise ConfigurationError(
            f"the base URL must look like https://api.pixxel.space; check base_url=… and {BASE_URL_VARIABLE}"
        )
    return url


def _transport_error(operation: Operation[Any], error: httpx.RequestError) -> TransportError:
    sent = not isinstance(error, NEVER_SENT)
    timed_out = isinstance(error, httpx.TimeoutException)
    kind = TimedOut if timed_out else ConnectionFailed
    host = error.request.url.host
    what = f"no answer from {host} in time" if timed_out else f"the connection to {host} failed"
    risk = "" if operation.reads_only or not sent else "; the server may have acted on it all the same"
    message = f"{what} ({type(error).__name__}){risk}"
    return kind(message, operation=operation.id, method=operation.method, path=operation.path, sent=sent)
