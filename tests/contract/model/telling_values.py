"""Bodies with values that show what a server does to them: fractions, text of many scripts, the largest allowed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests import json_pointer
from tests.contract.model.operations import CONTRACT
from tests.contract.model.payloads import SCRIPTS
from tests.contract.model.schemas import property_schema, resolved

# As many digits as a double has.
FRACTION = 1 / 3
# Lists of coordinates follow rules of their own: a ring ends where it begins.
COORDINATES = "coordinates"


@dataclass(frozen=True)
class Telling:
    """A body with telling values at some pointers, all of which the contract allows together."""

    schema: str
    plain: Any
    values: Mapping[str, Any]

    @property
    def body(self) -> Any:
        return _with(self.plain, self.values)

    def halves(self) -> list[Telling]:
        """Two bodies with half of the telling values each; none if there is one value only."""
        several = [*self.values.items()]
        middle = len(several) // 2
        parts = (several[:middle], several[middle:]) if middle else ()
        return [Telling(self.schema, self.plain, dict(part)) for part in parts]


def telling_bodies(schema: str, plain: Any) -> Iterator[Telling]:
    """A body for each kind of telling value, with that kind in every field where the schema at `schema` allows it."""
    for kind in (_fraction, _text, _largest):
        values: dict[str, Any] = {}
        for pointer, field_schema, value in _fields(CONTRACT.at(schema), plain, ""):
            telling = kind(field_schema, value)
            if telling != value and not CONTRACT.problems(schema, _with(plain, {**values, pointer: telling})):
                values[pointer] = telling
        if values:
            yield Telling(schema, plain, values)


def _with(plain: Any, values: Mapping[str, Any]) -> Any:
    body = plain
    for pointer, value in values.items():
        body = json_pointer.replaced(body, pointer, value)
    return body


def _fields(schema: Any, value: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    """The texts and numbers in a body, each with its pointer and its schema. IDs are not telling: they must exist."""
    schema = resolved(schema, value)
    match value:
        case dict():
            for name, part in value.items():
                if name in {COORDINATES, "id"} or name.endswith(("_id", "_ids")):
                    continue
                below = property_schema(schema, name)
                yield from _fields(below if isinstance(below, dict) else {}, part, json_pointer.join(pointer, name))
        case list():
            for position, part in enumerate(value):
                yield from _fields(schema.get("items", {}), part, json_pointer.join(pointer, position))
        case str() | int() | float() if not isinstance(value, bool):
            yield pointer, schema, value


def _fraction(schema: Mapping[str, Any], value: Any) -> Any:
    return math.floor(value) + FRACTION if schema.get("type") == "number" and not isinstance(value, str) else value


def _text(schema: Mapping[str, Any], value: Any) -> Any:
    is_free = isinstance(value, str) and not schema.keys() & {"enum", "const", "format", "pattern"}
    return f"{value} {SCRIPTS}" if is_free else value


def _largest(schema: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, str):
        length: int = schema.get("maxLength", 0)
        return (value + SCRIPTS * length)[:length] if length else value
    return schema.get("maximum", value)
