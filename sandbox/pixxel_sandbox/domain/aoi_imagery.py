"""The imagery of AOIs: which there is, and how far the gathering of it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock, geometry
from . import archive as catalogue
from . import archive_search as archive

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_GATHER = 2
# The fields of a stored AOI that are answered as they are.
_STATED = (
    "aoi_id",
    "name",
    "description",
    "satellite_id",
    "project_id",
    "user_id",
    "is_favourite",
    "geometry",
    "area_in_sq_m",
    "centroid",
    "created_at",
    "updated_at",
)


def aoi(call: Call) -> dict[str, Any]:
    """The AOI that the path names, as it is stored; 404 if there is none."""
    aoi_id = call.path["aoi_id"]
    found = call.documents.get("aoi", aoi_id)
    if found is None:
        raise errors.not_found("no such AOI", {"aoi_id": aoi_id})
    return found


def shown(call: Call, aoi: dict[str, Any]) -> dict[str, Any]:
    """The AOI as it is answered: bands and images once they are gathered."""
    work = call.work(aoi, STEPS_TO_GATHER)
    gathered = is_gathered(call, aoi)
    status = "started" if work.step == 0 else "running"
    if work.done:
        status = "failed" if work.failed else aoi["status"]
    return {
        **{field: aoi[field] for field in _STATED},
        "status": status,
        "progress": work.percent,
        "eo_bands": aoi["eo_bands"] if gathered else [],
        "images": aoi["images"] if gathered else {},
    }


def is_gathered(call: Call, aoi: dict[str, Any]) -> bool:
    """Whether the gathering is over and has brought something."""
    work = call.work(aoi, STEPS_TO_GATHER)
    return work.done and not work.failed and aoi["status"] != "failed"


def shown_asset(call: Call, aoi: dict[str, Any], asset: dict[str, Any]) -> dict[str, Any]:
    """An asset as it is answered: it is as far as the gathering of its AOI."""
    work = call.work(aoi, STEPS_TO_GATHER)
    status = "creating" if work.step == 0 else "started"
    if work.done:
        status = "failed" if work.failed else asset["status"]
    return {**asset, "status": status, "progress": work.percent}


def start(call: Call, aoi: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Store `aoi` with what is going to be gathered of `items`: those that lie over it, in a mosaic for each day."""
    over = [one for one in items if geometry.intersect(one["geometry"], aoi["geometry"])]
    outcome = "success" if len(over) == len(items) else "partial_success" if over else "failed"
    stored = {
        **aoi,
        "id": aoi["aoi_id"],
        "status": outcome,
        "eo_bands": catalogue.BAND_NAMES,
        "images": {one["id"]: {"date": _day(one)} for one in over},
    }
    call.documents.add("aoi", stored)
    created_at = clock.timestamp(call.clock.now())
    for day in sorted({_day(one) for one in over}):
        call.documents.add("asset", _mosaic(aoi, day, created_at), parent=aoi["aoi_id"])
    return stored


def _day(item: dict[str, Any]) -> str:
    return f"{archive.taken(item):%Y-%m-%d}"


def _mosaic(aoi: dict[str, Any], day: str, created_at: str) -> dict[str, Any]:
    asset_id = str(uuid.uuid4())
    return {
        "id": asset_id,
        "aoi_id": aoi["aoi_id"],
        "name": f"{aoi['name']} {day}",
        "description": f"The images of {aoi['name']} of one day",
        "asset_type": "mosaic",
        "status": "success",
        "progress": 100,
        "date": day,
        "band_list": catalogue.BAND_NAMES,
        "resolution": catalogue.RESOLUTION,
        "path": f"https://storage.example/{asset_id}.tif",
        "area_in_sq_m": aoi["area_in_sq_m"],
        "centroid": aoi["centroid"],
        "geometry": aoi["geometry"],
        "created_at": created_at,
        "updated_at": created_at,
    }
