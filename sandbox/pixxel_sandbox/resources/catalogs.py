"""Catalogs: the images that orders have produced."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock, tiff, zipped
from ..domain import archive_search
from ..domain.orders import catalogs

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_PACK = 2
_STATUSES = ("created", "in_progress", "success")


def search_catalogs(call: Call) -> dict[str, Any]:
    """The catalogs that meet all conditions, newest first unless sorted otherwise.

    Conditions and sort keys are properties of the image and fields of the catalog, and the `order_id`, `order_item_id`,
    `project_id` and `usecase` of its order item.
    """
    body = call.body
    stored_catalogs = catalogs.find_catalogs(
        call,
        {
            "id": body.get("ids"),
            "order_id": body.get("order_ids"),
            "order_item_id": body.get("order_item_ids"),
        },
    )
    answers = {stored["id"]: catalogs.catalog_answer(call, stored) for stored in stored_catalogs}
    matches = archive_search.find(_search(body), [_item(stored, answers[stored["id"]]) for stored in stored_catalogs])
    # In JSON Schema, 2.0 is an integer too.
    offset, limit = int(body.get("offset", 0)), int(body.get("limit", 2))
    page = [answers[item["properties"]["catalog_id"]] for item in matches[offset : offset + limit]]
    return {"catalogs": page, "pagination": {"limit": limit, "offset": offset, "total": len(matches)}}


def get_catalog(call: Call) -> dict[str, Any]:
    """A catalog with its STAC item; 404 if there is none with this id."""
    return catalogs.catalog_answer(call, catalogs.get_catalog(call, call.path["id"]))


def create_catalog_download(call: Call) -> dict[str, Any]:
    """A new download of catalogs, packed in two steps of the clock.

    404 for an unknown catalog or order item, 400 for an order item that has no catalog yet.
    """
    download = {
        "id": str(uuid.uuid4()),
        "images": {catalog["id"]: catalog["details"] for catalog in catalogs.requested_catalogs(call, call.body, "")},
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add("catalog_download", download)
    return _progress(call, download)


def get_catalog_download(call: Call) -> dict[str, Any]:
    """The status of a download and, when it is ready, the signed URL of a ZIP file; 404 for an unknown download."""
    download_id = call.path["download_id"]
    download = call.documents.get("catalog_download", download_id)
    if download is None:
        raise errors.not_found("no such download", {"download_id": download_id})
    return _progress(call, download)


def _search(body: dict[str, Any]) -> dict[str, Any]:
    """The body in the form of a search of the archive, where some fields have other names."""
    search: dict[str, Any] = {
        name: body[name] for name in ("collections", "bbox", "intersects", "datetime") if name in body
    }
    if "item_ids" in body:
        search["ids"] = body["item_ids"]
    search["query"] = {
        name: {"eq": condition} if isinstance(condition, str) else condition
        for name, condition in body.get("query", {}).items()
    }
    search["sortby"] = body.get("sort_by", [])
    return search


def _item(stored: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """The STAC item of a catalog, with the fields of the catalog among its properties."""
    fields = {name: value for name, value in answer.items() if name not in {"id", "details"}}
    context = {name: stored[name] for name in catalogs.SEARCHED}
    properties = {**fields, **context, "catalog_id": stored["id"], **stored["details"]["properties"]}
    return {**stored["details"], "properties": properties}


def _progress(call: Call, download: dict[str, Any]) -> dict[str, Any]:
    work = call.work(download, STEPS_TO_PACK)
    succeeded = work.done and not work.failed
    return {
        "id": download["id"],
        "status": "failed" if work.failed else _STATUSES[work.step],
        "signed_url": _url(call, download) if succeeded else "",
    }


def _url(call: Call, download: dict[str, Any]) -> str:
    files: dict[str, bytes] = {}
    for catalog_id, details in download["images"].items():
        files[f"{catalog_id}/{details['id']}.json"] = json.dumps(details).encode()
        for name in details["assets"]:
            files[f"{catalog_id}/{name}.tif"] = tiff.draw(f"{details['id']} {name}")
    return call.file_url(f"{download['id']}.zip", zipped.zipped(files), "application/zip")
