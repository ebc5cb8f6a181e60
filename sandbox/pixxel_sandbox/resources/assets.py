"""Assets: the files of AOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain import aoi_imagery

if TYPE_CHECKING:
    from ..core.call import Call


def list_assets(call: Call) -> dict[str, Any]:
    """The assets of an AOI, finished or not; 404 for an unknown AOI."""
    aoi = aoi_imagery.get_aoi(call)
    assets, pagination = call.page("asset", parent=aoi["aoi_id"], where={})
    return {"assets": [aoi_imagery.asset_answer(call, aoi, asset) for asset in assets], "pagination": pagination}
