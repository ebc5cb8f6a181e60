"""The files made for AOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import gathering

if TYPE_CHECKING:
    from . import Call


def list_assets(call: Call) -> dict[str, Any]:
    """The assets of an AOI, none as long as its images are being gathered; 404 for an unknown AOI."""
    aoi = gathering.aoi(call)
    shown: list[str] | None = None if gathering.is_gathered(call, aoi) else []
    assets, pagination = call.page("asset", parent=aoi["aoi_id"], where={"id": shown})
    return {"assets": assets, "pagination": pagination}
