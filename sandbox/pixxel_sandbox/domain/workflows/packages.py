"""Packages: ZIP files with the results of jobs and insights.

A package is stored at the first request for it. Its progress follows from the clock, so that a repeated request returns
the same package.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from ...contract import errors
from ...core import clock, tiff, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...core.call import Call

STEPS_TO_PACK = 1


def check_completed(subject: str, status: str) -> None:
    """400 unless the status is `completed`."""
    if status != "completed":
        raise errors.bad_request(
            f"the {subject} is {status}; its results can be packed when it is completed", {"status": status}
        )


def get_or_start(call: Call, kind: str, owner_id: str, selection: object = None) -> dict[str, Any]:
    """The package with this selection of the results of `owner_id`; it is started at the first request."""
    packages, _ = call.documents.page(kind, parent=owner_id)
    for package in packages:
        if package["selection"] == selection:
            return package
    package = {
        "id": str(uuid.uuid4()),
        "selection": selection,
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add(kind, package, parent=owner_id)
    return package


def progress(call: Call, package: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The status of the package and, when it is ready, the signed URL of a ZIP file with `files`."""
    work = call.work(package, STEPS_TO_PACK)
    if work.failed:
        return {"status": "failed", "signed_url": ""}
    if not work.done:
        return {"status": "pending", "signed_url": ""}
    return {
        "status": "ready",
        "signed_url": call.file_url(f"{package['id']}.zip", zipped.zipped(files), "application/zip"),
    }


def files(folder: str, owner_id: str, values: list[dict[str, Any]]) -> dict[str, bytes]:
    """A file for each input or output of a block: a raster for imagery, otherwise its description in JSON."""
    contents: dict[str, bytes] = {}
    for value in values:
        # An input of a request may lack the type.
        if value.get("type") == "url" or "stac_url" in value:
            contents[f"{folder}/{value['name']}.tif"] = tiff.draw(f"{owner_id} {value['name']}")
        else:
            contents[f"{folder}/{value['name']}.json"] = json.dumps(value).encode()
    return contents
