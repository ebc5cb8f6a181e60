"""Areas of interest."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors, rules
from ..core import clock, geometry
from ..domain import aoi_imagery, archive, archive_search

if TYPE_CHECKING:
    from ..core.call import Call


def list_aois(call: Call) -> dict[str, Any]:
    """The AOIs that match the filters. The filters by time match a whole time or its beginning, such as a day."""
    aois, pagination = call.page(
        "aoi",
        where={
            "aoi_id": call.filter("aoi_id"),
            "name": call.filter("aoi_name"),
            "project_id": call.listed("project_ids"),
            "created_at": call.query["created_at"],
            "updated_at": call.query["updated_at"],
        },
    )
    return {"aois": [aoi_imagery.aoi_answer(call, aoi) for aoi in aois], "pagination": pagination}


def get_aoi(call: Call) -> dict[str, Any]:
    """An AOI; 404 if there is none with this id."""
    return aoi_imagery.aoi_answer(call, aoi_imagery.get_aoi(call))


def create_aoi(call: Call) -> dict[str, Any]:
    """A new AOI; its images are collected in two steps of the clock.

    404 for an unknown project, satellite or image, 409 for a name that the project already has. Images that do not
    intersect the AOI are not collected: the status is `partial_success`, or `failed` if there are no others.
    """
    body = call.body
    _check_polygons(body["geometry"])
    if call.documents.get("project", body["project_id"]) is None:
        raise errors.not_found("no such project", {"project_id": body["project_id"]})
    same_name, _ = call.documents.page(
        "aoi", where={"project_id": [body["project_id"]], "name": [body["name"]]}, limit=1
    )
    if same_name:
        raise errors.conflict("the project has an AOI of this name already", {"aoi_id": same_name[0]["aoi_id"]})
    items = _items(body)
    created_at = clock.timestamp_t(call.clock.now())
    aoi = {
        "aoi_id": str(uuid.uuid4()),
        "name": body["name"],
        "description": body["description"],
        "satellite_id": body["satellite_id"],
        "project_id": body["project_id"],
        "user_id": call.workspace.user_id,
        "is_favourite": False,
        "geometry": body["geometry"],
        "area_in_sq_m": round(geometry.area(body["geometry"]), 1),
        "centroid": [round(degrees, 6) for degrees in geometry.centroid(body["geometry"])],
        "created_at": created_at,
        "updated_at": created_at,
    }
    return aoi_imagery.aoi_answer(call, aoi_imagery.start_collecting(call, aoi, items))


def _check_polygons(shape: dict[str, Any]) -> None:
    geometry.check(shape, "/geometry")
    if geometry.area(shape) <= 0:
        raise rules.broken("/geometry", "the geometry has no area")


def _items(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The images that the body names, without repetitions; 404 for images that the satellite has not taken."""
    satellite = next((candidate for candidate in archive.SATELLITES if candidate["id"] == body["satellite_id"]), None)
    if satellite is None:
        raise errors.not_found("no such satellite", {"satellite_id": body["satellite_id"]})
    if body["provider"] not in {collection["provider"] for collection in satellite["collections"]}:
        raise rules.broken("/provider", f"{body['provider']} offers no images of {satellite['name']}")
    scenes = {
        scene["id"]: scene
        for scene in archive_search.scenes()
        if archive.PLATFORMS[scene["properties"]["platform"]] == satellite["id"]
    }
    if unknown := sorted(set(body["item_ids"]) - scenes.keys()):
        raise errors.not_found("no such images of this satellite", {"item_ids": unknown})
    return [scenes[item_id] for item_id in dict.fromkeys(body["item_ids"])]
