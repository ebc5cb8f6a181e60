"""The archive: STAC collections and items, the same for every workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..domain import archive_search

if TYPE_CHECKING:
    from ..core.call import Call


# The default of the contract.
LIMIT = 10


def list_archive_collections(call: Call) -> dict[str, Any]:
    """All collections, or those with the ids of the filter."""
    ids = call.listed("ids")
    collections = [collection for collection in archive_search.collections() if ids is None or collection["id"] in ids]
    return {"collections": [_with_link(call, collection) for collection in collections]}


def get_archive_collection(call: Call) -> dict[str, Any]:
    """A collection; 404 if there is none with this id."""
    return _with_link(call, _collection(call))


def list_archive_items(call: Call) -> dict[str, Any]:
    """The items of a collection, newest first."""
    collection = _collection(call)
    items = [item for item in archive_search.items() if item["collection"] == collection["id"]]
    return _page(items, call.query["offset"], call.query["limit"])


def get_archive_item(call: Call) -> dict[str, Any]:
    """An item; 404 if the collection has none with this id."""
    collection = _collection(call)
    item = archive_search.item(call.path["id"])
    if item is None or item["collection"] != collection["id"]:
        raise errors.not_found("the collection has no such item", {"cid": collection["id"], "id": call.path["id"]})
    return item


def search_archive(call: Call) -> dict[str, Any]:
    """The items that meet all conditions; 404 for an unknown collection."""
    collection_ids = {collection["id"] for collection in archive_search.collections()}
    if unknown := sorted(set(call.body.get("collections", [])) - collection_ids):
        raise errors.not_found("no such collections", {"collections": unknown})
    return _page(
        archive_search.find(call.body, archive_search.items()), call.body.get("offset"), call.body.get("limit", LIMIT)
    )


def _collection(call: Call) -> dict[str, Any]:
    for collection in archive_search.collections():
        if collection["id"] == call.path["cid"]:
            return collection
    raise errors.not_found("no such collection", {"cid": call.path["cid"]})


def _with_link(call: Call, collection: dict[str, Any]) -> dict[str, Any]:
    """The collection with a link to itself on this server."""
    return {**collection, "links": [{"href": call.url(f"/v0/archives/collections/{collection['id']}"), "rel": "self"}]}


def _page(items: list[dict[str, Any]], offset: int | None, limit: int | None) -> dict[str, Any]:
    start = offset or 0
    page = items[start:] if limit is None else items[start : start + limit]
    return {"type": "FeatureCollection", "features": page, "links": []}
