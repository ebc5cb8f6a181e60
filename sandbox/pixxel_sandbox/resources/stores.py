"""Stores: the buckets that imagery is delivered to. Their secrets are checked for form and kept nowhere."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock
from ..domain.orders import catalogs as received

if TYPE_CHECKING:
    from ..core.call import Call


def list_stores(call: Call) -> dict[str, Any]:
    """All stores, newest first."""
    stores, _ = call.documents.page("store")
    return {"stores": stores}


def create_store(call: Call) -> dict[str, Any]:
    """A new store; 409 if one of the same name exists."""
    body = call.body
    namesakes, _ = call.documents.page("store", where={"name": [body["name"]]}, limit=1)
    if namesakes:
        raise errors.conflict("a store of this name exists already", {"id": namesakes[0]["id"]})
    created_at = clock.timestamp_s(call.clock.now())
    store = {
        "id": str(uuid.uuid4()),
        "name": body["name"],
        "type": body["type"],
        "configs": body["configs"],
        "labels": body.get("labels", {}),
        "created_by": call.workspace.user_id,
        "created_at": created_at,
        "updated_at": created_at,
    }
    call.documents.add("store", store)
    return store


def delete_store(call: Call) -> None:
    """Forgets a store; 404 if there is none of this id, 409 for as long as something is to be delivered to it."""
    store_id = call.path["id"]
    if call.documents.get("store", store_id) is None:
        raise errors.not_found("no such store", {"id": store_id})
    all_deliveries, _ = call.documents.page("delivery")
    for one in all_deliveries:
        if one["cloud_delivery"]["config"] == store_id and received.is_unfinished(call, one):
            raise errors.conflict("something is still to be delivered to this store", {"delivery_id": one["id"]})
    call.documents.remove("store", store_id)
