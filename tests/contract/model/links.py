"""The links of the contract: which value of an answer is the argument of which operation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, is_read_only
from tests.json_pointer import value_at
from tests.oracle import Operation

# The index of the first item in a pointer.
FIRST_ITEM = re.compile(r"/(0)(?=/|$)")


@dataclass(frozen=True)
class Link:
    """A link of the contract: the success of `source` has the parameters of `target`."""

    name: str
    source: Operation
    target: Operation
    parameters: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.source.id}-{self.name}-{self.target.id}"


def _links() -> list[Link]:
    links = []
    for source in OPERATIONS:
        answer, _ = CONTRACT.resolve(source.raw["responses"][str(source.success)], "")
        for name, link in answer.get("links", {}).items():
            links.append(Link(name, source, CONTRACT.operations[link["operationId"]], link.get("parameters", {})))
    # Links from read-only operations come first, because following them creates nothing.
    return sorted(links, key=lambda link: not is_read_only(link.source))


LINKS = _links()


def evaluate(expression: Any, call: Call, answer: Any, position: int) -> Any:
    """The value of a runtime expression. A first item in it stands for the item at `position`."""
    match str(expression).partition("#" if "#" in str(expression) else ".path."):
        case "$response.body", _, pointer:
            # Only the first list of the pointer counts, not the lists inside its items.
            list_pointer, index, item_pointer = (
                FIRST_ITEM.split(pointer, maxsplit=1) if FIRST_ITEM.search(pointer) else (pointer, "", "")
            )
            value = value_at(answer, list_pointer)
            return value_at(value[position], item_pointer) if index else value
        case "$request.body", _, pointer:
            return value_at(call.body, pointer)
        case "$request", _, name:
            return call.path[name]
        case _:
            return expression
