"""The validator of exchanges: a reading of openapi.yaml of its own, which shares nothing with the models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote, unquote

import yaml
from attrs import field, frozen
from jsonschema_rs import Draft202012Validator, ValidationError

from .._answers import Departure
from .._data.field_types import describe, describe_word
from .._data.pointers import below, resolve
from .._redaction import CONFIDENTIAL
from ..errors import ConfigurationError

__all__ = ["Exchange", "Validation", "Validator", "any_position", "filled", "packaged_validator"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
# The text of a path or a query that is a value of a type of the contract.
LITERALS = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?([eE][+-]?\d+)?", "boolean": "true|false"}
# Enough values to show what was expected, without a page of them.
LISTED = 12

Schema = Mapping[str, Any]


@frozen
class Exchange:
    """A request and its answer as they were sent: `path` is escaped and below the base URL.

    A content is None where it was not kept, and empty where there was none.
    """

    method: str
    path: str = field(repr=False)
    query: Mapping[str, list[str]] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    status: int
    answer_headers: Mapping[str, str] = field(repr=False)
    answer_content: bytes | None = field(repr=False)


@frozen
class Validation:
    """The operation of an exchange, with the values of its path, the departures from the contract, and the new fields.

    Pointers are those of a recorded exchange: /request/query/limit, /answer/body/aois/0/name. Of departures that differ
    only in the positions of lists, the first is kept. The pointers of new fields have `*` for positions in lists and
    keys of maps.
    """

    operation: str
    tag: str | None
    template: str
    values: Mapping[str, str] = field(repr=False)
    departures: tuple[Departure, ...]
    new_fields: tuple[Departure, ...] = ()


@frozen
class Description:
    """The contract's description of one operation."""

    id: str
    tag: str
    method: str
    template: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Mapping[str, Mapping[str, Any]]]
    body: Mapping[str, Any]
    answers: Mapping[str, Mapping[str, Any]]

    def answer(self, status: int) -> Mapping[str, Any] | None:
        keys = (str(status), f"{status // 100}XX", "default")
        return next((self.answers[key] for key in keys if key in self.answers), None)


@frozen
class Difference:
    """A departure without its operation."""

    pointer: str
    expected: str
    got: str


