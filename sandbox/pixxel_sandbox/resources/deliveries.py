"""Deliveries: copies of catalogs in stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock
from ..domain.orders import catalogs

if TYPE_CHECKING:
    from ..core.call import Call


def list_deliveries(call: Call) -> dict[str, Any]:
    """The deliveries that match the filters, those of tasks and those of requests."""
    deliveries = catalogs.find_deliveries(
        call,
        {
            "id": call.filter("delivery_id"),
            "catalog_id": call.filter("catalog_id"),
            "task_id": call.filter("task_id"),
            "order_item_id": call.filter("order_item_id"),
        },
    )
    return {"deliveries": [catalogs.delivery_answer(call, delivery) for delivery in deliveries]}


def create_deliveries(call: Call) -> dict[str, Any]:
    """A new delivery for each catalog; it takes two steps of the clock.

    404 for an unknown catalog, order item or store, 400 for an order item that has no catalog yet, 409 while the same
    catalog is being delivered to the same store and path.
    """
    user_id, created_at = call.workspace.user_id, clock.timestamp_z(call.clock.now())
    authorship = {"created_by": user_id, "updated_by": user_id, "created_at": created_at, "updated_at": created_at}
    new: list[dict[str, Any]] = []
    for number, request in enumerate(call.body["deliveries"]):
        target = request["cloud_info"]
        if call.documents.get("store", target["config"]) is None:
            raise errors.not_found("no such store", {"config": target["config"]})
        for catalog in catalogs.requested_catalogs(call, request, f"/deliveries/{number}"):
            _check_not_under_way(call, catalog["id"], target)
            delivery = catalogs.new_delivery(catalog, target, authorship, task_id=None)
            call.documents.add("delivery", delivery)
            new.append(catalogs.delivery_answer(call, delivery))
    return {"deliveries": new}


def _check_not_under_way(call: Call, catalog_id: str, target: dict[str, Any]) -> None:
    for delivery in catalogs.find_deliveries(call, {"catalog_id": [catalog_id]}):
        if delivery["cloud_delivery"] == target and catalogs.is_unfinished(call, delivery):
            raise errors.conflict("the catalog is already being delivered there", {"delivery_id": delivery["id"]})
