# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""What must not come out of an exchange: keys and signatures, in logs or in what an answer and an error hold on to."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

from .credentials import origin

__all__ = ["detached", "detached_error", "discreet"]

# The origin of the API that an exchange of ours is with, in the thread or task where it takes place.
_exchanging: ContextVar[httpx.URL | None] = ContextVar("pixxel_client_exchanging", default=None)

# A filter is asked for what is logged to its own logger, not to those below it.
LOGGERS = [
    logging.getLogger(name)
    for name in (
        "httpx",
        *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
        *(f"hpack.{part}" for part in ("hpack", "table")),
    )
]

URL = re.compile(r"https?://[^\s'\"<>]+")
QUERY = re.compile(r"[?#][^\s'\"<>]+")
# As httpcore prints them: (b'Set-Cookie', b'…').
SECRET_HEADER = re.compile(r"(\(b'(?:set-cookie|(?:proxy-)?authorization)', b(['\"])).*?(\2\))", re.IGNORECASE)


class _Discretion(logging.Filter):
    """Masks what is logged below us while an exchange of ours takes place, and nothing else.

    httpcore prints the headers of answers, where a redirect has a signature; hpack, for HTTP/2, those of requests, with
    the key, even compressed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        api = _exchanging.get()
        if api is None:
            return True
        if record.name.startswith("hpack."):
            return False
        text = record.getMessage()
        if record.name == "httpx":
            text = URL.sub(lambda url: url[0] if _is_at(url[0], api) else _masked(url[0]), text)
        else:
            text = SECRET_HEADER.sub(r"\1…\3", _masked(text))
        record.msg, record.args = text, ()
        return True


_discretion = _Discretion()


# What answers keep in place of their requests.
NOTHING = httpx.Request("GET", "")


@contextmanager
def discreet(api: httpx.URL) -> Iterator[None]:
    """An exchange with the API, of which nothing secret is logged. No level and no handler is changed."""
    for logger in LOGGERS:
        # Each time, for who configures logging may have taken it off.
        if _discretion not in logger.filters:
            logger.addFilter(_discretion)
    token = _exchanging.set(api)
    try:
        yield
    finally:
        _exchanging.reset(token)


def detached(response: httpx.Response) -> httpx.Response:
    """The answer without its request, whose header has the key and whose body may have secrets.

    It is a local of the frames that an error goes through, where whoever reports errors with locals would find them.
    """
    response.request = NOTHING
    response.next_request = None
    # Has been read; what it was read from knows the request too.
    response.stream = httpx.ByteStream(b"")
    return response


def detached_error(error: Exception, method: str, url: str) -> httpx.RequestError:
    """The error without its request, and without the frames and errors below, which hold on to that."""
    if not isinstance(error, httpx.RequestError):
        error = httpx.RemoteProtocolError(f"the answer leads nowhere ({type(error).__name__})")
    error.request = httpx.Request(method, url)
    error.__cause__ = error.__context__ = error.__traceback__ = None
    return error


def _masked(text: str) -> str:
    return QUERY.sub(lambda query: f"{query[0][0]}…", text)


def _is_at(url: str, api: httpx.URL) -> bool:
    try:
        return origin(httpx.URL(url)) == origin(api)
    except httpx.InvalidURL:
        return False
