"""Areas of interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import errors

if TYPE_CHECKING:
    from . import Call


def list_aois(call: Call) -> dict[str, Any]:
    """The AOIs that match the filters. The two times match exactly or by their beginning, such as a day."""
    projects = call.query["project_ids"]
    aois, pagination = call.page(
        "aoi",
        where={
            "aoi_id": call.filter("aoi_id"),
            "name": call.filter("aoi_name"),
            "project_id": None if projects is None else projects.split(","),
            "created_at": call.query["created_at"],
            "updated_at": call.query["updated_at"],
        },
    )
    return {"aois": aois, "pagination": pagination}


def get_aoi(call: Call) -> dict[str, Any]:
    """One AOI; 404 if there is none of this id."""
    aoi_id = call.path["aoi_id"]
    aoi = call.documents.get("aoi", aoi_id)
    if aoi is None:
        raise errors.not_found("no such AOI", {"aoi_id": aoi_id})
    return aoi
