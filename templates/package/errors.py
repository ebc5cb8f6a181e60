"""All errors of this package, as one tree.

PixxelError
├── ConfigurationError      no key, an invalid key, base URL or other setting; before any request
├── InvalidArgument         an argument that the contract does not allow; before any request (also a ValueError)
├── TransportError          no answer
│   ├── ConnectionFailed    no connection, or a lost connection
│   └── TimedOut            no answer in time
├── DecodeError             a success that cannot be read
├── ContractBroken          an exchange that departs from the contract, with contract="raise"
├── PagingError             pages that do not make up one list
└── StatusError             an answer with another status than a success
    ├── BadRequest          400
    ├── Unauthorized        401
    ├── Forbidden           403
    ├── NotFound            404
    ├── Conflict            409
    ├── RateLimited         429, with `retry_after`
    ├── ServerError         5xx
    └── UnexpectedStatus    any other
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from ._redaction import masked

if TYPE_CHECKING:
    from ._answers import Departure, Response

__all__ = [
    "BadRequest",
    "ConfigurationError",
    "Conflict",
    "ConnectionFailed",
    "ContractBroken",
    "DecodeError",
    "Forbidden",
    "InvalidArgument",
    "NotFound",
    "PagingError",
    "PixxelError",
    "RateLimited",
    "ServerError",
    "StatusError",
    "TimedOut",
    "TransportError",
    "Unauthorized",
    "UnexpectedStatus",
]

# Characters and bytes: enough to recognise a gateway's HTML page, too few to flood a log.
BODY_CLIP = 2_000
# Characters of an id, a location or a text that is no JSON: enough to recognise it.
SHORT_CLIP = 200
# Where errors that are no envelope say what is wrong; in this order they read as a sentence.
REASONS = ("title", "error", "message", "detail", "error_description")


class PixxelError(Exception):
    """The base of all errors of this package."""

    def __reduce__(self) -> tuple[Any, ...]:
        # By default an exception is rebuilt from `args`, which do not fit a constructor with keywords.
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[PixxelError], args: tuple[Any, ...], state: dict[str, Any]) -> PixxelError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(PixxelError):
    """The client cannot be set up or used; the message names what to set."""


class InvalidArgument(PixxelError, ValueError):
    """An argument that the contract does not allow. Nothing was sent.

    `argument` is its name, such as `legend.breakpoints[0].min`.
    """

    def __init__(self, argument: str, problem: str) -> None:
        super().__init__(f"{argument}: {problem}")
        self.argument = argument
        self.problem = problem

    @classmethod
    def joined(cls, refusals: Sequence[InvalidArgument]) -> InvalidArgument:
        """One error for all of these; its `argument` is the first one."""
        first, *others = refusals
        return cls(first.argument, "; ".join([first.problem, *map(str, others)]))


class RequestFailed(PixxelError):
    """A failed request: the `operation`, its `method` and `path` in the contract, and the `request_path`, with ids."""

    def __init__(self, message: str, *, operation: str, method: str, path: str, request_path: str) -> None:
        super().__init__(f"{method} {_clipped(request_path)}: {message}")
        self.operation = operation
        self.method = method
        self.path = path
        self.request_path = request_path


class TransportError(RequestFailed):
    """There was no answer. If `sent` is True, the server may have acted on the request."""

    def __init__(self, message: str, *, sent: bool, **request: str) -> None:
        super().__init__(message, **request)
        self.sent = sent


class ConnectionFailed(TransportError):
    """The connection could not be made, or was lost."""


class TimedOut(TransportError):
    """The answer did not arrive in time."""


class AnswerError(RequestFailed):
    """An error with an answer: its `status`, `headers`, `request_id`, and the start of its `body`.

    `response` is the whole answer.
    """

    def __init__(self, message: str, *, response: Response[None], **request: str) -> None:
        super().__init__(message, **request)
        self.response = response
        self.status = response.status_code
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self.request_id = self.headers.get("x-request-id")
        self.body = response.content[:BODY_CLIP].decode("utf-8", "replace")


class DecodeError(AnswerError):
    """The answer is a success, but its body cannot be read as the contract describes it.

    `pointer` is a JSON pointer into the body, `expected` and `got` say what differs.
    """

    def __init__(self, *, pointer: str, expected: str, got: str, hint: str = "", **answer: Any) -> None:
        super().__init__(f"unreadable answer: {pointer or 'the body'}: expected {expected}, got {got}{hint}", **answer)
        self.pointer = pointer
        self.expected = expected
        self.got = got


class ContractBroken(AnswerError):
    """A request or its answer departs from the contract; raised after the exchange, with contract="raise".

    The pointers of `departures` are such as /request/query/limit and /answer/body/aois/0/name. Nothing is retried.
    """

    def __init__(self, departures: Sequence[Departure], response: Response[None], **request: str) -> None:
        first = "; ".join(str(departure).partition(": ")[2] for departure in departures[:3])
        more = f"; and {len(departures) - 3} more" if len(departures) > 3 else ""  # noqa: PLR2004  as many as above
        super().__init__(
            f"the contract is broken: {first}{more}",
            operation=departures[0].operation,
            response=response,
            **request,
        )
        self.departures = tuple(departures)


class PagingError(RequestFailed):
    """The server's pages do not make up one list; reading on would repeat or miss items."""


