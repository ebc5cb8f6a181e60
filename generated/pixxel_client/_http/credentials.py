# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The key: how it is come by, and how it is kept from showing."""

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

__all__ = ["KEY_VARIABLE", "AskedKey", "Guard", "Key", "KeyAuth", "Secret", "given_key", "key_of_variable", "origin"]

KEY_VARIABLE = "PIXXEL_API_KEY"


class Secret:
    """A text that does not show.

    It lives in a closure and is in no attribute, so no repr, no debugger's list of locals and no pickle has it.
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
        """Why this cannot be a key, without saying what it is."""
        text = self.reveal()
        if not isinstance(text, str):
            return "is not a string"
        if not text:
            return "is empty"
        # Anything else could not be a header value, or would end the header and start another.
        if not all("!" <= character <= "~" for character in text):
            return "holds a space, a line break or another character that no key has"
        return None


class Guard:
    """A lock for each process: what a fork copies while another thread holds it would stay locked for ever."""

    def __init__(self) -> None:
        self._locks: dict[int, threading.RLock] = {}

    def here(self) -> threading.RLock:
        return self._locks.setdefault(os.getpid(), threading.RLock())


class Key:
    """A key, and where it came from.

    `again`, a function and its arguments, is how a pickle of it comes by it elsewhere; without it there is no pickle.
    A key with a `base_url` goes to the origin of that and to no other.
    """

    def __init__(
        self,
        secret: Secret | None,
        source: str,
        again: tuple[Callable[..., Key], tuple[Any, ...]] | None = None,
        base_url: str | None = None,
    ) -> None:
        self.source = source
        if secret is not None and secret.problem:
            raise ConfigurationError(f"{source} {secret.problem}")
        self.base_url = base_url
        self._current = secret
        self._again = again

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
        if self._again is None:
            raise TypeError(
                f"a client with the key of {self.source} holds a key and cannot be pickled; pass a function as api_key "
                f"or set {KEY_VARIABLE}, which are asked again where the pickle is read"
            )
        return self._again

    def obtain(self, refused: Secret | None = None) -> Secret:  # noqa: ARG002  what is fixed is fixed
        """The key to send; another than the refused one, if there is another."""
        assert self._current is not None  # noqa: S101  only those who ask begin without
        return self._current

    async def obtain_async(self, refused: Secret | None = None) -> Secret:
        """As `obtain`, for asyncio."""
        return self.obtain(refused)


class AskedKey(Key):
    """A key that a callable hands out: when first needed, and again when the server has refused what it gave.

    Whoever needs a key while another thread or task is asking waits for what that one gets. An exception of the
    callable becomes a ConfigurationError that has its type and place, but not its text, which may hold a secret.
    """

    def __init__(self, ask: Callable[[], Any]) -> None:
        # By name: the repr of a partial shows its arguments.
        named = ask if hasattr(ask, "__qualname__") else type(ask)
        super().__init__(None, f"the callable api_key ({named.__module__}.{named.__qualname__})", (AskedKey, (ask,)))
        self._ask = ask
        self._guard = Guard()
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    def _identity(self) -> Any:
        return self._ask

    def obtain(self, refused: Secret | None = None) -> Secret:
        return self._held(refused) or self._ask_in_turn(refused)

    async def obtain_async(self, refused: Secret | None = None) -> Secret:
        import asyncio

        if held := self._held(refused):
            return held
        async with self._turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            return self._held(refused) or self._keep(await self._answer_async())

    def _ask_in_turn(self, refused: Secret | None) -> Secret:
        with self._guard.here():
            return self._held(refused) or self._keep(self._answer())

    def _held(self, refused: Secret | None) -> Secret | None:
        # The same object, not the same text: what another has just asked for again is not asked for once more.
        return None if self._current is refused else self._current

    def _keep(self, answer: Secret | str) -> Secret:
        if isinstance(answer, str):
            raise ConfigurationError(f"{self.source} {answer}")
        self._current = answer
        return answer

    # These two raise nothing, so that no traceback has a frame with the text in it.

    def _answer(self) -> Secret | str:
        try:
            answer = self._ask()
        except Exception as error:
            return _told(error)
        if inspect.isawaitable(answer):
            if inspect.iscoroutine(answer):
                answer.close()
            return "returns an awaitable, which AsyncPixxel waits for and Pixxel cannot"
        return _checked(Secret(answer))

    async def _answer_async(self) -> Secret | str:
        try:
            answer = self._ask()
            return _checked(Secret(await answer if inspect.isawaitable(answer) else answer))
        except Exception as error:
            return _told(error)


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


def given_key(argument: Secret) -> Key:
    """The key of the argument api_key, which is one or hands one out."""
    # Not in a local: see Secret.
    return AskedKey(argument.reveal()) if callable(argument.reveal()) else Key(argument, "the argument api_key")


def key_of_variable() -> Key:
    """The key that PIXXEL_API_KEY holds; raises ConfigurationError, never showing it."""
    return Key(
        Secret(os.environ.get(KEY_VARIABLE, "")), f"the environment variable {KEY_VARIABLE}", (key_of_variable, ())
    )


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port, which is None for the usual one."""
    return url.scheme, url.host, url.port


def _checked(secret: Secret) -> Secret | str:
    problem = secret.problem
    return f"returned what {problem}" if problem else secret


def _told(error: Exception) -> str:
    inside = error.__traceback__.tb_next if error.__traceback__ else None
    place = f" at {inside.tb_frame.f_code.co_filename}:{inside.tb_lineno}" if inside else ""
    return f"raised {type(error).__name__}{place}; call it by itself to see why"
