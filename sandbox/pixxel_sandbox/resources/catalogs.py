"""The catalog: the images that orders have brought, to be searched and downloaded."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock, tiff, zipped
from ..domain import archive_search as archive
from ..domain.orders import catalogs as received

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_PACK = 2
_STATUSES = ("created", "in_progress", "success")


def search_catalogs(call: Call) -> dict[str, Any]:
    """The catalogs that meet every condition, newest first unless sorted otherwise.

    Conditions and keys to sort by are the properties of the image and those of the catalog, with the `order_id`,
    `order_item_id`, `project_id` and `usecase` that brought it.
    """
    body = call.body
    catalogs = received.catalogs(
        call,
        {
            "id": body.get("ids"),
            "order_id": body.get("order_ids"),
            "order_item_id": body.get("order_item_ids"),
        },
    )
    shown = {one["id"]: received.shown_catalog(call, one) for one in catalogs}
    found = archive.found(_search(body), [_item(one, shown[one["id"]]) for one in catalogs])
    # For the contract, 2.0 is an integer as well.
    offset, limit = int(body.get("offset", 0)), int(body.get("limit", 2))
    page = [shown[item["properties"]["catalog_id"]] for item in found[offset : offset + limit]]
    return {"catalogs": page, "pagination": {"limit": limit, "offset": offset, "total": len(found)}}


def get_catalog(call: Call) -> dict[str, Any]:
    """One catalog with its STAC item; 404 if there is none of this id."""
    return received.shown_catalog(call, received.catalog(call, call.path["id"]))


def create_catalog_download(call: Call) -> dict[str, Any]:
    """A download of catalogs, packed in two steps of the clock.

    404 for a catalog or order item that is not there, 400 for an order item that has brought nothing so far.
    """
    download = {
        "id": str(uuid.uuid4()),
        "images": {one["id"]: one["details"] for one in received.chosen(call, call.body, "")},
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add("catalog_download", download)
    return _progress(call, download)


def get_catalog_download(call: Call) -> dict[str, Any]:
    """How far a download is, with the signed URL of a ZIP file once it is there; 404 if there is none of this id."""
    download_id = call.path["download_id"]
    download = call.documents.get("catalog_download", download_id)
    if download is None:
        raise errors.not_found("no such download", {"download_id": download_id})
    return _progress(call, download)


def _search(body: dict[str, Any]) -> dict[str, Any]:
    """The body as a search of the archive, which has other names for some of the same."""
    search: dict[str, Any] = {
        name: body[name] for name in ("collections", "bbox", "intersects", "datetime") if name in body
    }
    if "item_ids" in body:
        search["ids"] = body["item_ids"]
    search["query"] = {
        name: {"eq": wanted} if isinstance(wanted, str) else wanted for name, wanted in body.get("query", {}).items()
    }
    search["sortby"] = body.get("sort_by", [])
    return search


def _item(stored: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """The STAC item of a catalog, with what is known of the catalog among its properties."""
    known = {name: value for name, value in shown.items() if name not in {"id", "details"}}
    context = {name: stored[name] for name in received.SEARCHED}
    properties = {**known, **context, "catalog_id": stored["id"], **stored["details"]["properties"]}
    return {**stored["details"], "properties": properties}


def _progress(call: Call, download: dict[str, Any]) -> dict[str, Any]:
    work = call.work(download, STEPS_TO_PACK)
    done = work.done and not work.failed
    return {
        "id": download["id"],
        "status": "failed" if work.failed else _STATUSES[work.step],
        "signed_url": _url(call, download) if done else "",
    }


def _url(call: Call, download: dict[str, Any]) -> str:
    files: dict[str, bytes] = {}
    for catalog_id, details in download["images"].items():
        files[f"{catalog_id}/{details['id']}.json"] = json.dumps(details).encode()
        for name in details["assets"]:
            files[f"{catalog_id}/{name}.tif"] = tiff.draw(f"{details['id']} {name}")
    return call.file_url(f"{download['id']}.zip", zipped.zipped(files), "application/zip")
