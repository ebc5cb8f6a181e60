# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Sending over httpx, with key, retries and departures. What is not I/O is shared by the sync and the async client."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Generator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, Self, TypeVar

import httpx
from attrs import frozen

from .._answers import Departure, Response
from ..errors import ConfigurationError, ConnectionFailed, TimedOut, TransportError, retry_after
from .connections import USUAL, AsyncConnections, Connections, SyncConnections
from .credentials import KeyAuth, Secret
from .operations import Operation, Prepared
from .redaction import detached, detached_error, discreet
from .retries import PASSING, Retries
from .settings import Settings, bound, checked_headers, checked_timeout, contract_mode

__all__ = ["AsyncTransport", "Transport"]

T = TypeVar("T")
H = TypeVar("H", httpx.Client, httpx.AsyncClient)
C = TypeVar("C", bound=Connections[Any])
# What hands out a key.
K = TypeVar("K", Callable[[], str], Callable[[], str | Awaitable[str]])

# With these, not a byte of the request has left: httpx was still waiting for a connection.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# What httpx raises besides when an answer leads to where nothing can be: it makes up the request that would follow.
NOT_OF_REQUESTS = (httpx.InvalidURL, UnicodeError)
# What the API answers to a key that is not, or no longer, one. A request that is refused has not been acted on.
REFUSED = frozenset({401, 403})

logger = logging.getLogger("pixxel_client")


@frozen
class Ask:
    """Asks the one who drives an exchange for the key, and for another than the refused one if there is another."""

    refused: Secret | None = None


@frozen
class Send:
    """Asks the one who drives an exchange to send, and to hand back the answer or the httpx error."""

    key: Secret


@frozen
class Sleep:
    """Asks the one who drives an exchange to wait."""

    seconds: float


class Observer(Protocol):
    """Sees each exchange once its answer has come."""

    def sees(
        self, base_url: httpx.URL, url: httpx.URL, prepared: Prepared, answer: httpx.Response, key: Secret
    ) -> None:
        """`url` is where the request went in the end."""


Outcome = Secret | httpx.Response | httpx.RequestError | None
Exchange = Generator[Ask | Send | Sleep, Outcome, httpx.Response]


def exchange(operation: Operation[Any], retries: Retries, clock: Callable[[], float] = time.monotonic) -> Exchange:
    """All the attempts of one call, without I/O: yields what is to be done, returns the answer to keep."""
    started = clock()
    attempt = 0
    key = yield from _asked()
    renewed = False
    while True:
        outcome = yield Send(key)
        if isinstance(outcome, httpx.Response) and outcome.status_code in REFUSED and not renewed:
            renewed = True
            refused, key = key, (yield from _asked(key))
            if key != refused:
                continue
        attempt += 1
        if isinstance(outcome, httpx.Response):
            again = operation.reads_only and outcome.status_code in PASSING
            pause = retries.wait(attempt, clock() - started, retry_after(outcome.headers)) if again else None
            if pause is None:
                return outcome
        else:
            assert isinstance(outcome, httpx.RequestError)  # noqa: S101  the driver's side of the protocol
            again = operation.reads_only or isinstance(outcome, NEVER_SENT)
            pause = retries.wait(attempt, clock() - started) if again else None
            if pause is None:
                raise _transport_error(operation, outcome) from outcome
        logger.info("%s: attempt %d failed, next in %.1f s", operation.id, attempt, pause)
        yield Sleep(pause)


def _asked(refused: Secret | None = None) -> Generator[Ask, Outcome, Secret]:
    key = yield Ask(refused)
    assert isinstance(key, Secret)  # noqa: S101  the driver's side of the protocol
    return key


