"""How a check ends that cannot be made: skipped, not applicable, or blocked by a finding."""

from __future__ import annotations

from typing import NoReturn, TypeVar

Value = TypeVar("Value")


class Skipped(Exception):
    """The check cannot be made on this server: data, a key or permission is missing.

    The sandbox in process has everything, so there a skipped check fails, unless `is_expected_in_sandbox`.
    """

    def __init__(self, reason: str, *, is_expected_in_sandbox: bool = False) -> None:
        super().__init__(reason)
        self.is_expected_in_sandbox = is_expected_in_sandbox


class NotApplicable(Exception):
    """The contract gives this check nothing to test for this operation, on any server."""


class Blocked(Exception):
    """The check cannot be made because an answer that it needs departs from the contract.

    The departure is a finding of its own; the check says nothing about its own sentence.
    """


class RunOver(Exception):
    """The run cannot go on: the server is gone, or refuses the key. No further check begins."""


def skip(reason: str, *, is_expected_in_sandbox: bool = False) -> NoReturn:
    """End the check as skipped."""
    raise Skipped(reason, is_expected_in_sandbox=is_expected_in_sandbox)


def not_applicable(reason: str) -> NoReturn:
    """End the check as not applicable."""
    raise NotApplicable(reason)


def require(value: Value | None, reason: str) -> Value:
    """`value`, unless it is empty: then the check is skipped, because it has nothing to look at."""
    if not value:
        skip(reason)
    return value
