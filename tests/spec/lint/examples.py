"""The rule for examples: each fits its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.oracle import Contract
from tests.spec.lint.text import clipped
from tests.spec.lint.walk import examples, inside, nodes


def example_problems(contract: Contract) -> Iterator[str]:
    """Examples that do not fit their schema, or have fields that it does not declare.

    A schema allows undeclared fields: that alone would not find a misspelt optional field.
    """
    for where, node in nodes(contract.document):
        schema = f"{where}/schema" if "schema" in node else where
        for place, value in examples(contract, node, where):
            example = f"#{place.removeprefix('#')}"
            problems = contract.problems(schema.removeprefix("#"), value)
            yield from (f"{example} does not fit its schema, {clipped(problem)}" for problem in problems)
            for field in () if problems else _undeclared(contract, [{"$ref": schema}], value):
                yield f"{example} has the field {field}, which its schema does not declare"


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
