"""The contract as a judge of exchanges: its own reading of openapi.yaml, which shares nothing with the models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote, unquote

import yaml
from attrs import field, frozen
from jsonschema_rs import Draft202012Validator, ValidationError

from .._answers import Departure
from .._data.field_types import describe
from .._data.pointers import below, resolve
from ..errors import ConfigurationError

__all__ = ["Exchange", "Judge", "Verdict", "escaped", "place", "the_judge"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
# What text of a path or a query has to look like to be of a type of the contract.
LITERALS = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?([eE][+-]?\d+)?", "boolean": "true|false"}
# Enough to tell what was expected without printing a page of it.
LISTED = 12

Schema = Mapping[str, Any]


@frozen
class Exchange:
    """A request and its answer as they went over the wire: `path` is escaped and below the base URL.

    Contents are None where they were not kept, and empty where there was none.
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
class Verdict:
    """Which operation an exchange was, with the values of its path, and where it departs from the contract.

    Pointers lead into an exchange as it is recorded: /request/query/limit, /answer/body/aois/0/name. Of places that
    differ only in the positions of lists, the first is named.
    """

    operation: str
    tag: str | None
    template: str
    values: Mapping[str, str] = field(repr=False)
    departures: tuple[Departure, ...]


@frozen
class Rule:
    """What the contract says of one operation."""

    id: str
    tag: str
    method: str
    template: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Mapping[str, Mapping[str, Any]]]
    body: Mapping[str, Any]
    answers: Mapping[str, Mapping[str, Any]]


@frozen
class Found:
    """A departure before it is known whose it is."""

    pointer: str
    expected: str
    got: str


