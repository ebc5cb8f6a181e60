"""Data that the contract gives has to be data that the contract allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.oracle import Contract
from tests.spec.lint.text import clipped
from tests.spec.lint.walk import examples, inside, nodes


def example_problems(contract: Contract) -> Iterator[str]:
    """What no schema allows, or no schema knows. A misspelt optional field is allowed by every schema."""
    for where, node in nodes(contract.document):
        schema = f"{where}/schema" if "schema" in node else where
        for place, value in examples(contract, node, where):
            shown = f"#{place.removeprefix('#')}"
            misfits = contract.problems(schema.removeprefix("#"), value)
            yield from (f"{shown} does not fit its schema, {clipped(misfit)}" for misfit in misfits)
            for field in () if misfits else _undeclared(contract, [{"$ref": schema}], value):
                yield f"{shown} has the field {field}, which its schema does not declare"


def _undeclared(contract: Contract, schemas: list[Any], value: Any, where: str = "") -> Iterator[str]:
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, child in items:
        inner = inside(contract, schemas, str(key))
        if inner is None:
            yield f"{where}/{key}"
        else:
            yield from _undeclared(contract, inner, child, f"{where}/{key}")