class _Common(ABC, Generic[H, K, C]):
    """A client for Pixxel's API.

    Two clients are equal if they send the same requests in the same way.

    Args:
        api_key: The key, or a function that hands it out, which is asked when the first request is sent, and once more
            for a request that is answered 401 or 403; with another key that request is sent again. By default the key
            of the environment variable PIXXEL_API_KEY, or of a profile.
        profile: The table of ~/.config/pixxel/config.toml to take `api_key`, `base_url` and `auth_prefix` from, before
            the environment; by default the one that PIXXEL_PROFILE names, or `default` if it is there, after it.
        base_url: Where the API is; by default PIXXEL_BASE_URL, the profile's, or else the server the contract names.
        auth_prefix: What stands before the key in the Authorization header. The documentation shows both the bare key
            (the default) and "Bearer".
        timeout: Seconds, or an httpx.Timeout; by default 60 s, and 10 s to connect, or what http_client says.
        retries: How often a request that only reads is sent again.
        on_departure: Called with each place where an answer departs from the contract and could be read all the same.
        contract: What becomes of each exchange that departs from the contract: "warn", "raise", or "record:FILE" to
            append every exchange to a file; by default what PIXXEL_CONTRACT says, and else "off".
        http_client: An httpx client to send with, in place of one of our own; closing it stays with its owner.

    Raises:
        ConfigurationError: There is no key, or something given cannot be used.
    """

    _connections: C
    # Whether closing this client closes the connections.
    _owned: bool

    def __init__(
        self,
        *,
        api_key: str | K | None = None,
        profile: str | None = None,
        base_url: str | None = None,
        auth_prefix: str | None = None,
        timeout: float | httpx.Timeout | None = None,
        retries: Retries | None = None,
        on_departure: Callable[[Departure], None] | None = None,
        contract: str | None = None,
        http_client: H | None = None,
    ) -> None:
        key = None if api_key is None else Secret(api_key)
        # Errors go through this frame, and whoever reports them with locals would find the text in it.
        del api_key
        settings = Settings.resolve(key, profile, base_url, auth_prefix)
        self._key, self._base_url, self._auth_prefix = settings.key, settings.base_url, settings.auth_prefix
        # As text, which httpx would put together anew for each request.
        self._root = str(settings.base_url).rstrip("/")
        self._retries = retries or Retries()
        self._on_departure = on_departure
        mode = contract_mode(contract)
        self._observer = None if mode is None else self._observer_of(*mode)
        # What every request says besides its own, and how long it may take where that is not the connections' to say.
        self._headers = {"user-agent": USUAL["user-agent"]}
        self._timeout = checked_timeout(timeout)
        self._connections = self._connected(http_client)
        self._owned = True

    @abstractmethod
    def _connected(self, http_client: H | None) -> C: ...

    @abstractmethod
    def _observer_of(self, mode: str, setting: str) -> Observer:
        """The observer for a mode; raises ConfigurationError, naming the setting, if there is none."""

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
        that requests have; raises ConfigurationError for Authorization, which goes to the API's own origin only, for
        what each request says for itself, and for what is no header or no timeout.
        """
        twin = self._twin()
        twin._owned = False
        twin._headers = self._headers | {name.lower(): value for name, value in checked_headers(headers or {}).items()}
        twin._timeout = self._timeout if timeout is None else checked_timeout(timeout)
        twin._retries = retries or self._retries
        twin._on_departure = on_departure or self._on_departure
        return twin

    def __repr__(self) -> str:
        # Whoever reports an error with locals asks a client that could not be made, too.
        if not hasattr(self, "_base_url"):
            return f"<{type(self).__name__}, not set up>"
        return f"{type(self).__name__}(base_url={str(self._base_url)!r}, api_key={self._key!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Common) or type(self) is not type(other):
            return NotImplemented
        return self._said() == other._said() and self._connections.lent is other._connections.lent

    def __hash__(self) -> int:
        return hash((type(self), str(self._base_url), self._key))

    def __copy__(self) -> Self:
        """The same client once more, on the same connections, which this one closes."""
        return self.with_options()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """The same client on connections of its own."""
        twin = self._twin()
        twin._connections = self._connections.anew()
        twin._owned = True
        return twin

    def __getstate__(self) -> dict[str, Any]:
        """All but the connections and the key, which is looked up again where the pickle is read."""
        if self._connections.lent is not None:
            raise TypeError("a client with an http_client of yours cannot be pickled: connections stay where they are")
        return self._said()

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        bound(self._key, self._base_url)
        self._connections = self._connected(None)
        self._owned = True

    def _said(self) -> dict[str, Any]:
        # What stands without an underscore are the tags met so far, which send by the options they were made with.
        beside = {"_connections", "_owned"}
        return {name: value for name, value in vars(self).items() if name.startswith("_") and name not in beside}

    def _twin(self) -> Self:
        twin = object.__new__(type(self))
        vars(twin).update(self._said())
        twin._connections = self._connections
        return twin

    def _arguments(self, prepared: Prepared, key: Secret) -> dict[str, Any]:
        return {
            "method": prepared.method,
            "url": self._url(prepared),
            "params": prepared.query or None,
            # None in both: `headers=` refuses those that a request has of its own.
            "headers": self._connections.unsaid({**self._headers, **prepared.headers}),
            "content": prepared.content,
            "auth": KeyAuth(key, self._auth_prefix, self._base_url),
            "follow_redirects": False,
            **({} if self._timeout is None else {"timeout": self._timeout}),
        }

    def _url(self, prepared: Prepared) -> str:
        return self._root + prepared.path

    def _departed(self, departure: Departure) -> None:
        logger.warning("departure from the contract: %s", departure)
        if self._on_departure is not None:
            self._on_departure(departure)

    def _parsed(self, operation: Operation[T], response: httpx.Response) -> T:
        return operation.parse(response, self._departed, self._key.source)

    def _detailed(self, operation: Operation[T], response: httpx.Response) -> Response[T]:
        return operation.detailed(response, self._departed, self._key.source)


class Transport(_Common[httpx.Client, Callable[[], str], SyncConnections]):
    __doc__ = _Common.__doc__

    def _connected(self, http_client: httpx.Client | None) -> SyncConnections:
        return SyncConnections(http_client)

    def __enter__(self) -> Self:
        self._connections.refuse_closed()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # Not for type checkers, which have more to say of a `with` that is not there.
    if not TYPE_CHECKING:

        async def __aenter__(self) -> NoReturn:
            raise TypeError("Pixxel is for `with`; for `async with` there is AsyncPixxel")

        async def __aexit__(self, *_: object) -> None:
            """Is never reached."""

    def close(self) -> None:
        """Closes the connections, as often as one likes; nothing can be sent afterwards."""
        if self._owned:
            self._connections.close()

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
        # Before somebody is asked for a key in vain.
        self._connections.refuse_closed()
        steps = exchange(operation, self._retries)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                answer: httpx.Response = done.value
                return answer
            match step:
                case Ask():
                    outcome = self._key.obtain(step.refused)
                case Send():
                    outcome = self._send(prepared, step.key)
                case Sleep():
                    time.sleep(step.seconds)
                    outcome = None

    def _send(self, prepared: Prepared, key: Secret) -> httpx.Response | httpx.RequestError:
        http = self._connections.get()
        try:
            with discreet(self._base_url):
                answer = http.request(**self._arguments(prepared, key))
                url, answer = answer.request.url, detached(answer)
        except (httpx.RequestError, *NOT_OF_REQUESTS) as error:
            return detached_error(error, prepared.method, self._url(prepared))
        if self._observer is not None:
            self._observer.sees(self._base_url, url, prepared, answer, key)
        return answer


class AsyncTransport(_Common[httpx.AsyncClient, Callable[[], str | Awaitable[str]], AsyncConnections]):
    """A client for asyncio.

    Takes and raises what `Pixxel` does, with an `httpx.AsyncClient` as `http_client`; a function for `api_key` may also
    hand out something to wait for.
    """

    def _connected(self, http_client: httpx.AsyncClient | None) -> AsyncConnections:
        return AsyncConnections(http_client)

    async def __aenter__(self) -> Self:
        self._connections.refuse_closed()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    if not TYPE_CHECKING:

        def __enter__(self) -> NoReturn:
            raise TypeError("AsyncPixxel is for `async with`; for `with` there is Pixxel")

        def __exit__(self, *_: object) -> None:
            """Is never reached."""

    async def close(self) -> None:
        """Closes the connections, as often as one likes; nothing can be sent afterwards."""
        if self._owned:
            await self._connections.close()

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
        self._connections.refuse_closed()
        steps = exchange(operation, self._retries)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                answer: httpx.Response = done.value
                return answer
            match step:
                case Ask():
                    outcome = await self._key.obtain_async(step.refused)
                case Send():
                    outcome = await self._send(prepared, step.key)
                case Sleep():
                    # Whoever waits here has it loaded; whoever only uses the sync client need not.
                    import asyncio

                    await asyncio.sleep(step.seconds)
                    outcome = None

    async def _send(self, prepared: Prepared, key: Secret) -> httpx.Response | httpx.RequestError:
        http = await self._connections.get()
        try:
            with discreet(self._base_url):
                answer = await http.request(**self._arguments(prepared, key))
                url, answer = answer.request.url, detached(answer)
        except (httpx.RequestError, *NOT_OF_REQUESTS) as error:
            return detached_error(error, prepared.method, self._url(prepared))
        except RuntimeError:
            if not self._connections.lent_elsewhere():
                raise
        else:
            if self._observer is not None:
                self._observer.sees(self._base_url, url, prepared, answer, key)
            return answer
        raise ConfigurationError(
            "http_client has connections of another event loop; give each event loop a client of its own"
        )


def _transport_error(operation: Operation[Any], error: httpx.RequestError) -> TransportError:
    sent = not isinstance(error, NEVER_SENT)
    timed_out = isinstance(error, httpx.TimeoutException)
    kind = TimedOut if timed_out else ConnectionFailed
    host = error.request.url.host
    what = f"no answer from {host} in time" if timed_out else f"the connection to {host} failed"
    risk = "" if operation.reads_only or not sent else "; the server may have acted on it all the same"
    message = f"{what} ({type(error).__name__}){risk}"
    return kind(message, operation=operation.id, method=operation.method, path=operation.path, sent=sent)
