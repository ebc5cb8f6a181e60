"""An operation of the contract: from arguments to a request, from an answer to a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote

import httpx
from attrs import field, frozen

from .._answers import Departure, Response
from .._data.field_types import Difference, FieldType, fatal
from .._data.json import dumps, loads, why_not_json
from ..errors import DecodeError, InvalidArgument, status_error_class
from .redaction import kept_by_errors, without_key_of

__all__ = ["JSON", "Answer", "Operation", "Prepared"]

T = TypeVar("T")

JSON = "application/json"
# Of the arguments in a URL, percent-encoded. httpx refuses a URL of more than 65,536 characters, as a failed request.
LONGEST_IN_URL = 60_000
# Characters for one, percent-encoded: of four bytes.
LONGEST_CHARACTER = 12


@frozen
class Answer:
    """The body of a success.

    It is JSON of the field type `type`; without one, text for a text/… media type and bytes for another; without a
    media type, nothing.
    """

    media_type: str | None = None
    type: FieldType | None = None

    def resembles(self, response: httpx.Response) -> bool:
        """Whether an answer can be taken for this success by its body alone."""
        if self.media_type is None:
            return not response.content
        if self.type is None:
            return bool(response.content) and _media_type(response) == self.media_type
        try:
            return self.type.resembles(loads(response.content))
        except (ValueError, RecursionError):
            return False


@frozen
class Prepared:
    """A request that the contract allows, without the base URL and the key."""

    method: str
    path: str
    query: Mapping[str, str | list[str]]
    headers: Mapping[str, str]
    content: bytes | None


@frozen
class Operation(Generic[T]):
    """One operation. A `read_only` one changes nothing on the server, so it can be sent twice."""

    id: str
    method: str
    path: str
    answers: Mapping[int, Answer] = field(repr=False)
    path_parameters: Mapping[str, FieldType] = field(factory=dict, repr=False)
    query_parameters: Mapping[str, tuple[FieldType, bool]] = field(factory=dict, repr=False)
    body: FieldType | None = field(default=None, repr=False)
    body_required: bool = field(default=True, repr=False)
    read_only: bool = field(default=False, repr=False)

    def prepare(self, path: Mapping[str, Any], query: Mapping[str, Any] | None = None, body: Any = None) -> Prepared:
        """The request for these arguments; raises InvalidArgument, naming the argument, before anything is sent."""
        segments = {name: _segment(type_.check(path[name], name), name) for name, type_ in self.path_parameters.items()}
        # Errors are JSON, whatever a success is.
        accepted = dict.fromkeys([*(answer.media_type for answer in self.answers.values() if answer.media_type), JSON])
        headers = {"accept": ", ".join(accepted)}
        content = None
        if self.body is not None and (body is not None or self.body_required):
            try:
                content = dumps(self.body.check(body, ""))
            except RecursionError:
                raise InvalidArgument("body", "contains itself, or is nested too deeply") from None
            headers["content-type"] = JSON
        checked = self._query(query or {})
        _check_length(segments, checked)
        return Prepared(self.method, self.path.format_map(segments), checked, headers, content)

    def _query(self, query: Mapping[str, Any]) -> dict[str, str | list[str]]:
        result: dict[str, str | list[str]] = {}
        for name, (type_, required) in self.query_parameters.items():
            value = query.get(name)
            if value is not None:
                checked = type_.check(value, name)
                # A list is its items under one name, OpenAPI's default for the query.
                result[name] = list(map(_query_text, checked)) if isinstance(checked, list) else _query_text(checked)
            elif required:
                raise InvalidArgument(name, f"is required: {type_.expected}")
        return result

    def parse(self, path: str, response: httpx.Response, on_departure: Callable[[Departure], None], source: str) -> T:
        """The value of a success; raises StatusError for anything else and DecodeError for what cannot be read.

        `path` is that of the request.
        """
        success = self._success(response)
        if success is None:
            raise self._status_error(path, response, source)
        return self._read(path, success, response, on_departure)

    def detailed(self, path: str, response: httpx.Response, on_departure: Callable[[Departure], None]) -> Response[T]:
        """The answer as it came, whatever its status; raises DecodeError for a success that cannot be read."""
        success = self._success(response)
        parsed = None if success is None else self._read(path, success, response, on_departure)
        return Response(response.status_code, dict(response.headers), response.content, parsed)

    def _success(self, response: httpx.Response) -> Answer | None:
        """The documented success that an answer is: by its status, or with another 2xx status, by its body."""
        if response.status_code in self.answers or not response.is_success:
            return self.answers.get(response.status_code)
        return next((answer for answer in self.answers.values() if answer.resembles(response)), None)

    def _read(
        self, path: str, answer: Answer, response: httpx.Response, on_departure: Callable[[Departure], None]
    ) -> T:
        differences: list[Difference] = []
        value = self._value(path, answer, response, differences)
        if response.status_code not in self.answers:
            on_departure(Departure(self.id, "", self._statuses(), str(response.status_code), "status"))
        for difference in differences:
            # A server may repeat the key as a name or as one of the documented values.
            pointer, got = (without_key_of(response, text) for text in (difference.pointer, difference.got))
            place = self.id, pointer, difference.expected, got
            on_departure(Departure(*place, "new field" if difference.is_new else "value"))
        return value

    def _value(self, path: str, answer: Answer, response: httpx.Response, differences: list[Difference]) -> T:
        # Without the key, because tracebacks may show local variables.
        got = without_key_of(response, _media_type(response))
        if answer.media_type is None:
            return cast("T", None)
        if answer.type is None:
            if got and got != answer.media_type:
                raise self._decode_error(path, response, "", answer.media_type, got)
            return cast("T", _text(response) if answer.media_type.startswith("text/") else response.content)
        if got != answer.media_type and not got.endswith("+json"):
            differences.append(Difference(f"the media type {answer.media_type}", got or "none"))
        value = answer.type.read(self._json(path, response, got), differences)
        for difference in fatal(differences):
            # Tracebacks may show local variables, and models may hold signed URLs.
            value = None
            raise self._decode_error(path, response, difference.pointer, difference.expected, difference.got)
        if value is None and differences:
            raise self._decode_error(path, response, "", answer.type.expected, differences[-1].got)
        return cast("T", value)

    def _json(self, path: str, response: httpx.Response, media_type: str) -> Any:
        try:
            return loads(response.content)
        except (ValueError, RecursionError) as error:
            is_json = not media_type or media_type.endswith("json") or not response.content.strip()
            got = why_not_json(response.content, error) if is_json else media_type
            raise self._decode_error(path, response, "", "JSON", got) from None

    def _decode_error(self, path: str, response: httpx.Response, pointer: str, expected: str, got: str) -> DecodeError:
        pointer, got = (without_key_of(response, text) for text in (pointer, got))
        context = self._context(path, response)
        return DecodeError(pointer=pointer, expected=expected, got=got, hint=self._risk(), **context)

    def _status_error(self, path: str, response: httpx.Response, source: str) -> Exception:
        hint = ""
        if response.status_code in {401, 403}:
            hint = f" (the key came from {source})"
        elif response.is_success:
            hint = f"; expected {self._statuses()}, and the body is not that of a success{self._risk()}"
        return status_error_class(response.status_code)(hint=hint, **self._context(path, response))

    def _risk(self) -> str:
        """What a 2xx answer without a result means for a write operation."""
        return "" if self.read_only else "; the server has probably acted, and `response` has its whole answer"

    def _statuses(self) -> str:
        return " or ".join(map(str, self.answers))

    def _context(self, path: str, response: httpx.Response) -> dict[str, Any]:
        headers, content = kept_by_errors(response)
        return {
            "operation": self.id,
            "method": self.method,
            "path": self.path,
            "request_path": path,
            "response": Response(response.status_code, headers, content, parsed=None),
        }


def _media_type(response: httpx.Response) -> str:
    named: str = response.headers.get("content-type", "")
    return named.partition(";")[0].strip().lower()


def _text(response: httpx.Response) -> str:
    """The text of an answer, as UTF-8 unless the answer names another encoding of text."""
    # Not response.text, which accepts any codec of Python, such as hex, and raises what the codec raises.
    try:
        return response.content.decode(response.charset_encoding or "utf-8", "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")


def _segment(text: str, name: str) -> str:
    """One segment of a path; raises InvalidArgument for one that would address another path, or none."""
    if text in {"", ".", ".."}:
        raise InvalidArgument(name, f"must be an id, not {text!r}")
    if not text.isprintable() and any(ord(character) < ord(" ") or character == "\x7f" for character in text):
        raise InvalidArgument(name, "holds a control character")
    return quote(text, safe="")


def _check_length(segments: Mapping[str, str], query: Mapping[str, str | list[str]]) -> None:
    """Raises InvalidArgument, naming the longest, for arguments that are too long for a URL."""
    texts = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    lengths = {name: sum(map(len, values)) for name, values in texts.items()}
    lengths.update({name: len(segment) for name, segment in segments.items()})
    if sum(lengths.values()) * LONGEST_CHARACTER <= LONGEST_IN_URL:
        return
    # The segments are encoded already.
    lengths.update(
        {name: sum(len(f"&{name}={quote(text, safe='')}") for text in values) for name, values in texts.items()}
    )
    if sum(lengths.values()) > LONGEST_IN_URL:
        raise InvalidArgument(max(lengths, key=lambda name: lengths[name]), "is too long for a URL")


def _query_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
