"""The operations of the contract, and calls of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from tests.oracle import JSON, Contract, Operation, Parameter

CONTRACT = Contract.load()
OPERATIONS = list(CONTRACT.operations.values())
# What these start costs tokens: they are asked of the sandbox alone.
SPENDING_OPERATIONS = {"createInsight", "createJob", "submitOrder"}


@dataclass
class Call:
    """An operation with arguments."""

    operation: Operation
    path: dict[str, Any]
    query: dict[str, Any]
    body: Any

    @property
    def url(self) -> str:
        return self.operation.path.format_map({name: quote(str(part), safe="") for name, part in self.path.items()})

    @property
    def fields(self) -> set[str]:
        """The fields at the top of the body."""
        return set(self.body) if isinstance(self.body, dict) else set()

    @property
    def is_rehearsal(self) -> bool:
        """Whether a switch of the body, such as dry_run, has nothing be done."""
        return (
            any(self.body.get(switch) is True for switch in dry_run_switches(self.operation)) if self.fields else False
        )

    def __str__(self) -> str:
        return f"{self.operation.method} {self.url} {self.query or ''} {json.dumps(self.body) if self.body else ''}"


def call_of(
    operation: Operation | str,
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> Call:
    if isinstance(operation, str):
        operation = CONTRACT.operations[operation]
    return Call(operation, dict(path or {}), dict(query or {}), body)


def is_read_only(operation: Operation) -> bool:
    """Whether an operation changes nothing."""
    return operation.method == "GET" or operation.raw["responses"][str(operation.success)].get("x-read-only", False)


def dry_run_switches(operation: Operation) -> set[str]:
    """Fields of a body that turn it into a rehearsal, such as dry_run: off unless asked for."""
    described = _described(operation.body.get(JSON))
    return {
        name
        for name, part in described.get("properties", {}).items()
        if part.get("type") == "boolean" and part.get("default") is False
    }


def write_only_fields(operation: Operation) -> set[str]:
    """Fields of a body that may be written and are never shown."""
    described = _described(operation.body.get(JSON))
    return {name for name, part in described.get("properties", {}).items() if part.get("writeOnly")}


# Shorter ones are found in anything.
SECRET_LENGTH = 12


def secrets_of(call: Call) -> Iterator[str]:
    """The texts that a call sends where the contract has what may only be written."""
    for name in write_only_fields(call.operation) & call.fields:
        kept = call.body[name].values() if isinstance(call.body[name], dict) else [call.body[name]]
        yield from (text for text in kept if isinstance(text, str) and len(text) >= SECRET_LENGTH)


def items_of(operation: Operation, page: Mapping[str, Any]) -> list[Any]:
    """The items of a list, or of a page of one."""
    items: list[Any] = page[items_field(operation)]
    return items


def finds_nothing(answer: Any) -> bool:
    """Whether the answer of a search has no item."""
    return isinstance(answer, dict) and not any(part for part in answer.values() if isinstance(part, list))


def list_operation_of(name: str) -> Operation | None:
    """What lists the things that a field such as `satellite_id` or `asset_ids` names."""
    noun = name.removesuffix("s").removesuffix("_id")
    own = (one for one in list_operations() if one.tag == f"{noun}s")
    # Where nothing is called so, its last word tells: `src_asset_ids` are of assets.
    like_it = (one for one in list_operations() if f"{noun}s".endswith(f"_{one.tag}"))
    return next(own, None) or next(like_it, None)


def id_of(item: Any) -> str:
    """The id of a thing, which some name after what it is an id of."""
    return str(item.get("id") or next(value for name, value in item.items() if name.endswith("_id")))


def items_field(operation: Operation) -> str:
    """The one required field of a list's answer that is an array."""
    (name,) = _arrays(operation)
    return name


def _arrays(operation: Operation) -> list[str]:
    described = _described(operation.answers[str(operation.success)].get(JSON))
    properties = described.get("properties", {})
    return [
        name
        for name in described.get("required", ())
        if CONTRACT.resolve(properties[name], "")[0].get("type") == "array"
    ]


def required_parameters(operation: Operation) -> dict[str, Parameter]:
    """The parameters that an operation cannot be asked without."""
    query = {name: parameter for name, parameter in operation.named("query").items() if parameter.required}
    return {**operation.named("path"), **query}


@cache
def list_operations() -> list[Operation]:
    """The operations that read a list."""
    return [operation for operation in OPERATIONS if operation.method == "GET" and len(_arrays(operation)) == 1]


@cache
def paged_lists() -> list[Operation]:
    """The lists that are read page by page and say how many items there are."""
    window = {"offset", "limit"}
    return [
        one for one in list_operations() if window <= one.named("query").keys() and "pagination" in _properties(one)
    ]


def _properties(operation: Operation) -> Mapping[str, Any]:
    described: Mapping[str, Any] = _described(operation.answers[str(operation.success)][JSON])["properties"]
    return described


def _described(pointer: str | None) -> Mapping[str, Any]:
    """The schema at a pointer; one that says nothing, where there is none."""
    return CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0] if pointer else {}
