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
    """One operation; `status` and `media_type` are those of its success."""

    id: str
    tag: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Draft202012Validator | None
    status: int
    media_type: str

    @property
    def handler_name(self) -> str:
        """`listAois` as a function is named: `list_aois`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.id).lower()


def contract_path() -> Path:
    """Where openapi.yaml is: beside this module when installed, at the top of the tree in a checkout."""
    installed = Path(__file__).with_name("openapi.yaml")
    return installed if installed.exists() else Path(__file__).parents[2] / "openapi.yaml"


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


def _operation(contract: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> Operation:
    described = item[method]
    stated = [_resolved(contract, one) for one in [*item.get("parameters", []), *described.get("parameters", [])]]
    # By name and place: what an operation states goes before what its path states.
    merged = {(one["name"], one["in"]): one for one in stated}
    body = described.get("requestBody")
    status, answer = next((int(code), answer) for code, answer in described["responses"].items() if code[0] == "2")
    return Operation(
        id=described["operationId"],
        tag=described["tags"][0],
        method=method.upper(),
        path=path,
        parameters=tuple(_parameter(contract, one) for one in merged.values()),
        body=body and _validator(contract, _resolved(contract, body)["content"]["application/json"]["schema"]),
        status=status,
        media_type=next(iter(_resolved(contract, answer)["content"])),
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
    # The components stand beside the schema, so that `#/components/schemas/...` finds them.
    return Draft202012Validator({**schema, "components": {"schemas": contract["components"]["schemas"]}})


def _resolved(contract: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in described:
        target: Any = contract
        for step in described["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        described = target
    return described
