"""Imagery: the images from which AOIs can be created."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from ..contract import errors, rules, validation
from ..core import geometry
from ..domain import archive, archive_search

if TYPE_CHECKING:
    from ..core.call import Call


# The largest limit that the contract allows, because the answer has no paging.
LIMIT = 10_000


def search_imagery(call: Call) -> dict[str, Any]:
    """The images that match geometry, time and filters; 404 for an unknown satellite or collection.

    400 for a time that ends before it begins, and for a filter that none of the collections has.
    """
    body = call.body
    start, end = (validation.instant(body[name], f"/{name}") for name in ("start_date", "end_date"))
    if start > end:
        raise rules.broken("/end_date", "the time ends before it begins")
    geometry.check(body["geometry"], "/geometry")
    sources = body["satellites"] if "satellites" in body else [body["satellite"]]
    requested = {(source["satellite_id"], source["collection_id"]) for source in sources}
    _check_filters(body.get("filters", []), [_collection(*source) for source in sorted(requested)])
    scenes = [
        scene
        for scene in archive_search.scenes()
        if (archive.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in requested
        and start <= archive_search.taken(scene) <= end
        and all(_meets(scene, condition) for condition in body.get("filters", []))
        and geometry.intersect(scene["geometry"], body["geometry"])
    ]
    limit = body.get("limit", LIMIT)
    return {
        "items": {scene["id"]: scene for scene in scenes[:limit]},
        "pagination": {"limit": limit, "skip": 0, "total": len(scenes)},
    }


def _collection(satellite_id: str, collection_id: str) -> dict[str, Any]:
    offered = (satellite["collections"] for satellite in archive.SATELLITES if satellite["id"] == satellite_id)
    collection: dict[str, Any]
    for collection in chain.from_iterable(offered):
        if collection["id"] == collection_id:
            return collection
    raise errors.not_found(
        "the satellite has no such collection", {"satellite_id": satellite_id, "collection_id": collection_id}
    )


def _check_filters(filters: list[dict[str, Any]], collections: list[dict[str, Any]]) -> None:
    queryables = sorted({name for collection in collections for name in collection["queryables"]})
    for number, condition in enumerate(filters):
        if condition["id"] not in queryables:
            raise rules.broken(f"/filters/{number}/id", f"the collections can be filtered by {', '.join(queryables)}")


def _meets(scene: dict[str, Any], condition: dict[str, Any]) -> bool:
    low, high = condition["min"], condition["max"]
    return bool(low <= scene["properties"][condition["id"]] <= high)
