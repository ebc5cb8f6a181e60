"""The service itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.call import Call


def ping(call: Call) -> str:  # noqa: ARG001 - nothing about it matters
    """Says that the sandbox is there."""
    return "pong"
