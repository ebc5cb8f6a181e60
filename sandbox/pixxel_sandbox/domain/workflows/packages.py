"""Packages: files of a run in one ZIP file, built on the clock for whoever asks for them.

A package is stored when it is first asked for, under what it is of; what it holds follows from that, and how far it is
from the clock, so that asking again only looks.
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


def check_finished(what: str, status: str) -> None:
    """400 unless `status` says that there are results to pack."""
    if status != "completed":
        raise errors.bad_request(
            f"the {what} is {status}; its results can be packed once it is completed", {"status": status}
        )


def asked_for(call: Call, kind: str, owner_id: str, selection: object = None) -> dict[str, Any]:
    """The package of what `selection` names of its owner, started if this is the first time that it is asked for."""
    packages, _ = call.documents.page(kind, parent=owner_id)
    for one in packages:
        if one["selection"] == selection:
            return one
    package = {
        "id": str(uuid.uuid4()),
        "selection": selection,
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add(kind, package, parent=owner_id)
    return package


def progress(call: Call, package: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """How far the package is and, once it is ready, where the ZIP file of `files` is."""
    work = call.work(package, STEPS_TO_PACK)
    if work.failed:
        return {"status": "failed", "signed_url": ""}
    if not work.done:
        return {"status": "pending", "signed_url": ""}
    return {
        "status": "ready",
        "signed_url": call.file_url(f"{package['id']}.zip", zipped.zipped(files), "application/zip"),
    }


def files(folder: str, owner_id: str, made: list[dict[str, Any]]) -> dict[str, bytes]:
    """A file for each thing that a block takes or makes: a raster for imagery, else the description in JSON."""
    named: dict[str, bytes] = {}
    for one in made:
        # The type need not be repeated when an input is given.
        if one.get("type") == "url" or "stac_url" in one:
            named[f"{folder}/{one['name']}.tif"] = tiff.draw(f"{owner_id} {one['name']}")
        else:
            named[f"{folder}/{one['name']}.json"] = json.dumps(one).encode()
    return named
