"""The links of the contract: which value of an answer is the argument of which operation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, is_read_only
from tests.json_pointer import value_at
from tests.oracle import Operation

# The first item of a list, in a pointer.
FIRST_ITEM = re.compile(r"/(0)(?=/|$)")


@dataclass(frozen=True)
class Link:
    """A link of the contract: the success of `source` tells what to ask `target` about."""

    name: str
    source: Operation
    target: Operation
    parameters: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.source.id}-{self.name}-{self.target.id}"


def _links() -> list[Link]:
    found = []
    for source in OPERATIONS:
        answer, _ = CONTRACT.resolve(source.raw["responses"][str(source.success)], "")
        for name, link in answer.get("links", {}).items():
            found.append(Link(name, source, CONTRACT.operations[link["operationId"]], link.get("parameters", {})))
    # Those that only read come first: what they tell of is there whether it is asked for or not.
    return sorted(found, key=lambda link: not is_read_only(link.source))


LINKS = _links()


def evaluate(expression: Any, call: Call, answer: Any, position: int) -> Any:
    """The value of a runtime expression; what it says of the first item is taken of the one at `position`."""
    match str(expression).partition("#" if "#" in str(expression) else ".path."):
        case "$response.body", _, pointer:
            # The list that the link is about: what lists its items hold is another matter.
            before, first, behind = (
                FIRST_ITEM.split(pointer, maxsplit=1) if FIRST_ITEM.search(pointer) else (pointer, "", "")
            )
            found = value_at(answer, before)
            return value_at(found[position], behind) if first else found
        case "$request.body", _, pointer:
            return value_at(call.body, pointer)
        case "$request", _, name:
            return call.path[name]
        case _:
            return expression
