"""Images that AOIs can be made of."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from ..contract import errors, rules, validation
from ..core import geometry
from ..domain import archive as catalogue
from ..domain import archive_search as archive

if TYPE_CHECKING:
    from ..core.call import Call


# The largest that may be asked for: an answer cannot be paged through.
LIMIT = 10_000


def search_imagery(call: Call) -> dict[str, Any]:
    """The images over the geometry within the time and the ranges; 404 for an unknown satellite or collection.

    400 for a time that ends before it begins, and for a filter on what none of the collections can be filtered by.
    """
    body = call.body
    start, end = (validation.instant(body[name], f"/{name}") for name in ("start_date", "end_date"))
    if start > end:
        raise rules.broken("/end_date", "the time ends before it begins")
    geometry.check(body["geometry"], "/geometry")
    sources = body["satellites"] if "satellites" in body else [body["satellite"]]
    wanted = {(source["satellite_id"], source["collection_id"]) for source in sources}
    _check_filters(body.get("filters", []), [_collection(*source) for source in sorted(wanted)])
    found = [
        scene
        for scene in archive.scenes()
        if (catalogue.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in wanted
        and start <= archive.taken(scene) <= end
        and all(_lies_in(scene, one) for one in body.get("filters", []))
        and geometry.intersect(scene["geometry"], body["geometry"])
    ]
    limit = body.get("limit", LIMIT)
    return {
        "items": {scene["id"]: scene for scene in found[:limit]},
        "pagination": {"limit": limit, "skip": 0, "total": len(found)},
    }


def _collection(satellite_id: str, collection_id: str) -> dict[str, Any]:
    offered = (one["collections"] for one in catalogue.SATELLITES if one["id"] == satellite_id)
    found: dict[str, Any]
    for found in chain.from_iterable(offered):
        if found["id"] == collection_id:
            return found
    raise errors.not_found(
        "no such collection of such a satellite", {"satellite_id": satellite_id, "collection_id": collection_id}
    )


def _check_filters(filters: list[dict[str, Any]], collections: list[dict[str, Any]]) -> None:
    queryables = sorted({name for collection in collections for name in collection["queryables"]})
    for place, one in enumerate(filters):
        if one["id"] not in queryables:
            raise rules.broken(f"/filters/{place}/id", f"can be filtered by: {', '.join(queryables)}")


def _lies_in(scene: dict[str, Any], wanted: dict[str, Any]) -> bool:
    low, high = wanted["min"], wanted["max"]
    return bool(low <= scene["properties"][wanted["id"]] <= high)
