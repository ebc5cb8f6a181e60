# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The key: where it comes from, and how it is kept from showing."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from typing import Any, NoReturn

import httpx

from .errors import ConfigurationError

__all__ = ["KEY_VARIABLE", "Key", "KeyAuth"]

KEY_VARIABLE = "PIXXEL_API_KEY"


class Key:
    """A key that shows where it came from and nothing else.

    The text lives in a closure: it is in no attribute, so no repr, no debugger's list of locals and no pickle has it.
    """

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.reveal: Callable[[], str] = lambda: text

    def __repr__(self) -> str:
        return f"<key from {self.source}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client holds a key and cannot be pickled or copied; make a new one where it is needed")

    @classmethod
    def resolve(cls, argument: str | None) -> Key:
        """The key given, or else the one in the environment; raises ConfigurationError, never showing it."""
        if argument is not None:
            return cls._checked(argument, "the argument api_key")
        text = os.environ.get(KEY_VARIABLE)
        if not text:
            raise ConfigurationError(f"no key: set the environment variable {KEY_VARIABLE} or pass api_key=…")
        return cls._checked(text, f"the environment variable {KEY_VARIABLE}")

    @classmethod
    def _checked(cls, text: Any, source: str) -> Key:
        if not isinstance(text, str):
            raise ConfigurationError(f"{source} is not a string")
        if not text:
            raise ConfigurationError(f"{source} is empty")
        # Anything else could not be a header value, or would end the header and start another.
        if not all("!" <= character <= "~" for character in text):
            raise ConfigurationError(f"{source} holds a space, a line break or another character that no key has")
        return cls(text, source)


class KeyAuth(httpx.Auth):
    """Adds the key to requests for the API's own origin, and to no other."""

    def __init__(self, key: Key, prefix: str, base_url: httpx.URL) -> None:
        self.key = key
        self._prefix = f"{prefix} " if prefix else ""
        self._origin = _origin(base_url)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if _origin(request.url) == self._origin:
            request.headers["Authorization"] = self._prefix + self.key.reveal()
        yield request


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
