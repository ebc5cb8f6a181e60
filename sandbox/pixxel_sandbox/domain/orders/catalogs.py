"""The catalogs that tasks have produced and their deliveries, at the time of a call."""

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

# Fields of a stored catalog that searches use and answers do not have.
SEARCHED = ("order_id", "order_item_id", "project_id", "usecase")


def find_catalogs(call: Call, where: Where) -> list[dict[str, Any]]:
    """The stored catalogs that match and that their tasks have produced, newest first."""
    catalogs, _ = call.documents.page("catalog", where=where)
    return [catalog for catalog in catalogs if _is_produced(call, catalog)]


def get_catalog(call: Call, catalog_id: str) -> dict[str, Any]:
    """The stored catalog; 404 if it does not exist or its task has not produced it yet."""
    catalog = call.documents.get("catalog", catalog_id)
    if catalog is None or not _is_produced(call, catalog):
        raise errors.not_found("no such catalog", {"catalog_id": catalog_id})
    return catalog


def catalog_answer(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """The answer for a catalog."""
    deliveries = find_deliveries(call, {"catalog_id": [stored["id"]]})
    answer = {name: value for name, value in stored.items() if name not in {*SEARCHED, "fails"}}
    return {**answer, "delivery_status": fulfilment.joint_delivery_status(call, deliveries[:1])}


def requested_catalogs(call: Call, request: dict[str, Any], pointer: str) -> list[dict[str, Any]]:
    """The stored catalogs that a request names at `pointer`, by their ids or by the ids of order items.

    404 for an unknown id; 400 for an order item that has no catalog yet.
    """
    if "catalog_ids" in request:
        return [get_catalog(call, catalog_id) for catalog_id in request["catalog_ids"]]
    catalogs: list[dict[str, Any]] = []
    for number, order_item_id in enumerate(request["order_item_ids"]):
        if call.documents.get("order_item", order_item_id) is None:
            raise errors.not_found("no such order item", {"order_item_id": order_item_id})
        produced = find_catalogs(call, {"order_item_id": [order_item_id]})
        if not produced:
            raise rules.broken(f"{pointer}/order_item_ids/{number}", "the order item has no catalog yet")
        catalogs += produced
    return catalogs


def new_delivery(
    catalog: dict[str, Any], cloud_delivery: dict[str, Any], authorship: dict[str, Any], *, task_id: str | None
) -> dict[str, Any]:
    """A new delivery of a stored catalog, by a task or, with None, by a request."""
    return {
        "id": str(uuid.uuid4()),
        "catalog_id": catalog["id"],
        "task_id": task_id,
        "cloud_delivery": cloud_delivery,
        "target_path": f"{catalog['order_id']}/{catalog['details']['id']}.zip",
        "brought_by": catalog["task_id"],
        "order_item_id": catalog["order_item_id"],
        "due_at": authorship["created_at"],
        **authorship,
    }


def find_deliveries(call: Call, where: Where) -> list[dict[str, Any]]:
    """The stored deliveries that match and have begun, newest first."""
    deliveries, _ = call.documents.page("delivery", where=where)
    return [delivery for delivery in deliveries if _has_begun(call, delivery)]


def delivery_answer(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """The answer for a delivery."""
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
    """Whether the delivery will still write to its store, now or when its task produces the catalog."""
    if _has_begun(call, delivery):
        return fulfilment.delivery_status(call, delivery) not in {"SUCCESS", "FAILED"}
    return fulfilment.will_produce(call, delivery["order_item_id"], delivery["brought_by"])


def _is_produced(call: Call, stored: dict[str, Any]) -> bool:
    return fulfilment.has_produced(call, stored["order_item_id"], stored["task_id"])


def _has_begun(call: Call, delivery: dict[str, Any]) -> bool:
    return fulfilment.has_produced(call, delivery["order_item_id"], delivery["brought_by"])
