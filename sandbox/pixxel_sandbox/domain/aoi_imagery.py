"""The imagery of AOIs, and the progress of collecting it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock, geometry
from . import archive, archive_search

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_COLLECT = 2
# The fields of a stored AOI that the answer has unchanged.
_UNCHANGED = (
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


def get_aoi(call: Call) -> dict[str, Any]:
    """The stored AOI with the id in the path; 404 if there is none."""
    aoi_id = call.path["aoi_id"]
    aoi = call.documents.get("aoi", aoi_id)
    if aoi is None:
        raise errors.not_found("no such AOI", {"aoi_id": aoi_id})
    return aoi


def aoi_answer(call: Call, aoi: dict[str, Any]) -> dict[str, Any]:
    """The answer for an AOI; it has bands and images when the imagery has been collected."""
    work = call.work(aoi, STEPS_TO_COLLECT)
    has_imagery = is_collected(call, aoi)
    status = "started" if work.step == 0 else "running"
    if work.done:
        status = "failed" if work.failed else aoi["status"]
    return {
        **{field: aoi[field] for field in _UNCHANGED},
        "status": status,
        "progress": work.percent,
        "eo_bands": aoi["eo_bands"] if has_imagery else [],
        "images": aoi["images"] if has_imagery else {},
    }


def is_collected(call: Call, aoi: dict[str, Any]) -> bool:
    """Whether the imagery of an AOI has been collected, at least in part."""
    work = call.work(aoi, STEPS_TO_COLLECT)
    return work.done and not work.failed and aoi["status"] != "failed"


def asset_answer(call: Call, aoi: dict[str, Any], asset: dict[str, Any]) -> dict[str, Any]:
    """The answer for an asset; its progress is that of its AOI."""
    work = call.work(aoi, STEPS_TO_COLLECT)
    status = "creating" if work.step == 0 else "started"
    if work.done:
        status = "failed" if work.failed else asset["status"]
    return {**asset, "status": status, "progress": work.percent}


def start_collecting(call: Call, aoi: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Store `aoi` with the images that intersect it, and an asset, a mosaic, for each day of these images."""
    images = [item for item in items if geometry.intersect(item["geometry"], aoi["geometry"])]
    outcome = "success" if len(images) == len(items) else "partial_success" if images else "failed"
    stored = {
        **aoi,
        "id": aoi["aoi_id"],
        "status": outcome,
        # The progress of work that fails does not reach 100.
        "fails": outcome == "failed",
        "eo_bands": archive.BAND_NAMES,
        "images": {image["id"]: {"date": _day(image)} for image in images},
    }
    call.documents.add("aoi", stored)
    created_at = clock.timestamp(call.clock.now())
    for day in sorted({_day(image) for image in images}):
        call.documents.add("asset", _mosaic(aoi, day, created_at), parent=aoi["aoi_id"])
    return stored


def _day(item: dict[str, Any]) -> str:
    return f"{archive_search.taken(item):%Y-%m-%d}"


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
        "band_list": archive.BAND_NAMES,
        "resolution": archive.RESOLUTION,
        "path": f"https://storage.example/{asset_id}.tif",
        "area_in_sq_m": aoi["area_in_sq_m"],
        "centroid": aoi["centroid"],
        "geometry": aoi["geometry"],
        "created_at": created_at,
        "updated_at": created_at,
    }
