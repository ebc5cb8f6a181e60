"""Sets of bands that new images are ordered with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..core.call import Call


def list_bandsets(call: Call) -> dict[str, Any]:
    """All bandsets."""
    found, _ = call.documents.page("bandset")
    return {"bandsets": [{name: value for name, value in one.items() if name != "created_at"} for one in found]}
