"""Validation of requests against the contract. All functions raise ApiError 400 for an invalid request."""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from . import errors
from .json_pointer import json_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jsonschema_rs import Draft202012Validator

    from .document import Operation, Parameter

# No body of the contract nests deeper than six levels; much deeper nesting is an attack.
MAX_DEPTH = 100
# A double has at most 309 digits. Longer integers are refused before they are parsed, which takes quadratic time.
MAX_DIGITS = 400
MAX_ERRORS = 10
MAX_MESSAGE = 300


def path_values(operation: Operation, values: Mapping[str, str]) -> dict[str, Any]:
    """The values of the path parameters, converted to their declared types, from their decoded texts."""
    declared = [parameter for parameter in operation.parameters if parameter.location == "path"]
    return {parameter.name: _value(parameter, values[parameter.name]) for parameter in declared}


def query_values(operation: Operation, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The values of the query parameters, converted to their declared types; None if absent and without a default.

    A parameter with two values is refused, since either may be meant. An unknown parameter is ignored, as web servers
    do, so that a client that is newer than the contract keeps working.
    """
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    return {
        parameter.name: _query_value(parameter, texts.get(parameter.name, []))
        for parameter in operation.parameters
        if parameter.location == "query"
    }


def instant(text: str, pointer: str) -> datetime:
    """The time that `text`, in RFC 3339 form and at `pointer` in the body, stands for.

    The contract checks the form only, which allows the 99th of a month.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise errors.bad_request(f"{pointer}: {_clipped(repr(text))} is not a valid date: {error}") from error


def json_body(validator: Draft202012Validator, content_type: str | None, raw: bytes) -> Any:
    """The JSON value in `raw`, validated by `validator`."""
    media_type = (content_type or "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise errors.bad_request(f"the Content-Type is {media_type or 'missing'}, not application/json")
    body = _parsed(raw)
    _check_nesting_and_text(body)
    _check(validator, body, "the body")
    return body


def _query_value(parameter: Parameter, texts: list[str]) -> object:
    if len(texts) > 1:
        raise errors.bad_request(f"query parameter {parameter.name}: given {len(texts)} times, but allowed once")
    if texts:
        return _value(parameter, texts[0])
    if parameter.required:
        raise errors.bad_request(f"query parameter {parameter.name}: required, but missing")
    return parameter.default


def _value(parameter: Parameter, text: str) -> object:
    subject = f"{parameter.location} parameter {parameter.name}"
    value: object = text
    if parameter.type == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise errors.bad_request(f"{subject}: {_clipped(repr(text))} is not an integer")
        if len(text) > MAX_DIGITS:
            raise errors.bad_request(f"{subject}: the integer has more than {MAX_DIGITS} digits")
        value = int(text)
    _check(parameter.validator, value, subject)
    return value


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except UnicodeDecodeError as error:
        raise errors.bad_request(f"the body is not UTF-8: {error.reason} at byte {error.start}") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise errors.bad_request(f"the body is not JSON: {error.msg} at {where}") from error
    except RecursionError as error:
        raise errors.bad_request(_too_deep()) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for name, value in pairs:
        if name in result:
            raise errors.bad_request(f"the body is ambiguous: an object has the name {_clipped(ascii(name))} twice")
        result[name] = value
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise errors.bad_request(f"the body is not JSON: {name} is not a number")


def _int(text: str) -> int:
    _finite(text)
    return int(text)


def _float(text: str) -> float:
    number = _finite(text)
    # JSON has one type of number: where the contract has an integer, 10.0 and 1e1 are valid too.
    return int(number) if number.is_integer() else number


def _finite(text: str) -> float:
    number = float(text)
    if abs(number) == float("inf"):
        raise errors.bad_request(f"the body has a number that is too large: {_clipped(text)}")
    return number


def _too_deep() -> str:
    return f"the body is nested deeper than {MAX_DEPTH} levels"


def _check_nesting_and_text(body: object) -> None:
    level = [body]
    for _ in range(MAX_DEPTH):
        for text in (value for value in level if isinstance(value, str)):
            _check_text(text)
        level = [inner for value in level for inner in _children(value)]
        if not level:
            return
    raise errors.bad_request(_too_deep())


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    # JSON can express half of a surrogate pair. UTF-8 cannot, so it could be neither stored nor answered.
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise errors.bad_request(f"the body has half a surrogate pair: {_clipped(ascii(text))}") from error


def _check(validator: Draft202012Validator, value: object, subject: str) -> None:
    violations = [
        {"pointer": json_pointer(error.instance_path), "message": _clipped(error.message)}
        for error in islice(validator.iter_errors(value), MAX_ERRORS)
    ]
    if violations:
        place = violations[0]["pointer"] or subject
        raise errors.bad_request(f"{place}: {violations[0]['message']}", {"errors": violations})


def _clipped(text: str) -> str:
    return text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]}…"
