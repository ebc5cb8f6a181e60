"""The archive: STAC collections and items, the same for every workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..domain import archive_search as archive

if TYPE_CHECKING:
    from ..core.call import Call


# What the contract takes for a search that does not say.
LIMIT = 10


def list_archive_collections(call: Call) -> dict[str, Any]:
    """The collections, all of them or those of some ids."""
    wanted = call.listed("ids")
    found = [one for one in archive.collections() if wanted is None or one["id"] in wanted]
    return {"collections": [_linked(call, one) for one in found]}


def get_archive_collection(call: Call) -> dict[str, Any]:
    """One collection; 404 if there is none of this id."""
    return _linked(call, _collection(call))


def list_archive_items(call: Call) -> dict[str, Any]:
    """The items of a collection, newest first."""
    collection = _collection(call)
    found = [one for one in archive.items() if one["collection"] == collection["id"]]
    return _page(found, call.query["offset"], call.query["limit"])


def get_archive_item(call: Call) -> dict[str, Any]:
    """One item; 404 if the collection has none of this id."""
    collection = _collection(call)
    item = archive.item(call.path["id"])
    if item is None or item["collection"] != collection["id"]:
        raise errors.not_found("the collection has no such item", {"cid": collection["id"], "id": call.path["id"]})
    return item


def search_archive(call: Call) -> dict[str, Any]:
    """The items that meet every condition; 404 for a collection that the archive does not have."""
    known = {one["id"] for one in archive.collections()}
    if unknown := sorted(set(call.body.get("collections", [])) - known):
        raise errors.not_found("no such collections", {"collections": unknown})
    return _page(archive.found(call.body, archive.items()), call.body.get("offset"), call.body.get("limit", LIMIT))


def _collection(call: Call) -> dict[str, Any]:
    for collection in archive.collections():
        if collection["id"] == call.path["cid"]:
            return collection
    raise errors.not_found("no such collection", {"cid": call.path["cid"]})


def _linked(call: Call, collection: dict[str, Any]) -> dict[str, Any]:
    """The collection with a link to itself on the server that answers."""
    return {**collection, "links": [{"href": call.url(f"/v0/archives/collections/{collection['id']}"), "rel": "self"}]}


def _page(items: list[dict[str, Any]], offset: int | None, limit: int | None) -> dict[str, Any]:
    start = offset or 0
    shown = items[start:] if limit is None else items[start : start + limit]
    return {"type": "FeatureCollection", "features": shown, "links": []}
