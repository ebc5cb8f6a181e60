"""The contract as the sandbox reads it: for each operation its route, its parameters and its body."""

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
    """The contract asks for something that the sandbox does not do."""


@dataclass(frozen=True)
class Parameter:
    """A path or query parameter; `type` is `integer` or `string`, `default` is None where there is none."""

    name: str
    location: str
    required: bool
    type: str
    default: object
    validator: Draft202012Validator


@dataclass(frozen=True)
class Operation:
    """One operation, with the URL of its page of documentation.

    `media_types` gives the documented successes, None for one without content.
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
        """The usual success: where 200 stands beside 201, what was asked for is usually made."""
        return max(self.media_types)

    @property
    def handler_name(self) -> str:
        """`listAois` as a function is named: `list_aois`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.id).lower()


def contract_path() -> Path:
    """Where openapi.yaml is: in a folder beside this package when installed, at the top of the tree in a checkout."""
    package = Path(__file__).parents[1]
    installed = package.parent / "pixxel_contract" / "openapi.yaml"
    return installed if installed.exists() else package.parents[1] / "openapi.yaml"


@cache
def document() -> dict[str, Any]:
    """The contract as data. Shared by all callers, who leave it as it is."""
    # The C loader is ten times as fast, and not always built.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(contract_path().read_bytes(), loader)  # noqa: S506 - both are safe loaders
    return loaded


def operations(contract: dict[str, Any]) -> list[Operation]:
    """Every operation of `contract`. Raises ContractError for what the sandbox cannot read."""
    return [
        _operation(contract, path, method, item)
        for path, item in contract["paths"].items()
        for method in METHODS
        if method in item
    ]


@cache
def packaged_operations() -> tuple[Operation, ...]:
    """Every operation of the contract that comes with the sandbox. Compiling its schemas takes longest of a start."""
    return tuple(operations(document()))


def _operation(contract: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> Operation:
    described = item[method]
    stated = [_resolved(contract, one) for one in [*item.get("parameters", []), *described.get("parameters", [])]]
    # By name and place: what an operation states goes before what its path states.
    merged = {(one["name"], one["in"]): one for one in stated}
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
        parameters=tuple(_parameter(contract, one) for one in merged.values()),
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
        raise ContractError(f"the sandbox reads strings and integers in path and query, not {location} {name}")
    return Parameter(
        name=name,
        location=location,
        required=described.get("required", False),
        type=schema["type"],
        default=schema.get("default"),
        validator=_validator(contract, schema),
    )


def _validator(contract: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    # The components that it leads to stand beside the schema, so that `#/components/schemas/...` finds them; no others,
    # since a validator takes time and memory for all that it is given.
    schemas: dict[str, Any] = {}
    unread: list[Any] = [schema]
    while unread:
        for name in _names(unread.pop()) - schemas.keys():
            schemas[name] = contract["components"]["schemas"][name]
            unread.append(schemas[name])
    return Draft202012Validator({**schema, "components": {"schemas": schemas}})


def _names(value: Any) -> set[str]:
    """The names of the schemas that `value` refers to."""
    if isinstance(value, dict):
        own = {value["$ref"].removeprefix(_SCHEMAS)} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


def _resolved(contract: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in described:
        target: Any = contract
        for step in described["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        described = target
    return described