class Validator:
    """Validates exchanges against a contract."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._validators: dict[str, Draft202012Validator] = {}

    def validate(self, exchange: Exchange) -> Validation:
        """Finds where an exchange departs from the contract."""
        description, values = self._route(exchange.method, exchange.path)
        if description is None:
            departure = Departure("unknown", "/path", f"an operation with {exchange.method}", "a path of none")
            return Validation("unknown", None, exchange.path, {}, (departure,))
        differences = [*self._request(description, values, exchange), *self._answer(description, exchange)]
        # Ten thousand items that lack the same field are one departure.
        first = {
            (any_position(difference.pointer), difference.expected, difference.got): difference
            for difference in reversed(differences)
        }
        departures = [
            Departure(description.id, difference.pointer, difference.expected, difference.got)
            for difference in reversed(first.values())
        ]
        new_fields = [
            Departure(description.id, pointer, "no such field", f"a new field, {describe(value)}", "new field")
            for pointer, value in self._new_fields(description, exchange).items()
        ]
        return Validation(
            description.id, description.tag, description.template, values, tuple(departures), tuple(new_fields)
        )

    @cached_property
    def write_only(self) -> frozenset[str]:
        """The names of the fields that the contract marks `writeOnly`: secrets."""
        return frozenset(self._write_only(self._document))

    def _write_only(self, node: Any) -> Iterator[str]:
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from self._write_only(child)
        if isinstance(node, dict) and isinstance(node.get("properties"), dict):
            for name, schema in node["properties"].items():
                if isinstance(schema, dict) and (schema.get("writeOnly") or self._resolved(schema).get("writeOnly")):
                    yield name

    @cached_property
    def _descriptions(self) -> list[Description]:
        descriptions = [
            self._description(path, method, item)
            for path, item in self._document["paths"].items()
            for method in METHODS
            if method in item
        ]
        # OpenAPI: a path without parameters goes before one that matches it with parameters.
        return sorted(descriptions, key=lambda description: description.template.count("{"))

    def _description(self, path: str, method: str, item: Mapping[str, Any]) -> Description:
        raw = item[method]
        parameters = [
            self._resolved(parameter) for parameter in [*item.get("parameters", ()), *raw.get("parameters", ())]
        ]
        segments = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
        return Description(
            id=re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", raw["operationId"]).lower(),
            tag=raw["tags"][0],
            method=method.upper(),
            template=path,
            pattern=re.compile(segments),
            parameters={
                where: {parameter["name"]: parameter for parameter in parameters if parameter["in"] == where}
                for where in ("path", "query")
            },
            body=self._resolved(raw.get("requestBody", {})),
            answers={str(status): self._resolved(answer) for status, answer in raw["responses"].items()},
        )

    def _route(self, method: str, path: str) -> tuple[Description | None, dict[str, str]]:
        for description in self._descriptions:
            if description.method == method and (match := description.pattern.fullmatch(path)):
                return description, {name: unquote(value) for name, value in match.groupdict().items()}
        return None, {}

    def _request(self, description: Description, values: Mapping[str, str], exchange: Exchange) -> Iterator[Difference]:
        sent = {"path": {name: [value] for name, value in values.items()}, "query": exchange.query}
        for where, described in description.parameters.items():
            for name, texts in sent[where].items():
                if name in described:
                    yield from self._parameter(described[name], texts, below(f"/request/{where}", name))
                else:
                    yield Difference(below(f"/request/{where}", name), "no such parameter", "one")
            for name, parameter in described.items():
                if parameter.get("required") and name not in sent[where]:
                    yield Difference(below(f"/request/{where}", name), "a value", "nothing")
        if exchange.content or description.body.get("required"):
            yield from self._content("/request", description.body, exchange.headers, exchange.content)

    def _parameter(self, parameter: Mapping[str, Any], texts: list[str], pointer: str) -> Iterator[Difference]:
        schema = self._resolved(parameter["schema"])
        if schema.get("type") == "array":
            items = self._resolved(schema.get("items", {}))
            yield from self._differences(schema, [_typed(items, text) for text in texts], pointer)
        elif len(texts) > 1:
            yield Difference(pointer, "one value", "several")
        else:
            yield from self._differences(schema, _typed(schema, texts[0]), pointer)

    def _answer(self, description: Description, exchange: Exchange) -> Iterator[Difference]:
        described = description.answer(exchange.status)
        if described is None:
            yield Difference("/answer/status", f"one of {', '.join(description.answers)}", str(exchange.status))
            return
        for name, entry in described.get("headers", {}).items():
            header, pointer = self._resolved(entry), below("/answer/headers", name.lower())
            value = exchange.answer_headers.get(name.lower())
            if value is not None:
                yield from self._parameter(header, [value], pointer)
            elif header.get("required"):
                yield Difference(pointer, "a value", "nothing")
        yield from self._content("/answer", described, exchange.answer_headers, exchange.answer_content)

    def _content(
        self, side: str, described: Mapping[str, Any], headers: Mapping[str, str], content: bytes | None
    ) -> Iterator[Difference]:
        wanted = described.get("content", {})
        if not wanted:
            if content != b"":
                yield Difference(f"{side}/body", "nothing", "a body")
            return
        media_type = _media_type(headers)
        if content == b"":
            yield Difference(f"{side}/body", " or ".join(wanted), "nothing")
        elif media_type not in wanted:
            yield Difference(f"{side}/headers/content-type", " or ".join(wanted), media_type or "nothing")
        elif media_type == JSON and content is not None:
            try:
                value = json.loads(content, parse_constant=_refuse_constant)
            except (ValueError, RecursionError):
                yield Difference(f"{side}/body", "JSON", "something else")
            else:
                yield from self._differences(wanted[media_type].get("schema", {}), value, f"{side}/body")

    def _differences(self, schema: Schema, value: Any, pointer: str) -> Iterator[Difference]:
        validator = self._validator(schema)
        try:
            for error in validator.iter_errors(value):
                for likely in _within_alternative(error):
                    yield from _difference(likely, pointer)
        # The library cannot check half a surrogate pair, nor hundreds of levels.
        except ValueError:
            yield Difference(pointer, "JSON that can be checked", describe(value))

    def _new_fields(self, description: Description, exchange: Exchange) -> dict[str, Any]:
        """The first value of each field of the answer that the contract does not have, by its pointer."""
        described = (description.answer(exchange.status) or {}).get("content", {})
        media_type = _media_type(exchange.answer_headers)
        found: dict[str, Any] = {}
        if media_type == JSON and media_type in described and exchange.answer_content:
            # What is no JSON is a departure.
            with suppress(ValueError, RecursionError):
                value = json.loads(exchange.answer_content)
                self._find_new([described[media_type].get("schema", {})], value, "/answer/body", found)
        return found

    def _find_new(self, schemas: Sequence[Schema], value: Any, pointer: str, found: dict[str, Any]) -> None:
        """Adds the fields of a value that none of the schemas has."""
        if not isinstance(value, dict | list):
            return
        parts = [part for schema in schemas for part in self._applicable(schema, value)]
        if isinstance(value, list):
            items = [part["items"] for part in parts if "items" in part]
            for item in value if items else ():
                self._find_new(items, item, f"{pointer}/*", found)
            return
        others = [part["additionalProperties"] for part in parts if part.get("additionalProperties")]
        is_described = any("properties" in part for part in parts)
        for name, item in value.items():
            known = [part["properties"][name] for part in parts if name in part.get("properties", {})]
            if known:
                self._find_new(known, item, below(pointer, name), found)
            elif others:
                self._find_new([schema for schema in others if isinstance(schema, dict)], item, f"{pointer}/*", found)
            elif is_described:
                found.setdefault(below(pointer, name), item)

    def _applicable(self, schema: Schema, value: Any) -> Iterator[Schema]:
        """The schema and those that it is made of, of alternatives those that were meant."""
        schema = self._resolved(schema)
        yield schema
        for part in schema.get("allOf", ()):
            yield from self._applicable(part, value)
        for key in ("oneOf", "anyOf"):
            alternatives = schema.get(key, [])
            valid = [part for part in alternatives if self._is_valid(part, value)]
            for part in valid or alternatives:
                yield from self._applicable(part, value)
        for key in ("if", "then", "else"):
            if key in schema:
                yield from self._applicable(schema[key], value)

    def _is_valid(self, schema: Schema, value: Any) -> bool:
        try:
            return self._validator(schema).is_valid(value)
        # As in `_differences`.
        except ValueError:
            return False

    def _validator(self, schema: Schema) -> Draft202012Validator:
        key = json.dumps(schema, sort_keys=True, default=str)
        if key not in self._validators:
            components = {"schemas": self._document["components"]["schemas"]}
            self._validators[key] = Draft202012Validator({**schema, "components": components}, validate_formats=True)
        return self._validators[key]

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            node = resolve(self._document, node["$ref"].removeprefix("#"))
        return node


@cache
def packaged_validator() -> Validator:
    """The validator for the contract of this package, made when first used: reading it takes a tenth of a second."""
    # In a folder beside this package where it is installed, at the top of the tree in a checkout.
    beside, top = Path(__file__).parents[2:4]
    for path in (beside / "pixxel_contract" / "openapi.yaml", top / "openapi.yaml"):
        if path.is_file():
            # The C loader is ten times as fast, but not in every build of PyYAML.
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            return Validator(yaml.load(path.read_bytes(), loader))  # noqa: S506  both are safe loaders
    raise ConfigurationError("openapi.yaml is missing in this installation; install pixxel-client again")


def any_position(pointer: str) -> str:
    """The pointer with `*` for positions in lists: the same for all items."""
    return re.sub(r"/\d+(?=/|$)", "/*", pointer)


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _typed(schema: Schema, text: str) -> Any:
    literal = LITERALS.get(schema.get("type", ""))
    try:
        return json.loads(text) if literal and re.fullmatch(literal, text) else text
    except ValueError:
        # It only looks like a number: 007, or more digits than Python reads.
        return text


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _within_alternative(error: ValidationError) -> Iterator[ValidationError]:
    """The errors within the alternative that was meant, where the type of the value or a constant in it shows which."""
    branches: list[list[ValidationError]] = getattr(error.kind, "context", [])
    meant = [branch for branch in branches if not any(_contradicts(inner, error) for inner in branch)]
    if len(meant) != 1 or not meant[0]:
        yield error
        return
    for inner in meant[0]:
        yield from _within_alternative(inner)


def _contradicts(inner: ValidationError, error: ValidationError) -> bool:
    depth = len(inner.instance_path) - len(error.instance_path)
    return (depth == 0 and inner.kind.name == "type") or (depth == 1 and inner.kind.name in {"const", "enum"})


def _difference(error: ValidationError, pointer: str) -> Iterator[Difference]:
    at, kind, got = below(pointer, *error.instance_path), error.kind.name, describe(error.instance)
    details = error.kind.as_dict()
    if kind == "required":
        yield Difference(below(at, details["property"]), "a value", "nothing")
    elif "unexpected" in details:
        for name in details["unexpected"]:
            yield Difference(below(at, name), "no such field", "one")
    elif kind == "type":
        yield Difference(at, " or ".join(details["types"]), got)
    elif kind == "enum":
        options = [json.dumps(option, ensure_ascii=False, default=str) for option in details["options"]]
        listed = ", ".join(options[:LISTED]) + (", …" if len(options) > LISTED else "")
        is_secret = any(re.fullmatch(CONFIDENTIAL, segment, re.IGNORECASE) for segment in at.split("/"))
        word = got if is_secret else describe_word(error.instance)
        yield Difference(at, f"one of {listed}", f"another value, {word}")
    elif "context" in details:
        yield Difference(at, f"{kind} of {len(details['context'])} shapes", got)
    else:
        bounds = [str(bound) for bound in details.values() if isinstance(bound, str | int | float)]
        yield Difference(at, " ".join([kind, *bounds]), got)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The path of an operation with the escaped values of its parameters."""
    return template.format_map({name: quote(value, safe="") for name, value in values.items()})
