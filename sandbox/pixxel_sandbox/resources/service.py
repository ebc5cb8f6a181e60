"""The service itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.call import Call


def ping(call: Call) -> str:  # noqa: ARG001 - the answer is always the same
    """Answers `pong`."""
    return "pong"
