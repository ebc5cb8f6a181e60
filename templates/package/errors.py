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
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

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


class RequestFailed(PixxelError):
    """A failed request: the `operation`, its `method` and the `path` of the contract."""

    def __init__(self, message: str, *, operation: str, method: str, path: str) -> None:
        super().__init__(f"{method} {path}: {message}")
        self.operation = operation
        self.method = method
        self.path = path


class TransportError(RequestFailed):
    """There was no answer. If `sent` is True, the server may have acted on the request."""

    def __init__(self, message: str, *, operation: str, method: str, path: str, sent: bool) -> None:
        super().__init__(message, operation=operation, method=method, path=path)
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

    def __init__(self, departures: Sequence[Departure], response: Response[None], *, method: str, path: str) -> None:
        first = "; ".join(str(departure).partition(": ")[2] for departure in departures[:3])
        more = f"; and {len(departures) - 3} more" if len(departures) > 3 else ""  # noqa: PLR2004  as many as above
        super().__init__(
            f"the contract is broken: {first}{more}",
            operation=departures[0].operation,
            method=method,
            path=path,
            response=response,
        )
        self.departures = tuple(departures)


class PagingError(RequestFailed):
    """The server's pages do not make up one list; reading on would repeat or miss items."""


class StatusError(AnswerError):
    """The answer is not a success. `code`, `reason` and `details` come from the error envelope, if there is one."""

    def __init__(self, *, response: Response[None], hint: str = "", **request: str) -> None:
        envelope = _envelope(response.content)
        self.code: str | None = _text(envelope.get("code"))
        self.reason: str | None = _text(envelope.get("message"))
        self.details: Any = envelope.get("details")
        explanation = ": ".join(part for part in (self.code, self.reason) if part) or "no reason given"
        super().__init__(f"{response.status_code} {explanation}{hint}", response=response, **request)


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


def _envelope(body: bytes) -> Mapping[str, Any]:
    """The documented `{"error": {...}}`, or an empty mapping: the status is an error whatever the body holds."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    error = parsed.get("error") if isinstance(parsed, dict) else None
    return error if isinstance(error, dict) else {}


def _text(value: object) -> str | None:
    return value[:BODY_CLIP] if isinstance(value, str) else None
