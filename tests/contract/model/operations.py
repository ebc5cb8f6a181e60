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
# The largest page that every list allows.
PAGE_SIZE = 50
# Operations that cost tokens. Only the sandbox gets them, other servers get dry runs.
SPENDING_OPERATIONS = {"createInsight", "createJob", "submitOrder"}


# What an ID cannot be: with it, the path would be that of something else.
NO_IDS = {"", ".", ".."}


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
        """The fields of the body."""
        return set(self.body) if isinstance(self.body, dict) else set()

    @property
    def is_dry_run(self) -> bool:
        """Whether a switch of the body, such as dry_run, is on."""
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
    """Fields of a body that make it a dry run, such as dry_run: booleans with the default false."""
    described = _described(operation.body.get(JSON))
    return {
        name
        for name, part in described.get("properties", {}).items()
        if part.get("type") == "boolean" and part.get("default") is False
    }


def write_only_fields(operation: Operation) -> set[str]:
    """Fields of a body that the contract marks writeOnly."""
    described = _described(operation.body.get(JSON))
    return {name for name, part in described.get("properties", {}).items() if part.get("writeOnly")}


# Shorter keys, secrets and IDs occur in any answer by chance.
SECRET_LENGTH = 8


def secrets_of(call: Call) -> Iterator[str]:
    """The texts that a call sends in write-only fields."""
    for name in write_only_fields(call.operation) & call.fields:
        values = call.body[name].values() if isinstance(call.body[name], dict) else [call.body[name]]
        yield from (text for text in values if isinstance(text, str) and len(text) >= SECRET_LENGTH)


def items_of(operation: Operation, page: Mapping[str, Any]) -> list[Any]:
    """The items of a list or of a page."""
    items: list[Any] = page[items_field(operation)]
    return items


def finds_nothing(answer: Any) -> bool:
    """Whether the answer of a list or a search has no item. An object with an ID has been found."""
    if not isinstance(answer, dict) or "id" in answer:
        return False
    lists = [part for part in answer.values() if isinstance(part, list)]
    return bool(lists) and not any(lists)


def list_operation_of(name: str) -> Operation | None:
    """The list operation for the resources that a field such as `satellite_id` or `asset_ids` refers to."""
    noun = name.removesuffix("s").removesuffix("_id")
    same_noun = (operation for operation in list_operations() if operation.tag == f"{noun}s")
    # Without a tag of that name, the last word counts: `src_asset_ids` are IDs of assets.
    last_word = (operation for operation in list_operations() if f"{noun}s".endswith(f"_{operation.tag}"))
    return next(same_noun, None) or next(last_word, None)


def id_of(item: Any) -> str:
    """The ID of an object: `id`, or the field that ends with `_id`."""
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
    """The required parameters of an operation."""
    query = {name: parameter for name, parameter in operation.named("query").items() if parameter.required}
    return {**operation.named("path"), **query}


@cache
def list_operations() -> list[Operation]:
    """The operations that read a list."""
    return [operation for operation in OPERATIONS if operation.method == "GET" and len(_arrays(operation)) == 1]


@cache
def paged_lists() -> list[Operation]:
    """The lists with pages and a total."""
    window = {"offset", "limit"}
    return [
        operation
        for operation in list_operations()
        if window <= operation.named("query").keys() and "pagination" in _properties(operation)
    ]


def _properties(operation: Operation) -> Mapping[str, Any]:
    described: Mapping[str, Any] = _described(operation.answers[str(operation.success)][JSON])["properties"]
    return described


def _described(pointer: str | None) -> Mapping[str, Any]:
    """The schema at a pointer; an empty one without a pointer."""
    return CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0] if pointer else {}
