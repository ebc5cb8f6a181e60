"""The oracle: which requests and answers the contract allows.

It reads `openapi.yaml` itself and shares no code with the client or the sandbox, so that it does not repeat a mistake
of theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import jsonschema_rs
import yaml

from tests import json_pointer
from tests.json_pointer import value_at

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "openapi.yaml"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
DOCUMENT_URI = "urn:contract"


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation; `pointer` leads to its schema."""

    name: str
    where: str
    required: bool
    schema: Mapping[str, Any]
    pointer: str


@dataclass(frozen=True)
class Operation:
    """An operation with its references resolved. `body` and `answers` have the pointers of schemas, by media type."""

    id: str
    method: str
    path: str
    tag: str
    raw: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    body: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]

    def named(self, where: str) -> dict[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters if parameter.where == where}

    @property
    def successes(self) -> list[int]:
        """The documented successes."""
        return sorted(int(status) for status in self.answers if status.startswith("2"))

    @property
    def success(self) -> int:
        """The usual success: the last one, such as 201 of a creation that answers 200 to a dry run."""
        return self.successes[-1]

    def documents(self, status: int) -> str | None:
        """The key under which the contract documents `status`."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.answers:
                return key
        return None


@dataclass(frozen=True)
class Departure:
    """One way in which an answer differs from the contract."""

    # A JSON pointer into the body, empty for the answer as a whole, or a header, such as `header Retry-After`.
    pointer: str
    # The rule that is broken, the same text for all values.
    rule: str
    # Expected, got.
    message: str
    # The JSON pointer of the rule in the contract, with references resolved; empty if there is none.
    source: str = ""
    # The pointer with `*` for the positions in lists and the keys of maps.
    place: str = ""

    def __post_init__(self) -> None:
        if not self.place:
            object.__setattr__(self, "place", re.sub(r"(?<=/)\d+(?=/|$)", "*", self.pointer))


class Contract:
    """`openapi.yaml`, or another document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._validators: dict[str, jsonschema_rs.Validator] = {}

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        # Read once for all validators: giving each of them the whole document takes thirty times as long.
        return jsonschema_rs.Registry([(DOCUMENT_URI, dict(self.document))])

    @classmethod
    def load(cls, path: Path = CONTRACT) -> Contract:
        # The loader in C is eight times as fast; some builds of PyYAML are without it.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return cls(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))  # noqa: S506 - a safe loader

    @cached_property
    def operations(self) -> dict[str, Operation]:
        return {operation.id: operation for operation in self._walk()}

    def resolve(self, node: Mapping[str, Any], pointer: str) -> tuple[Mapping[str, Any], str]:
        """The node that the node at `pointer` refers to, and the pointer to it."""
        while "$ref" in node:
            pointer = node["$ref"].removeprefix("#")
            node = self.at(pointer)
        return node, pointer

    def at(self, pointer: str) -> Any:
        """The value at a JSON pointer of the document."""
        return value_at(self.document, pointer)

    def problems(self, pointer: str, value: Any) -> list[str]:
        """The departures of a value from the schema at `pointer`, a sentence each."""
        return [
            f"{json_pointer.join('', *error.instance_path) or '/'}: {error.message}"
            for error in self.errors(pointer, value)
        ]

    def errors(self, pointer: str, value: Any) -> Iterator[jsonschema_rs.ValidationError]:
        """The departures of a value from the schema at `pointer`, as the validator has them."""
        if pointer not in self._validators:
            # A fragment of a URI: the braces of a path need escaping there.
            schema = {"$ref": f"{DOCUMENT_URI}#{quote(pointer, safe='/~')}"}
            self._validators[pointer] = jsonschema_rs.Draft202012Validator(schema, registry=self._registry)
        yield from self._validators[pointer].iter_errors(value)

    def request_problems(self, method: str, url: str, headers: Mapping[str, str], content: bytes) -> list[str]:
        """The departures of a request, a sentence each."""
        parts = urlsplit(url)
        operation, values = self.route(method, parts.path)
        if operation is None:
            return [f"no operation {method} {parts.path}"]
        found = []
        query = parse_qsl(parts.query, keep_blank_values=True)
        repeated = {name for name, _ in query if sum(other == name for other, _ in query) > 1}
        found += [f"query parameter {name} is given more than once" for name in sorted(repeated)]
        for where, given in (("path", values), ("query", dict(query))):
            known = operation.named(where)
            found += [f"{where} parameter {name} is not in the contract" for name in given if name not in known]
            for name, parameter in known.items():
                if name in given:
                    found += [f"{name}{problem}" for problem in self._parameter_problems(parameter, given[name])]
                elif parameter.required:
                    found.append(f"{where} parameter {name} is missing")
        return found + self._body_problems(operation, headers, content)

    def answer_problems(self, operation_id: str, status: int, headers: Mapping[str, str], content: bytes) -> list[str]:
        """The departures of an answer, a sentence each."""
        operation = self.operations[operation_id]
        documented = operation.documents(status)
        if documented is None:
            return [f"status {status} is not documented"]
        wanted = operation.answers[documented]
        media_type = _media_type(headers)
        if not wanted:
            return [f"{status}: a body where none is documented"] if content else []
        if media_type not in wanted:
            return [f"{status}: media type {media_type!r} where {', '.join(wanted)} is documented"]
        if media_type != JSON:
            return [] if content else [f"{status}: an empty {media_type}"]
        try:
            value = json.loads(content)
        except ValueError:
            return [f"{status}: the body is not JSON"]
        return [f"{status}: {problem}" for problem in self.problems(wanted[media_type], value)]

    def _walk(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield self._operation(path, method, item)

    def _operation(self, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        base = json_pointer.join("/paths", path)
        raw = item[method]
        parameters = {}
        for source, where in ((item, base), (raw, f"{base}/{method}")):
            for position, entry in enumerate(source.get("parameters", ())):
                node, pointer = self.resolve(entry, f"{where}/parameters/{position}")
                schema, _ = self.resolve(node["schema"], f"{pointer}/schema")
                parameters[node["name"], node["in"]] = Parameter(
                    node["name"], node["in"], node.get("required", False), schema, f"{pointer}/schema"
                )
        body = self._media(raw["requestBody"], f"{base}/{method}/requestBody") if "requestBody" in raw else {}
        answers = {
            str(status): self._media(answer, f"{base}/{method}/responses/{status}")
            for status, answer in raw["responses"].items()
        }
        return Operation(
            raw["operationId"], method.upper(), path, raw["tags"][0], raw, tuple(parameters.values()), body, answers
        )

    def _media(self, node: Mapping[str, Any], pointer: str) -> dict[str, str]:
        node, pointer = self.resolve(node, pointer)
        return {
            media_type: json_pointer.join(pointer, "content", media_type, "schema")
            for media_type in node.get("content", {})
        }

    def route(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        """The operation that a request is for, and the values of its path parameters; None for no operation."""
        # In OpenAPI, a concrete path takes precedence over one with parameters.
        for operation in sorted(self.operations.values(), key=lambda operation: operation.path.count("{")):
            match = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(operation.path)), path)
            if match and operation.method == method:
                return operation, {name: unquote(value) for name, value in match.groupdict().items()}
        return None, {}

    def _parameter_problems(self, parameter: Parameter, text: str) -> list[str]:
        value: Any = text
        if parameter.schema.get("type") == "integer" and re.fullmatch(r"-?\d+", text):
            value = int(text)
        return self.problems(parameter.pointer, value)

    def _body_problems(self, operation: Operation, headers: Mapping[str, str], content: bytes) -> list[str]:
        if not operation.body:
            return ["a body where the contract has none"] if content else []
        if not content and not operation.raw["requestBody"].get("required", False):
            return []
        if _media_type(headers) not in operation.body:
            return [f"media type {_media_type(headers)!r} for the body"]
        try:
            value = json.loads(content)
        except ValueError:
            return ["the body is not JSON"]
        return self.problems(operation.body[_media_type(headers)], value)


def _media_type(headers: Mapping[str, str]) -> str:
    lowered = {name.lower(): value for name, value in headers.items()}
    return lowered.get("content-type", "").partition(";")[0].strip().lower()
