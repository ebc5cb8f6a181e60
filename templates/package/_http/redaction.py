"""Redaction: no keys and signatures in logs, nor in what answers and errors refer to."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

from .._redaction import content_without_key, masked, without_key
from .credentials import Secret, origin

__all__ = ["error_without_request", "kept_by_errors", "redacted_logs", "without_key_of", "without_request"]

# The API that the exchange is with, and the key, in the thread or task of an exchange of ours; None elsewhere.
_exchanging: ContextVar[tuple[httpx.URL, Secret] | None] = ContextVar("pixxel_client_exchanging", default=None)

# A filter sees the records of its own logger, not those of the loggers below it.
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


class _RedactionFilter(logging.Filter):
    """Redacts the records of the libraries below us during an exchange of ours, and no others.

    httpcore logs the headers of answers, where a redirect has a signature. hpack, for HTTP/2, logs the headers of
    requests with the key, even in compressed form.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        exchanging = _exchanging.get()
        if exchanging is None:
            return True
        api, key = exchanging
        if record.name.startswith("hpack."):
            return False
        text = record.getMessage()
        if record.name == "httpx":
            text = URL.sub(lambda url: url[0] if _is_at(url[0], api) else _redacted(url[0]), text)
        else:
            text = SECRET_HEADER.sub(r"\1…\3", masked(_redacted(text)))
        # A server may repeat the key.
        text = without_key(text, key.reveal())
        record.msg, record.args = text, ()
        return True


_redaction_filter = _RedactionFilter()


# The request of answers that have lost theirs.
KEY_EXTENSION = "pixxel_client_key"
NO_REQUEST = httpx.Request("GET", "")


@contextmanager
def redacted_logs(api: httpx.URL, key: Secret) -> Iterator[None]:
    """Logs no secret during an exchange with the API. Changes no level and no handler."""
    for logger in LOGGERS:
        # Each time, because a new configuration of logging may have removed it; and first, because a filter of the
        # program may keep what it sees.
        if not logger.filters or logger.filters[0] is not _redaction_filter:
            logger.filters = [_redaction_filter, *(other for other in logger.filters if other is not _redaction_filter)]
    token = _exchanging.set((api, key))
    try:
        yield
    finally:
        _exchanging.reset(token)


def without_request(response: httpx.Response, key: Secret) -> httpx.Response:
    """The answer without its request, which has the key in a header and may have secrets in its body.

    The key stays with it as a `Secret`, which errors with this answer are redacted with.

    The answer is a local variable of frames that an error passes, and error reports may show local variables.
    """
    response.request = NO_REQUEST
    response.next_request = None
    # It has been read, and the stream that it was read from refers to the request too.
    response.stream = httpx.ByteStream(b"")
    response.extensions = {KEY_EXTENSION: key}
    return response


def without_key_of(response: httpx.Response, text: str) -> str:
    """The text without the key that this answer came to."""
    key = response.extensions.get(KEY_EXTENSION)
    return without_key(text, key.reveal()) if key else text


def kept_by_errors(response: httpx.Response) -> tuple[dict[str, str], bytes]:
    """The headers and the content of an answer, without the key if the server repeats it."""
    key = response.extensions.get(KEY_EXTENSION)
    content = content_without_key(response.content, key.reveal()) if key else response.content
    headers = {
        without_key_of(response, name): without_key_of(response, value) for name, value in response.headers.items()
    }
    return headers, content


def error_without_request(error: Exception, method: str, url: str, key: Secret) -> httpx.RequestError:
    """The error without its request, and without the frames and causes below it, which refer to the request."""
    if not isinstance(error, httpx.RequestError):
        error = httpx.RemoteProtocolError(f"the answer redirects to an invalid URL ({type(error).__name__})")
    # Its text may show what a server has sent in place of an answer.
    error.args = tuple(without_key(str(argument), key.reveal()) for argument in error.args)
    error.request = httpx.Request(method, url)
    error.__cause__ = error.__context__ = error.__traceback__ = None
    return error


def _redacted(text: str) -> str:
    return QUERY.sub(lambda query: f"{query[0][0]}…", text)


def _is_at(url: str, api: httpx.URL) -> bool:
    try:
        return origin(httpx.URL(url)) == origin(api)
    except httpx.InvalidURL:
        return False
