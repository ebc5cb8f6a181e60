"""Answers: the response as it came, and its departures from the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

from attrs import field, frozen

__all__ = ["Departure", "Response"]

T = TypeVar("T")


@frozen
class Departure:
    """A part of an answer that differs from the contract but could be read.

    The `kind` is "value" for a value of the body, with its JSON pointer, and "status" for another status than those of
    the documented successes. `got` is the type of the value that came, in JSON's words, and never the value itself,
    except for a short word in place of one of the documented values.

    The kind "new field" is a field that the contract does not have. It is quieter than the others: a client reports it
    once for each operation and pointer, which has `*` for positions in lists and keys of maps.
    """

    operation: str
    pointer: str
    expected: str
    got: str
    kind: Literal["value", "status", "new field"] = "value"

    def __str__(self) -> str:
        if self.kind == "new field":
            return f"{self.operation}: {self.pointer}: {self.got}"
        place = "the status" if self.kind == "status" else self.pointer or "the body"
        return f"{self.operation}: {place}: expected {self.expected}, got {self.got}"


@frozen
class Response(Generic[T]):
    """An answer as it came. `parsed` is None unless it is a success. The repr has no headers and no content."""

    status_code: int
    # Both may be long, and hold signed URLs.
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=lambda content: f"<{len(content)} bytes>")
    parsed: T | None
