"""Satellites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain import archive

if TYPE_CHECKING:
    from ..core.call import Call


def list_satellites(call: Call) -> dict[str, Any]:  # noqa: ARG001 - the same for every workspace
    """All satellites."""
    return {"satellites": archive.SATELLITES}
