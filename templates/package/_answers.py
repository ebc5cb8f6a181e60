"""Answers: the response as it came, and its departures from the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import frozen

__all__ = ["Departure", "Response"]

T = TypeVar("T")


@frozen
class Departure:
    """A part of an answer that differs from the contract but could be read.

    `got` is the type of the value that came, in JSON's words, and never the value itself.
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
