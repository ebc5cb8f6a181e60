"""Bandsets: the sets of bands in which new images can be ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..core.call import Call


def list_bandsets(call: Call) -> dict[str, Any]:
    """All bandsets."""
    bandsets, _ = call.documents.page("bandset")
    return {
        "bandsets": [{name: value for name, value in bandset.items() if name != "created_at"} for bandset in bandsets]
    }
