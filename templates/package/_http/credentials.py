"""Where the key comes from, and how it is redacted."""

from __future__ import annotations

import inspect
import os
import threading
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NoReturn, Self
from weakref import WeakKeyDictionary

import httpx

from ..errors import ConfigurationError

if TYPE_CHECKING:
    import asyncio

__all__ = [
    "KEY_VARIABLE",
    "Key",
    "KeyAuth",
    "KeyFunction",
    "ProcessLock",
    "Secret",
    "failure",
    "key_of_argument",
    "key_of_variable",
    "origin",
]

KEY_VARIABLE = "PIXXEL_API_KEY"


class Secret:
    """A text that is never shown.

    It is in a closure and in no attribute, so no repr, no debugger's list of locals and no pickle has it.
    """

    __slots__ = ("reveal",)

    def __init__(self, text: Any) -> None:
        self.reveal: Callable[[], Any] = lambda: text

    def __repr__(self) -> str:
        return "<secret>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and bool(self.reveal() == other.reveal())

    __hash__ = None  # type: ignore[assignment]  # a hash would tell one text from another

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is never pickled")

    @property
    def problem(self) -> str | None:
        """Why this cannot be a key, without the text itself."""
        text = self.reveal()
        if not isinstance(text, str):
            return "is not a string"
        if not text:
            return "is empty"
        # Anything else could not be a header value, or would end the header and start another.
        if not all("!" <= character <= "~" for character in text):
            return "holds a space, a line break or another character that no key has"
        return None


class ProcessLock:
    """A lock for each process: a fork while another thread holds a lock leaves its copy locked for ever."""

    def __init__(self) -> None:
        self._locks: dict[int, threading.RLock] = {}

    def of_this_process(self) -> threading.RLock:
        return self._locks.setdefault(os.getpid(), threading.RLock())


class Key:
    """A key, and where it came from.

    `restore`, a function and its arguments, makes the key again where a pickle of it is read; without it, the key
    cannot be pickled. A key with a `base_url` is sent to the origin of that URL and to no other.
    """

    def __init__(
        self,
        secret: Secret | None,
        source: str,
        restore: tuple[Callable[..., Key], tuple[Any, ...]] | None = None,
        base_url: str | None = None,
    ) -> None:
        self.source = source
        if secret is not None and secret.problem:
            raise ConfigurationError(f"{source} {secret.problem}")
        self.base_url = base_url
        self._current = secret
        self._restore = restore

    def __repr__(self) -> str:
        return f"<key from {self.source}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Key) or type(self) is not type(other):
            return NotImplemented
        return self.source == other.source and bool(self._identity() == other._identity())

    def __hash__(self) -> int:
        return hash(self.source)

    def _identity(self) -> Any:
        return self._current

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        if self._restore is None:
            raise TypeError(
                f"a client with the key of {self.source} holds a key and cannot be pickled; pass a function as api_key "
                f"or set {KEY_VARIABLE}, which are read again where the pickle is read"
            )
        return self._restore

    def obtain(self, refused: Secret | None = None) -> Secret:  # noqa: ARG002  a fixed key has no replacement
        """The key to send; another than the refused one, if there is another."""
        assert self._current is not None  # noqa: S101  only a KeyFunction starts without a key
        return self._current

    async def obtain_async(self, refused: Secret | None = None) -> Secret:
        """As `obtain`, for asyncio."""
        return self.obtain(refused)


class KeyFunction(Key):
    """A function that returns the key. It is called when a key is first needed, and when the server refuses its key.

    It is called once for all threads or tasks that need a key at the same time. An exception of the function becomes a
    ConfigurationError with the type and place of the exception, but not its text, which may hold a secret.
    """

    def __init__(self, function: Callable[[], Any]) -> None:
        # By name: the repr of a partial shows its arguments.
        named = function if hasattr(function, "__qualname__") else type(function)
        source = f"the callable api_key ({named.__module__}.{named.__qualname__})"
        super().__init__(None, source, (KeyFunction, (function,)))
        self._function = function
        self._lock = ProcessLock()
        self._loop_locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    def _identity(self) -> Any:
        return self._function

    def obtain(self, refused: Secret | None = None) -> Secret:
        return self._usable(refused) or self._obtain_locked(refused)

    async def obtain_async(self, refused: Secret | None = None) -> Secret:
        import asyncio

        if usable := self._usable(refused):
            return usable
        async with self._loop_locks.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            return self._usable(refused) or self._keep(await self._call_async())

    def _obtain_locked(self, refused: Secret | None) -> Secret:
        with self._lock.of_this_process():
            return self._usable(refused) or self._keep(self._call())

    def _usable(self, refused: Secret | None) -> Secret | None:
        # The same object, not the same text: a key that another thread has just obtained again is used.
        return None if self._current is refused else self._current

    def _keep(self, result: Secret | str) -> Secret:
        if isinstance(result, str):
            raise ConfigurationError(f"{self.source} {result}")
        self._current = result
        return result

    # These two return a problem and raise nothing, so that no traceback has a frame with the text in it.

    def _call(self) -> Secret | str:
        try:
            result = self._function()
        except Exception as error:
            return _problem_of(error)
        if inspect.isawaitable(result):
            if inspect.iscoroutine(result):
                result.close()
            return "returns an awaitable, which AsyncPixxel waits for and Pixxel cannot"
        return _checked(Secret(result))

    async def _call_async(self) -> Secret | str:
        try:
            result = self._function()
            return _checked(Secret(await result if inspect.isawaitable(result) else result))
        except Exception as error:
            return _problem_of(error)


class KeyAuth(httpx.Auth):
    """Adds a key to requests for the API's own origin, and to no other."""

    def __init__(self, secret: Secret, prefix: str, base_url: httpx.URL) -> None:
        self._secret = secret
        self._prefix = f"{prefix} " if prefix else ""
        self._origin = origin(base_url)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if origin(request.url) == self._origin:
            request.headers["Authorization"] = self._prefix + self._secret.reveal()
        yield request


def key_of_argument(argument: Secret) -> Key:
    """The key of the argument api_key, which is a key or a key function."""
    # Not in a local variable: see Secret.
    return KeyFunction(argument.reveal()) if callable(argument.reveal()) else Key(argument, "the argument api_key")


def key_of_variable() -> Key:
    """The key in PIXXEL_API_KEY; raises ConfigurationError, without showing it, if it cannot be a key."""
    return Key(
        Secret(os.environ.get(KEY_VARIABLE, "")), f"the environment variable {KEY_VARIABLE}", (key_of_variable, ())
    )


def failure(error: Exception) -> str:
    """The class of an exception and the line that was called; its message may hold a secret."""
    inside = error.__traceback__.tb_next if error.__traceback__ else None
    place = f" at {inside.tb_frame.f_code.co_filename}:{inside.tb_lineno}" if inside else ""
    return f"{type(error).__name__}{place}"


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port; the port is None for the scheme's default."""
    return url.scheme, url.host, url.port


def _checked(secret: Secret) -> Secret | str:
    problem = secret.problem
    return f"returned what {problem}" if problem else secret


def _problem_of(error: Exception) -> str:
    return f"raised {failure(error)}; call it by itself to see why"
