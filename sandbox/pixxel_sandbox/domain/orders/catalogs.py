"""What tasks have brought, and where it goes: catalogs and their deliveries at the moment of a call."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ...contract import errors, rules
from ...core import clock
from . import fulfilment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...core.call import Call

    Where = Mapping[str, list[str] | None]

# What catalogs hold so as to be found by it.
SEARCHED = ("order_id", "order_item_id", "project_id", "usecase")


def catalogs(call: Call, where: Where) -> list[dict[str, Any]]:
    """The stored catalogs that have come, newest first, as far as they match."""
    found, _ = call.documents.page("catalog", where=where)
    return [one for one in found if _has_come(call, one)]


def catalog(call: Call, catalog_id: str) -> dict[str, Any]:
    """The stored catalog, or 404 for one that does not exist or has not come yet."""
    found = call.documents.get("catalog", catalog_id)
    if found is None or not _has_come(call, found):
        raise errors.not_found("no such catalog", {"catalog_id": catalog_id})
    return found


def shown_catalog(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """The catalog as it is answered."""
    own = deliveries(call, {"catalog_id": [stored["id"]]})
    shown = {name: value for name, value in stored.items() if name not in {*SEARCHED, "fails"}}
    return {**shown, "delivery_status": fulfilment.delivered(call, own[:1])}


def chosen(call: Call, wanted: dict[str, Any], place: str) -> list[dict[str, Any]]:
    """The stored catalogs that a body asks for at `place`, by their ids or by those of order items.

    404 for ids that do not exist; 400 for an order item that has brought nothing so far.
    """
    if "catalog_ids" in wanted:
        return [catalog(call, catalog_id) for catalog_id in wanted["catalog_ids"]]
    found: list[dict[str, Any]] = []
    for number, order_item_id in enumerate(wanted["order_item_ids"]):
        if call.documents.get("order_item", order_item_id) is None:
            raise errors.not_found("no such order item", {"order_item_id": order_item_id})
        brought = catalogs(call, {"order_item_id": [order_item_id]})
        if not brought:
            raise rules.broken(f"{place}/order_item_ids/{number}", "the order item has not brought anything so far")
        found += brought
    return found


def delivery_of(
    stored: dict[str, Any], cloud_delivery: dict[str, Any], made: dict[str, Any], *, task_id: str | None
) -> dict[str, Any]:
    """A new delivery of a stored catalog, by a task or (None) by hand."""
    return {
        "id": str(uuid.uuid4()),
        "catalog_id": stored["id"],
        "task_id": task_id,
        "cloud_delivery": cloud_delivery,
        "target_path": f"{stored['order_id']}/{stored['details']['id']}.zip",
        "brought_by": stored["task_id"],
        "order_item_id": stored["order_item_id"],
        "due_at": made["created_at"],
        **made,
    }


def deliveries(call: Call, where: Where) -> list[dict[str, Any]]:
    """The stored deliveries that have begun, newest first, as far as they match."""
    found, _ = call.documents.page("delivery", where=where)
    return [one for one in found if _has_begun(call, one)]


def shown_delivery(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """The delivery as it is answered."""
    hidden = {"id", "brought_by", "order_item_id", "due_at", "fails"}
    step = fulfilment.delivery_work(call, stored).step
    changed_at = call.clock.after(clock.moment(stored["due_at"]), step)
    return {
        "delivery_id": stored["id"],
        **{name: value for name, value in stored.items() if name not in hidden},
        "status": fulfilment.delivery_status(call, stored),
        "updated_at": fulfilment.latest(stored, [changed_at], clock.timestamp_z),
    }


def is_unfinished(call: Call, delivery: dict[str, Any]) -> bool:
    """Whether something is still to be written to the store of a delivery, now or when its task brings it."""
    if _has_begun(call, delivery):
        return fulfilment.delivery_status(call, delivery) not in {"SUCCESS", "FAILED"}
    return fulfilment.will_bring(call, delivery["order_item_id"], delivery["brought_by"])


def _has_come(call: Call, stored: dict[str, Any]) -> bool:
    return fulfilment.has_brought(call, stored["order_item_id"], stored["task_id"])


def _has_begun(call: Call, delivery: dict[str, Any]) -> bool:
    return fulfilment.has_brought(call, delivery["order_item_id"], delivery["brought_by"])
