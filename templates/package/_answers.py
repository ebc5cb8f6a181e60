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
    the documented successes. `got` is the type of the value that came, in JSON's words, and never the value itself.
    """

    operation: str
    pointer: str
    expected: str
    got: str
    kind: Literal["value", "status"] = "value"

    def __str__(self) -> str:
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
