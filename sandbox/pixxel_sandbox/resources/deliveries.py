"""Deliveries: copies of catalogs in stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock
from ..domain.orders import catalogs as received

if TYPE_CHECKING:
    from ..core.call import Call


def list_deliveries(call: Call) -> dict[str, Any]:
    """The deliveries that match the filters, those of tasks and those asked for by hand."""
    found = received.deliveries(
        call,
        {
            "id": call.filter("delivery_id"),
            "catalog_id": call.filter("catalog_id"),
            "task_id": call.filter("task_id"),
            "order_item_id": call.filter("order_item_id"),
        },
    )
    return {"deliveries": [received.shown_delivery(call, one) for one in found]}


def create_deliveries(call: Call) -> dict[str, Any]:
    """One delivery for each catalog, in two steps of the clock.

    404 for a catalog, order item or store that is not there, 400 for an order item that has brought nothing so far, 409
    while the same catalog is on its way to the same place.
    """
    user_id, created_at = call.workspace.user_id, clock.timestamp_z(call.clock.now())
    made = {"created_by": user_id, "updated_by": user_id, "created_at": created_at, "updated_at": created_at}
    new: list[dict[str, Any]] = []
    for number, wanted in enumerate(call.body["deliveries"]):
        place = wanted["cloud_info"]
        if call.documents.get("store", place["config"]) is None:
            raise errors.not_found("no such store", {"config": place["config"]})
        for catalog in received.chosen(call, wanted, f"/deliveries/{number}"):
            _check_not_on_its_way(call, catalog["id"], place)
            delivery = received.delivery_of(catalog, place, made, task_id=None)
            call.documents.add("delivery", delivery)
            new.append(received.shown_delivery(call, delivery))
    return {"deliveries": new}


def _check_not_on_its_way(call: Call, catalog_id: str, place: dict[str, Any]) -> None:
    for one in received.deliveries(call, {"catalog_id": [catalog_id]}):
        if one["cloud_delivery"] == place and received.is_unfinished(call, one):
            raise errors.conflict("the catalog is on its way there already", {"delivery_id": one["id"]})
