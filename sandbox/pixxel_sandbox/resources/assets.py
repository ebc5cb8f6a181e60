"""The files made for AOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain import aoi_imagery as gathering

if TYPE_CHECKING:
    from ..core.call import Call


def list_assets(call: Call) -> dict[str, Any]:
    """The assets of an AOI, finished or not; 404 for an unknown AOI."""
    aoi = gathering.aoi(call)
    assets, pagination = call.page("asset", parent=aoi["aoi_id"], where={})
    return {"assets": [gathering.shown_asset(call, aoi, one) for one in assets], "pagination": pagination}
