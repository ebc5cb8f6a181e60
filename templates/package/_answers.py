"""What is known of an answer: the response as it came, and the places where it departs from the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import frozen

__all__ = ["Departure", "Response"]

T = TypeVar("T")


@frozen
class Departure:
    """A place where an answer departs from the contract and could be read all the same.

    Says what was expected and what kind of thing came, never the value itself.
    """

    operation: str
    pointer: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.pointer or 'the body'}: expected {self.expected}, got {self.got}"


@frozen
class Response(Generic[T]):
    """An answer as it came. `parsed` is None unless `status_code` is a documented success."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    parsed: T | None