class StatusError(AnswerError):
    """The answer is not a success. `code`, `reason` and `details` come from its body, if they are there.

    The body may be the documented error envelope, an object with a `message`, `detail` or `title`, or text.
    """

    def __init__(self, *, response: Response[None], hint: str = "", **request: str) -> None:
        self.code: str | None
        self.reason: str | None
        self.details: Any
        self.code, self.reason, self.details = _explanation(response)
        explanation = ": ".join(part for part in (self.code, self.reason) if part) or "no reason given"
        message = f"{response.status_code} {explanation}{_redirect(response)}{hint}"
        super().__init__(message, response=response, **request)


class BadRequest(StatusError):
    """400: the request breaks a rule of the operation."""


class Unauthorized(StatusError):
    """401: the service does not understand the Authorization header."""


class Forbidden(StatusError):
    """403: the key is missing, unknown, expired or revoked, or may not do this."""


class NotFound(StatusError):
    """404: a resource that the request names does not exist, or not in this workspace."""


class Conflict(StatusError):
    """409: the resource exists already."""


class RateLimited(StatusError):
    """429: too many requests. `retry_after` is the wait that the server asks for, in seconds, or None."""

    @property
    def retry_after(self) -> float | None:
        return retry_after(self.headers)


class ServerError(StatusError):
    """5xx: the service, or a gateway in front of it, failed."""


class UnexpectedStatus(StatusError):
    """Any other status: 413, which the contract has for some operations, and statuses that it does not have."""


_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    429: RateLimited,
}


def status_error_class(status: int) -> type[StatusError]:
    """The class for `status`, whatever the body."""
    if 500 <= status <= 599:  # noqa: PLR2004  the range is its own name
        return ServerError
    return _BY_STATUS.get(status, UnexpectedStatus)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds of the header `Retry-After`, a number or an HTTP date; None where there is no such header."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _explanation(response: Response[None]) -> tuple[str | None, str | None, Any]:
    """The code, the reason and the details of an error, as far as its body has them."""
    try:
        parsed = json.loads(response.content)
    except (ValueError, RecursionError):
        return None, _reason_in_text(response.content), None
    match parsed:
        case {"error": dict(error)}:
            return _text(error.get("code")), _text(error.get("message")), error.get("details")
        case dict():
            reasons = dict.fromkeys(reason for name in REASONS for reason in _reasons(parsed.get(name)))
            details = parsed.get("detail") if isinstance(parsed.get("detail"), list) else parsed.get("details")
            return _text(parsed.get("code")), _text(": ".join(reasons)) or None, details
        case str():
            return None, _text(parsed), None
    return None, None, None


def _reasons(value: object) -> Iterator[str]:
    """The texts of a field that says what is wrong. Some frameworks list a message for each argument there."""
    match value:
        case str() if value:
            yield value
        case [{"msg": str()}, *_]:
            items = [item for item in value if isinstance(item, dict)]
            places = [".".join(map(str, item["loc"])) if isinstance(item.get("loc"), list) else "?" for item in items]
            yield "; ".join(f"{place}: {item.get('msg')}" for place, item in zip(places, items, strict=True))


def _reason_in_text(body: bytes) -> str | None:
    """What a body that is no JSON says: short text as it is, of a page of HTML its title."""
    text = body[:BODY_CLIP].decode("utf-8", "replace")
    title = re.search(r"<title[^>]*>([^<]*)", text, re.IGNORECASE)
    words = " ".join((title[1] if title else text).split())
    # Neither bytes, nor the start of a page or of JSON that is cut off.
    is_text = words.isprintable() and "\ufffd" not in words[:SHORT_CLIP] and words[:1] not in {"<", "{", "["}
    return (_clipped(masked(words)) or None) if is_text else None


def _redirect(response: Response[None]) -> str:
    location = next((value for name, value in response.headers.items() if name.lower() == "location"), "")
    if not 300 <= response.status_code <= 399 or not location:  # noqa: PLR2004  the range is its own name
        return ""
    # All of it is a URL, also behind a space or a quote.
    place = re.sub(r"([?#;]|%3F|%23|%3B).*", r"\1…", location if location.isprintable() else ascii(location))
    place = masked(re.sub(r"//[^/?#]*@", "//…@", place))
    return f"; it redirects to {_clipped(place)}, which is not followed; check the base URL"


def _text(value: object) -> str | None:
    return masked(value[:BODY_CLIP]) if isinstance(value, str) else None


def _clipped(text: str) -> str:
    return text if len(text) <= SHORT_CLIP else f"{text[:SHORT_CLIP]}…"