class Judge:
    """Holds exchanges against a contract."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._validators: dict[str, Draft202012Validator] = {}

    def judge(self, exchange: Exchange) -> Verdict:
        """Where an exchange departs from the contract."""
        rule, values = self._route(exchange.method, exchange.path)
        if rule is None:
            nowhere = Departure("unknown", "/path", f"an operation with {exchange.method}", "a path of none")
            return Verdict("unknown", None, exchange.path, {}, (nowhere,))
        found = [*self._request(rule, values, exchange), *self._answer(rule, exchange)]
        # Ten thousand items that lack the same field are one thing to know.
        first = {(place(each.pointer), each.expected, each.got): each for each in reversed(found)}
        departures = [Departure(rule.id, each.pointer, each.expected, each.got) for each in reversed(first.values())]
        return Verdict(rule.id, rule.tag, rule.template, values, tuple(departures))

    @cached_property
    def write_only(self) -> frozenset[str]:
        """The names of the fields that the contract has clients write and servers not show: secrets."""
        return frozenset(self._write_only(self._document))

    def _write_only(self, node: Any) -> Iterator[str]:
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from self._write_only(child)
        if isinstance(node, dict) and isinstance(node.get("properties"), dict):
            for name, schema in node["properties"].items():
                if isinstance(schema, dict) and (schema.get("writeOnly") or self._resolved(schema).get("writeOnly")):
                    yield name

    @cached_property
    def _rules(self) -> list[Rule]:
        rules = [
            self._rule(path, method, item)
            for path, item in self._document["paths"].items()
            for method in METHODS
            if method in item
        ]
        # What is spelled out goes before what is a parameter: so OpenAPI.
        return sorted(rules, key=lambda rule: rule.template.count("{"))

    def _rule(self, path: str, method: str, item: Mapping[str, Any]) -> Rule:
        raw = item[method]
        stated = [self._resolved(each) for each in [*item.get("parameters", ()), *raw.get("parameters", ())]]
        segments = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
        return Rule(
            id=re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", raw["operationId"]).lower(),
            tag=raw["tags"][0],
            method=method.upper(),
            template=path,
            pattern=re.compile(segments),
            parameters={
                where: {each["name"]: each for each in stated if each["in"] == where} for where in ("path", "query")
            },
            body=self._resolved(raw.get("requestBody", {})),
            answers={str(status): self._resolved(answer) for status, answer in raw["responses"].items()},
        )

    def _route(self, method: str, path: str) -> tuple[Rule | None, dict[str, str]]:
        for rule in self._rules:
            if rule.method == method and (match := rule.pattern.fullmatch(path)):
                return rule, {name: unquote(value) for name, value in match.groupdict().items()}
        return None, {}

    def _request(self, rule: Rule, values: Mapping[str, str], exchange: Exchange) -> Iterator[Found]:
        given = {"path": {name: [value] for name, value in values.items()}, "query": exchange.query}
        for where, known in rule.parameters.items():
            for name, texts in given[where].items():
                if name in known:
                    yield from self._parameter(known[name], texts, below(f"/request/{where}", name))
                else:
                    yield Found(below(f"/request/{where}", name), "no such parameter", "one")
            for name, parameter in known.items():
                if parameter.get("required") and name not in given[where]:
                    yield Found(below(f"/request/{where}", name), "a value", "nothing")
        if exchange.content or rule.body.get("required"):
            yield from self._content("/request", rule.body, exchange.headers, exchange.content)

    def _parameter(self, parameter: Mapping[str, Any], texts: list[str], pointer: str) -> Iterator[Found]:
        schema = self._resolved(parameter["schema"])
        if schema.get("type") == "array":
            items = self._resolved(schema.get("items", {}))
            yield from self._misfits(schema, [_typed(items, text) for text in texts], pointer)
        elif len(texts) > 1:
            yield Found(pointer, "one value", "several")
        else:
            yield from self._misfits(schema, _typed(schema, texts[0]), pointer)

    def _answer(self, rule: Rule, exchange: Exchange) -> Iterator[Found]:
        status = exchange.status
        described = next(
            (rule.answers[key] for key in (str(status), f"{status // 100}XX", "default") if key in rule.answers), None
        )
        if described is None:
            yield Found("/answer/status", f"one of {', '.join(rule.answers)}", str(status))
            return
        for name, entry in described.get("headers", {}).items():
            header, pointer = self._resolved(entry), below("/answer/headers", name.lower())
            value = exchange.answer_headers.get(name.lower())
            if value is not None:
                yield from self._parameter(header, [value], pointer)
            elif header.get("required"):
                yield Found(pointer, "a value", "nothing")
        yield from self._content("/answer", described, exchange.answer_headers, exchange.answer_content)

    def _content(
        self, side: str, described: Mapping[str, Any], headers: Mapping[str, str], content: bytes | None
    ) -> Iterator[Found]:
        wanted = described.get("content", {})
        if not wanted:
            if content != b"":
                yield Found(f"{side}/body", "nothing", "a body")
            return
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if content == b"":
            yield Found(f"{side}/body", " or ".join(wanted), "nothing")
        elif media_type not in wanted:
            yield Found(f"{side}/headers/content-type", " or ".join(wanted), media_type or "nothing")
        elif media_type == JSON and content is not None:
            try:
                value = json.loads(content, parse_constant=_refuse)
            except (ValueError, RecursionError):
                yield Found(f"{side}/body", "JSON", "something else")
            else:
                yield from self._misfits(wanted[media_type].get("schema", {}), value, f"{side}/body")

    def _misfits(self, schema: Schema, value: Any, pointer: str) -> Iterator[Found]:
        validator = self._validator(schema)
        try:
            for error in validator.iter_errors(value):
                for likely in _unfolded(error):
                    yield from _found(likely, pointer)
        # What it cannot walk: half a surrogate pair, or hundreds of levels.
        except ValueError:
            yield Found(pointer, "JSON that can be checked", describe(value))

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
def the_judge() -> Judge:
    """By the contract that came with this package, read when first asked for: reading takes a tenth of a second."""
    # In a folder beside this package where it is installed, at the top of the tree in a checkout.
    beside, top = Path(__file__).parents[2:4]
    for path in (beside / "pixxel_contract" / "openapi.yaml", top / "openapi.yaml"):
        if path.is_file():
            # The C loader is ten times as fast, and not always built.
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            return Judge(yaml.load(path.read_bytes(), loader))  # noqa: S506  both are safe loaders
    raise ConfigurationError("openapi.yaml did not come with this package; install pixxel-client again")


def place(pointer: str) -> str:
    """A pointer with `*` for positions in lists: the same for all items."""
    return re.sub(r"/\d+(?=/|$)", "/*", pointer)


def _typed(schema: Schema, text: str) -> Any:
    literal = LITERALS.get(schema.get("type", ""))
    try:
        return json.loads(text) if literal and re.fullmatch(literal, text) else text
    except ValueError:
        # What only looks like one: 007, or more digits than can be read.
        return text


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _unfolded(error: ValidationError) -> Iterator[ValidationError]:
    """The errors of the one alternative that was meant, where the kind of the value or its tag tells which."""
    branches: list[list[ValidationError]] = getattr(error.kind, "context", [])
    meant = [branch for branch in branches if not any(_is_of_another(inner, error) for inner in branch)]
    if len(meant) != 1 or not meant[0]:
        yield error
        return
    for inner in meant[0]:
        yield from _unfolded(inner)


def _is_of_another(inner: ValidationError, error: ValidationError) -> bool:
    depth = len(inner.instance_path) - len(error.instance_path)
    return (depth == 0 and inner.kind.name == "type") or (depth == 1 and inner.kind.name in {"const", "enum"})


def _found(error: ValidationError, pointer: str) -> Iterator[Found]:
    at, kind, got = below(pointer, *error.instance_path), error.kind.name, describe(error.instance)
    said = error.kind.as_dict()
    if kind == "required":
        yield Found(below(at, said["property"]), "a value", "nothing")
    elif "unexpected" in said:
        for name in said["unexpected"]:
            yield Found(below(at, name), "no such field", "one")
    elif kind == "type":
        yield Found(at, " or ".join(said["types"]), got)
    elif kind == "enum":
        options = [json.dumps(option, ensure_ascii=False, default=str) for option in said["options"]]
        listed = ", ".join(options[:LISTED]) + (", …" if len(options) > LISTED else "")
        yield Found(at, f"one of {listed}", f"another value, {got}")
    elif "context" in said:
        yield Found(at, f"{kind} of {len(said['context'])} shapes", got)
    else:
        bounds = [str(bound) for bound in said.values() if isinstance(bound, str | int | float)]
        yield Found(at, " ".join([kind, *bounds]), got)


def escaped(template: str, values: Mapping[str, str]) -> str:
    """The path of an operation with the values of its parameters."""
    return template.format_map({name: quote(value, safe="") for name, value in values.items()})
