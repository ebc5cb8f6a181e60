"""The contract as the sandbox reads it: the route, parameters, body and successes of each operation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema_rs import Draft202012Validator

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SCHEMAS = "#/components/schemas/"


class ContractError(Exception):
    """The contract has something that the sandbox does not support."""


@dataclass(frozen=True)
class Parameter:
    """A path or query parameter; `type` is `integer` or `string`, `default` is None if it has none."""

    name: str
    location: str
    required: bool
    type: str
    default: object
    validator: Draft202012Validator


@dataclass(frozen=True)
class Operation:
    """An operation; `documentation` is the URL of its page.

    `media_types` has the media type of each documented success by status, None for a success without content.
    """

    id: str
    tag: str
    summary: str
    documentation: str
    method: str
    path: str
    needs_key: bool
    parameters: tuple[Parameter, ...]
    body: Draft202012Validator | None
    needs_body: bool
    media_types: dict[int, str | None]

    @property
    def status(self) -> int:
        """The usual success: an operation with both 200 and 201 usually creates something."""
        return max(self.media_types)

    @property
    def handler_name(self) -> str:
        """The name of the handler: `list_aois` for `listAois`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.id).lower()


def contract_path() -> Path:
    """The path of openapi.yaml: in a folder beside the installed package, or at the root of a checkout."""
    package = Path(__file__).parents[1]
    installed = package.parent / "pixxel_contract" / "openapi.yaml"
    return installed if installed.exists() else package.parents[1] / "openapi.yaml"


@cache
def document() -> dict[str, Any]:
    """The parsed contract. All callers share it and must not change it."""
    # The C loader is ten times as fast, but PyYAML may be built without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(contract_path().read_bytes(), loader)  # noqa: S506 - both are safe loaders
    return loaded


def operations(contract: dict[str, Any]) -> list[Operation]:
    """All operations of `contract`. Raises ContractError for a part that the sandbox does not support."""
    return [
        _operation(contract, path, method, item)
        for path, item in contract["paths"].items()
        for method in METHODS
        if method in item
    ]


@cache
def packaged_operations() -> tuple[Operation, ...]:
    """All operations of the packaged contract. Cached: compiling the schemas is the slowest part of a start."""
    return tuple(operations(document()))


def _operation(contract: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> Operation:
    described = item[method]
    listed = [*item.get("parameters", []), *described.get("parameters", [])]
    # By name and location: a parameter of the operation replaces the same parameter of the path.
    parameters = {
        (parameter["name"], parameter["in"]): parameter
        for parameter in (_resolved(contract, entry) for entry in listed)
    }
    body = _resolved(contract, described.get("requestBody", {}))
    answers = {code: _resolved(contract, answer) for code, answer in described["responses"].items()}
    return Operation(
        id=described["operationId"],
        tag=described["tags"][0],
        summary=described["summary"],
        documentation=described["externalDocs"]["url"],
        method=method.upper(),
        path=path,
        needs_key=described.get("security", contract.get("security")) != [],
        parameters=tuple(_parameter(contract, parameter) for parameter in parameters.values()),
        body=_validator(contract, body["content"]["application/json"]["schema"]) if body else None,
        needs_body=body.get("required", False),
        media_types={
            int(code): next(iter(answer.get("content", ())), None) for code, answer in answers.items() if code[0] == "2"
        },
    )


def _parameter(contract: dict[str, Any], described: dict[str, Any]) -> Parameter:
    name, location = described["name"], described["in"]
    schema = _resolved(contract, described["schema"])
    if location not in {"path", "query"} or schema.get("type") not in {"string", "integer"}:
        raise ContractError(f"the sandbox supports strings and integers in path and query, not {location} {name}")
    return Parameter(
        name=name,
        location=location,
        required=described.get("required", False),
        type=schema["type"],
        default=schema.get("default"),
        validator=_validator(contract, schema),
    )


def _validator(contract: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    # The schemas that it refers to are added, so that `#/components/schemas/...` resolves; no others, since each costs
    # time and memory.
    schemas: dict[str, Any] = {}
    unread: list[Any] = [schema]
    while unread:
        for name in _referenced_names(unread.pop()) - schemas.keys():
            schemas[name] = contract["components"]["schemas"][name]
            unread.append(schemas[name])
    return Draft202012Validator({**schema, "components": {"schemas": schemas}})


def _referenced_names(value: Any) -> set[str]:
    """The names of the schemas that `value` refers to."""
    if isinstance(value, dict):
        names = {value["$ref"].removeprefix(_SCHEMAS)} if isinstance(value.get("$ref"), str) else set()
        return names.union(*map(_referenced_names, value.values()))
    return set().union(*map(_referenced_names, value)) if isinstance(value, list) else set()


def _resolved(contract: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in described:
        target: Any = contract
        for step in described["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        described = target
    return described
