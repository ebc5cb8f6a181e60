"""Sends requests over httpx, with key, retries and departures. The sync and the async client share all but the I/O."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Generator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Never, NoReturn, Protocol, Self, TypeVar

import httpx
from attrs import frozen

from .._answers import Departure, Response
from ..errors import ConfigurationError, ConnectionFailed, TimedOut, TransportError, retry_after
from .connections import DEFAULT_HEADERS, AsyncConnections, Connections, SyncConnections
from .credentials import KeyAuth, Secret, failure
from .environment import check_environment
from .operations import Operation, Prepared
from .redaction import error_without_request, redacted_logs, without_request
from .retries import TRANSIENT_STATUSES, Retries, checked_retries
from .settings import Settings, check_origin, checked_headers, checked_hook, checked_timeout, contract_mode

__all__ = ["AsyncTransport", "Transport"]

T = TypeVar("T")
H = TypeVar("H", httpx.Client, httpx.AsyncClient)
C = TypeVar("C", bound=Connections[Any])
# A key function.
K = TypeVar("K", Callable[[], str], Callable[[], str | Awaitable[str]])

# With these errors nothing of the request was sent: httpx was still waiting for a connection.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# What httpx raises, besides its RequestErrors, for an answer that redirects to an invalid URL: it prepares the request
# that would follow.
INVALID_REDIRECT = (httpx.InvalidURL, UnicodeError)
# New fields of one client. A server that sends more of them has data in place of names of fields.
MOST_NEW_FIELDS = 1_000
# The API's answers to a key that is not valid, or no longer. The server has not acted on such a request.
REFUSED_KEY = frozenset({401, 403})

# The options of `with_options`, and those that only a new client has.
OPTIONS_OF_CALLS = frozenset({"timeout", "retries", "headers", "on_departure"})
OPTIONS_OF_CLIENTS = frozenset({"api_key", "profile", "base_url", "auth_prefix", "contract", "http_client"})

logger = logging.getLogger("pixxel_client")


# The steps of a call, which `steps_of_call` yields and a client takes.


@frozen
class ObtainKey:
    """The client obtains the key, or another than the refused one if there is another."""

    refused: Secret | None = None


@frozen
class Send:
    """The client sends the request, and returns the answer or the httpx error."""

    key: Secret


@frozen
class Sleep:
    """The client waits."""

    seconds: float


class Observer(Protocol):
    """Sees each exchange, after its answer has come."""

    def observe(
        self, base_url: httpx.URL, url: httpx.URL, prepared: Prepared, answer: httpx.Response, key: Secret
    ) -> None:
        """`url` is the URL that the request was sent to."""


Outcome = Secret | httpx.Response | httpx.RequestError | None
Steps = Generator[ObtainKey | Send | Sleep, Outcome, httpx.Response]


def steps_of_call(
    operation: Operation[Any], path: str, retries: Retries, clock: Callable[[], float] = time.monotonic
) -> Steps:
    """All attempts of one call, without I/O: yields the steps to take, returns the answer. `path` is for errors."""
    started = clock()
    attempt = 0
    key = yield from _obtain_key()
    renewed = False
    while True:
        outcome = yield Send(key)
        if isinstance(outcome, httpx.Response) and outcome.status_code in REFUSED_KEY and not renewed:
            renewed = True
            refused, key = key, (yield from _obtain_key(key))
            if key != refused:
                continue
        attempt += 1
        if isinstance(outcome, httpx.Response):
            retry = operation.read_only and outcome.status_code in TRANSIENT_STATUSES
            pause = retries.wait(attempt, clock() - started, retry_after(outcome.headers)) if retry else None
            if pause is None:
                return outcome
        else:
            assert isinstance(outcome, httpx.RequestError)  # noqa: S101  a client returns nothing else
            retry = operation.read_only or isinstance(outcome, NEVER_SENT)
            pause = retries.wait(attempt, clock() - started) if retry else None
            if pause is None:
                raise _transport_error(operation, path, outcome) from outcome
        logger.info("%s: attempt %d failed, next in %.1f s", operation.id, attempt, pause)
        yield Sleep(pause)


def _obtain_key(refused: Secret | None = None) -> Generator[ObtainKey, Outcome, Secret]:
    key = yield ObtainKey(refused)
    assert isinstance(key, Secret)  # noqa: S101  a client returns nothing else
    return key


class _Common(ABC, Generic[H, K, C]):
    """A client for Pixxel's API.

    Two clients are equal if they send the same requests in the same way.

    Args:
        api_key: The key, or a function that returns it. The function is called when the first request is sent, and
            again after an answer with 401 or 403; if it returns another key, that request is sent again. By default
            the key of the environment variable PIXXEL_API_KEY, or of a profile.
        profile: The table of ~/.config/pixxel/config.toml that `api_key`, `base_url` and `auth_prefix` are taken from,
            before the environment. By default the table that PIXXEL_PROFILE names, or `default` if there is one; these
            are used after the environment.
        base_url: The URL of the API; by default that of PIXXEL_BASE_URL, of the profile, or else of the contract.
        auth_prefix: The word before the key in the Authorization header. The documentation shows both the bare key
            (the default) and "Bearer".
        timeout: Seconds, or an httpx.Timeout; by default that of http_client, or else 60 s, and 10 s to connect.
        retries: How often the request of a read-only operation is retried; by default `Retries()`.
        on_departure: Called with each departure of an answer that could be read all the same, and once for each new
            field of an operation. An exception that it raises is logged, and does not end the call.
        contract: What is done about exchanges that depart from the contract: "warn", "raise", or "record:FILE", which
            appends every exchange to a file; by default the value of PIXXEL_CONTRACT, or else "off".
        http_client: An httpx client to send with, in place of one of our own. You close it yourself.

    Raises:
        ConfigurationError: There is no key, or an argument or another setting cannot be used.
    """

    _connections: C
    # Whether closing this client closes the connections.
    _owned: bool

    def __init__(
        self,
        *positional: Never,
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
        # Errors pass this frame, and error reports may show its local variables.
        del api_key
        if positional:
            del positional
            raise ConfigurationError("arguments have names: pass the key as api_key=…")
        settings = Settings.resolve(key, profile, base_url, auth_prefix)
        self._key, self._base_url, self._auth_prefix = settings.key, settings.base_url, settings.auth_prefix
        # As text, because httpx would build the text of a URL for each request.
        self._root = str(settings.base_url).rstrip("/")
        self._retries = Retries() if retries is None else checked_retries(retries)
        self._on_departure = checked_hook(on_departure)
        self._new_fields: dict[tuple[str, str], Departure] = {}
        mode = contract_mode(contract)
        self._observer = None if mode is None else self._observer_of(*mode)
        # Added to the headers of each request. A timeout of None leaves the timeout to the connections.
        self._headers = {"user-agent": DEFAULT_HEADERS["user-agent"]}
        self._timeout = checked_timeout(timeout)
        # An httpx client has read its environment already.
        if http_client is None:
            check_environment()
        self._connections = self._make_connections(http_client)
        self._owned = True

    @abstractmethod
    def _make_connections(self, http_client: H | None) -> C: ...

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
        """A client with other options, for one call or for many. Options that you leave out stay as they are.

        It shares the connections of this client, which does not change and must stay open. `headers` are added to those
        of each request. Raises ConfigurationError for Authorization, which is sent to the API's own origin only, for
        headers that each request sets, and for what cannot be used as the option.
        """
        twin = self._twin()
        twin._owned = False
        added = checked_headers({} if headers is None else headers)
        twin._headers = self._headers | {name.lower(): value for name, value in added.items()}
        twin._timeout = self._timeout if timeout is None else checked_timeout(timeout)
        twin._retries = self._retries if retries is None else checked_retries(retries)
        # Not by its truth: a callable that counts its calls, or keeps them, may be false until the first.
        twin._on_departure = self._on_departure if on_departure is None else checked_hook(on_departure)
        # Another hook has not seen any of them.
        twin._new_fields = self._new_fields if on_departure is None else {}
        return twin

    # Hidden from type checkers: without this method, they refuse these assignments themselves.
    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            if name in OPTIONS_OF_CALLS:
                raise AttributeError(
                    f"a client does not change; use client.with_options({name}=…), which returns another"
                )
            if name in OPTIONS_OF_CLIENTS:
                raise AttributeError(f"a client does not change; make another with {name}=…")
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        # Error reports with local variables also show a client whose __init__ has failed.
        if not hasattr(self, "_base_url"):
            return f"<{type(self).__name__}, not set up>"
        return f"{type(self).__name__}(base_url={str(self._base_url)!r}, api_key={self._key!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Common) or type(self) is not type(other):
            return NotImplemented
        return self._options() == other._options() and self._connections.external is other._connections.external

    def __hash__(self) -> int:
        return hash((type(self), str(self._base_url), self._key))

    def __copy__(self) -> Self:
        """The same client on the same connections; only this client closes them."""
        return self.with_options()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """The same client on connections of its own."""
        twin = self._twin()
        twin._connections = self._connections.separate()
        twin._new_fields = {}
        twin._owned = True
        return twin

    def __getstate__(self) -> dict[str, Any]:
        """All but the connections and the key, which is looked up again where the pickle is read."""
        if self._connections.external is not None:
            raise TypeError("a client with an http_client cannot be pickled: its connections belong to this process")
        return self._options()

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        check_origin(self._key, self._base_url)
        self._connections = self._make_connections(None)
        self._new_fields = {}
        self._owned = True

    def _options(self) -> dict[str, Any]:
        # Names without an underscore are the tags used so far; they belong to the client that they were made for.
        excluded = {"_connections", "_new_fields", "_owned"}
        return {name: value for name, value in vars(self).items() if name.startswith("_") and name not in excluded}

    def _twin(self) -> Self:
        twin = object.__new__(type(self))
        vars(twin).update(self._options())
        twin._connections = self._connections
        twin._new_fields = self._new_fields
        return twin

    def _arguments(self, prepared: Prepared, key: Secret) -> dict[str, Any]:
        return {
            "method": prepared.method,
            "url": self._url(prepared),
            "params": prepared.query or None,
            # No header is in both: with_options refuses those that a request sets.
            "headers": self._connections.beyond_defaults({**self._headers, **prepared.headers}),
            "content": prepared.content,
            "auth": KeyAuth(key, self._auth_prefix, self._base_url),
            "follow_redirects": False,
            **({} if self._timeout is None else {"timeout": self._timeout}),
        }

    def _url(self, prepared: Prepared) -> str:
        return self._root + prepared.path

    def _report(self, departure: Departure) -> None:
        if departure.kind != "new field":
            logger.warning("departure from the contract: %s", departure)
        elif self._is_first(departure):
            logger.info("not in the contract: %s", departure)
        else:
            return
        if self._on_departure is None:
            return
        try:
            self._on_departure(departure)
        # The server has answered, and the caller needs the result.
        except Exception as error:
            logger.error("on_departure raised %s; the call goes on", failure(error))  # noqa: TRY400

    def _is_first(self, new_field: Departure) -> bool:
        """Whether this client has not reported the field of this operation yet."""
        place = new_field.operation, new_field.pointer
        if len(self._new_fields) >= MOST_NEW_FIELDS:
            return False
        # One step, so that of several threads only one reports the field.
        return self._new_fields.setdefault(place, new_field) is new_field

    def _parsed(self, operation: Operation[T], prepared: Prepared, response: httpx.Response) -> T:
        return operation.parse(prepared.path, response, self._report, self._key.source)

    def _detailed(self, operation: Operation[T], prepared: Prepared, response: httpx.Response) -> Response[T]:
        return operation.detailed(prepared.path, response, self._report)


class Transport(_Common[httpx.Client, Callable[[], str], SyncConnections]):
    __doc__ = _Common.__doc__

    def _make_connections(self, http_client: httpx.Client | None) -> SyncConnections:
        return SyncConnections(http_client)

    def __enter__(self) -> Self:
        self._connections.raise_if_closed()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # Hidden from type checkers: without these methods, they refuse the wrong kind of `with`.
    if not TYPE_CHECKING:

        async def __aenter__(self) -> NoReturn:
            raise TypeError("Pixxel is for `with`; for `async with` there is AsyncPixxel")

        async def __aexit__(self, *_: object) -> None:
            """Never called."""

    def close(self) -> None:
        """Closes the connections; nothing can be sent afterwards. Idempotent."""
        if self._owned:
            self._connections.close()

    def call(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> T:
        """The value of a success; raises one of `pixxel_client.errors` for anything else."""
        prepared = operation.prepare(path, query, body)
        return self._parsed(operation, prepared, self._exchange(operation, prepared))

    def call_detailed(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Response[T]:
        """The answer as it came, whatever its status."""
        prepared = operation.prepare(path, query, body)
        return self._detailed(operation, prepared, self._exchange(operation, prepared))

    def _exchange(self, operation: Operation[Any], prepared: Prepared) -> httpx.Response:
        # Before a key function is called in vain.
        self._connections.raise_if_closed()
        steps = steps_of_call(operation, prepared.path, self._retries)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                answer: httpx.Response = done.value
                return answer
            match step:
                case ObtainKey():
                    outcome = self._key.obtain(step.refused)
                case Send():
                    outcome = self._send(prepared, step.key)
                case Sleep():
                    time.sleep(step.seconds)
                    outcome = None

    def _send(self, prepared: Prepared, key: Secret) -> httpx.Response | httpx.RequestError:
        http = self._connections.get()
        try:
            with redacted_logs(self._base_url, key):
                answer = http.request(**self._arguments(prepared, key))
                url, answer = answer.request.url, without_request(answer, key)
        except (httpx.RequestError, *INVALID_REDIRECT) as error:
            return error_without_request(error, prepared.method, self._url(prepared), key)
        if self._observer is not None:
            self._observer.observe(self._base_url, url, prepared, answer, key)
        return answer


class AsyncTransport(_Common[httpx.AsyncClient, Callable[[], str | Awaitable[str]], AsyncConnections]):
    """A client for asyncio.

    Takes and raises what `Pixxel` does, with an `httpx.AsyncClient` as `http_client`. A function passed as `api_key`
    may also return an awaitable.
    """

    def _make_connections(self, http_client: httpx.AsyncClient | None) -> AsyncConnections:
        return AsyncConnections(http_client)

    async def __aenter__(self) -> Self:
        self._connections.raise_if_closed()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    if not TYPE_CHECKING:

        def __enter__(self) -> NoReturn:
            raise TypeError("AsyncPixxel is for `async with`; for `with` there is Pixxel")

        def __exit__(self, *_: object) -> None:
            """Never called."""

    async def close(self) -> None:
        """Closes the connections; nothing can be sent afterwards. Idempotent."""
        if self._owned:
            await self._connections.close()

    async def call(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> T:
        """The value of a success; raises one of `pixxel_client.errors` for anything else."""
        prepared = operation.prepare(path, query, body)
        return self._parsed(operation, prepared, await self._exchange(operation, prepared))

    async def call_detailed(
        self, operation: Operation[T], path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Response[T]:
        """The answer as it came, whatever its status."""
        prepared = operation.prepare(path, query, body)
        return self._detailed(operation, prepared, await self._exchange(operation, prepared))

    async def _exchange(self, operation: Operation[Any], prepared: Prepared) -> httpx.Response:
        self._connections.raise_if_closed()
        steps = steps_of_call(operation, prepared.path, self._retries)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as done:
                answer: httpx.Response = done.value
                return answer
            match step:
                case ObtainKey():
                    outcome = await self._key.obtain_async(step.refused)
                case Send():
                    outcome = await self._send(prepared, step.key)
                case Sleep():
                    # Loaded already where this runs; the sync client does not need it.
                    import asyncio

                    await asyncio.sleep(step.seconds)
                    outcome = None

    async def _send(self, prepared: Prepared, key: Secret) -> httpx.Response | httpx.RequestError:
        http = await self._connections.get()
        try:
            with redacted_logs(self._base_url, key):
                answer = await http.request(**self._arguments(prepared, key))
                url, answer = answer.request.url, without_request(answer, key)
        except (httpx.RequestError, *INVALID_REDIRECT) as error:
            return error_without_request(error, prepared.method, self._url(prepared), key)
        except RuntimeError:
            if not self._connections.may_belong_to_another_loop():
                raise
        else:
            if self._observer is not None:
                self._observer.observe(self._base_url, url, prepared, answer, key)
            return answer
        raise ConfigurationError("http_client has connections of another event loop; make a client for each event loop")


def _transport_error(operation: Operation[Any], path: str, error: httpx.RequestError) -> TransportError:
    sent = not isinstance(error, NEVER_SENT)
    timed_out = isinstance(error, httpx.TimeoutException)
    kind = TimedOut if timed_out else ConnectionFailed
    host = error.request.url.host
    problem = f"no answer from {host} in time" if timed_out else f"the connection to {host} failed"
    risk = "" if operation.read_only or not sent else "; the server may have acted on the request"
    message = f"{problem} ({type(error).__name__}){risk}"
    request = {"method": operation.method, "path": operation.path, "request_path": path}
    return kind(message, sent=sent, operation=operation.id, **request)
