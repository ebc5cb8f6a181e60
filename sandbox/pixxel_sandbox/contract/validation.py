"""Whether a request keeps the contract. Everything here raises ApiError 400 for a request that does not."""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from . import errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jsonschema_rs import Draft202012Validator, ValidationError

    from .document import Operation, Parameter

# No body of the contract nests deeper than six levels; what is far deeper can only be meant to hurt.
MAX_DEPTH = 100
# A double ends at 309 digits; longer integers are refused before the time to read them, quadratic, is spent.
MAX_DIGITS = 400
MAX_ERRORS = 10
MAX_MESSAGE = 300


def path_values(operation: Operation, values: Mapping[str, str]) -> dict[str, Any]:
    """The path parameters of `operation`, each of its declared type, from their decoded texts."""
    declared = [one for one in operation.parameters if one.location == "path"]
    return {one.name: _value(one, values[one.name]) for one in declared}


def query_values(operation: Operation, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The query parameters of `operation`, each of its declared type; None where absent and without a default.

    A parameter given twice is refused, since either value might be meant. One that the contract does not know is
    ignored, as web servers do: a client newer than the contract keeps working.
    """
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    return {
        one.name: _query_value(one, given.get(one.name, [])) for one in operation.parameters if one.location == "query"
    }


def instant(text: str, place: str) -> datetime:
    """The moment that `text`, of the form of RFC 3339 and found at `place`, stands for.

    The form alone, which the contract checks, lets through the 99th of a month.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise errors.bad_request(f"{place}: {_clipped(repr(text))} is not in the calendar: {error}") from error


def json_body(validator: Draft202012Validator, content_type: str | None, raw: bytes) -> Any:
    """The JSON in `raw`, valid by `validator`."""
    media_type = (content_type or "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise errors.bad_request(f"the content type is {media_type or 'missing'}, not application/json")
    body = _parsed(raw)
    _check_nesting_and_text(body)
    _check(validator, body, "the body")
    return body


def _query_value(parameter: Parameter, texts: list[str]) -> object:
    if len(texts) > 1:
        raise errors.bad_request(f"query parameter {parameter.name}: given {len(texts)} times, allowed once")
    if texts:
        return _value(parameter, texts[0])
    if parameter.required:
        raise errors.bad_request(f"query parameter {parameter.name}: required, but missing")
    return parameter.default


def _value(parameter: Parameter, text: str) -> object:
    what = f"{parameter.location} parameter {parameter.name}"
    value: object = text
    if parameter.type == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise errors.bad_request(f"{what}: {_clipped(repr(text))} is not an integer")
        if len(text) > MAX_DIGITS:
            raise errors.bad_request(f"{what}: an integer of more than {MAX_DIGITS} digits")
        value = int(text)
    _check(parameter.validator, value, what)
    return value


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
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
            raise errors.bad_request(f"the body is ambiguous: one object names {_clipped(ascii(name))} twice")
        result[name] = value
    return result


def _no_constant(name: str) -> NoReturn:
    raise errors.bad_request(f"the body is not JSON: {name} is no number")


def _int(text: str) -> int:
    _finite(text)
    return int(text)


def _float(text: str) -> float:
    number = _finite(text)
    # JSON has one kind of number: where the contract asks for an integer, 10.0 and 1e1 are as good as 10.
    return int(number) if number.is_integer() else number


def _finite(text: str) -> float:
    number = float(text)
    if abs(number) == float("inf"):
        raise errors.bad_request(f"the body holds a number that is too large: {_clipped(text)}")
    return number


def _too_deep() -> str:
    return f"the body is nested deeper than {MAX_DEPTH} levels"


def _check_nesting_and_text(body: object) -> None:
    level = [body]
    for _ in range(MAX_DEPTH):
        for text in (value for value in level if isinstance(value, str)):
            _check_text(text)
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise errors.bad_request(_too_deep())


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    # JSON can spell half of a surrogate pair; UTF-8 cannot, so it could be neither stored nor answered.
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise errors.bad_request(f"the body holds half a surrogate pair: {_clipped(ascii(text))}") from error


def _check(validator: Draft202012Validator, value: object, what: str) -> None:
    broken = [
        {"pointer": _pointer(error), "message": _clipped(error.message)}
        for error in islice(validator.iter_errors(value), MAX_ERRORS)
    ]
    if broken:
        where = broken[0]["pointer"] or what
        raise errors.bad_request(f"{where}: {broken[0]['message']}", {"errors": broken})


def _pointer(error: ValidationError) -> str:
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error.instance_path)
    return "".join(f"/{step}" for step in steps)


def _clipped(text: str) -> str:
    return text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]}…"
