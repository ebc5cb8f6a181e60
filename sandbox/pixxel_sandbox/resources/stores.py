"""Stores: buckets for deliveries. Their secrets are validated but not stored."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock
from ..domain.orders import catalogs

if TYPE_CHECKING:
    from ..core.call import Call


def list_stores(call: Call) -> dict[str, Any]:
    """All stores, newest first."""
    stores, _ = call.documents.page("store")
    return {"stores": stores}


def create_store(call: Call) -> dict[str, Any]:
    """A new store; 409 if there is one with this name."""
    body = call.body
    same_name, _ = call.documents.page("store", where={"name": [body["name"]]}, limit=1)
    if same_name:
        raise errors.conflict("a store with this name already exists", {"id": same_name[0]["id"]})
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
    """Delete a store; 404 if there is none with this id, 409 while deliveries to it are not finished."""
    store_id = call.path["id"]
    if call.documents.get("store", store_id) is None:
        raise errors.not_found("no such store", {"id": store_id})
    deliveries, _ = call.documents.page("delivery")
    for delivery in deliveries:
        if delivery["cloud_delivery"]["config"] == store_id and catalogs.is_unfinished(call, delivery):
            raise errors.conflict("a delivery to this store is not finished", {"delivery_id": delivery["id"]})
    call.documents.remove("store", store_id)
