"""Downloads: assets of an AOI in one ZIP file."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock, tiff, zipped
from ..domain import aoi_imagery

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_PACK = 2


def create_download(call: Call) -> dict[str, Any]:
    """A new download, packed in two steps of the clock; 404 for an unknown AOI or asset."""
    aoi = aoi_imagery.get_aoi(call)
    asset_ids = list(dict.fromkeys(call.body["asset_ids"]))
    assets = _assets(call, aoi, asset_ids)
    if unknown := sorted(set(asset_ids) - {asset["id"] for asset in assets}):
        raise errors.not_found("the AOI has no such assets", {"asset_ids": unknown})
    download = {
        "id": str(uuid.uuid4()),
        "aoi_id": aoi["aoi_id"],
        "asset_ids": asset_ids,
        "created_at": clock.timestamp(call.clock.now()),
    }
    call.documents.add("download", download, parent=aoi["aoi_id"])
    return _answer(call, aoi, download)


def get_download(call: Call) -> dict[str, Any]:
    """The status of a download; 404 if the AOI has none with this id."""
    aoi = aoi_imagery.get_aoi(call)
    download = call.documents.get("download", call.path["download_id"])
    if download is None or download["aoi_id"] != aoi["aoi_id"]:
        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})
    return _answer(call, aoi, download)


def _assets(call: Call, aoi: dict[str, Any], ids: list[str]) -> list[dict[str, Any]]:
    if not aoi_imagery.is_collected(call, aoi):
        return []
    return call.documents.page("asset", parent=aoi["aoi_id"], where={"id": ids})[0]


def _answer(call: Call, aoi: dict[str, Any], download: dict[str, Any]) -> dict[str, Any]:
    work = call.work(download, STEPS_TO_PACK)
    status, signed_url = "STARTED", ""
    if work.failed:
        status = "FAILED"
    elif work.done:
        status, signed_url = "SUCCESS", _signed_url(call, aoi, download)
    return {"download_id": download["id"], "status": status, "signed_url": signed_url}


def _signed_url(call: Call, aoi: dict[str, Any], download: dict[str, Any]) -> str:
    files = {}
    for asset in _assets(call, aoi, download["asset_ids"]):
        name = f"{asset['date']}-{asset['id']}"
        files[f"{name}.tif"] = tiff.draw(asset["id"])
        files[f"{name}.json"] = json.dumps(asset, indent=2).encode()
    return call.file_url(f"{download['id']}.zip", zipped.zipped(files), "application/zip")
