"""Spectral indices."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock

if TYPE_CHECKING:
    from ..core.call import Call


def list_indices(call: Call) -> dict[str, Any]:
    """The indices that match the filters."""
    indices, pagination = call.page(
        "index",
        where={
            "id": call.filter("index_id"),
            "type": call.filter("type"),
            "expression_type": call.filter("expression_type"),
            "satellite_id": call.filter("satellite_id"),
        },
    )
    return {"indices": indices, "pagination": pagination}


def create_index(call: Call) -> dict[str, Any]:
    """A new custom index; 409 if the satellite already has one with this name."""
    body = call.body
    same_name, _ = call.documents.page(
        "index", where={"satellite_id": [body["satellite_id"]], "name": [body["name"]]}, limit=1
    )
    if same_name:
        raise errors.conflict("an index with this name already exists", {"index_id": same_name[0]["id"]})
    created_at = clock.timestamp(call.clock.now())
    index = {
        "id": str(uuid.uuid4()),
        "name": body["name"],
        "description": body["description"],
        "type": "custom",
        "expression": body["expression"],
        "expression_type": body["expression_type"],
        # A dict instead of a set keeps the order.
        "bands": list(dict.fromkeys(re.findall(r"\bB[0-9]+\b", body["expression"]))),
        "colormap": body["colormap"],
        "rescale": body["rescale"],
        "satellite_id": body["satellite_id"],
        "created_at": created_at,
        "updated_at": created_at,
    }
    call.documents.add("index", index)
    return index
