"""Orders: items that are paid for together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..domain.orders import fulfilment
from ..domain.orders.placement import Ordered

if TYPE_CHECKING:
    from ..core.call import Call


def list_orders(call: Call) -> dict[str, Any]:
    """The orders that match the filter, each with its items."""
    orders, pagination = call.page("order", where={"user_id": call.filter("user_id")})
    # Read once: to look for those of each order would read them all for each.
    items: dict[str, list[dict[str, Any]]] = {order["id"]: [] for order in orders}
    for item in call.documents.page("order_item")[0]:
        if item["order_id"] in items:
            items[item["order_id"]].append(item)
    return {"orders": [_whole(call, one, items[one["id"]]) for one in orders], "pagination": pagination}


def submit_order(call: Call) -> dict[str, Any]:
    """A new order, or with `dry_run` what it would be.

    404 for a project, bandset, archived image or store that is not there, 400 for a broken rule of ordering.
    """
    ordered = Ordered(call)
    for kind, document, parent in ordered.documents:
        call.documents.add(kind, document, parent=parent)
    answer = _whole(call, ordered.order, _items(call, ordered.order))
    if call.body.get("dry_run", False):
        # Placed all the same, for as long as it takes to see what comes of it.
        for kind, document, _ in ordered.documents:
            call.documents.remove(kind, document["id"])
    return answer


def get_order(call: Call) -> dict[str, Any]:
    """One order with its items; 404 if there is none of this id."""
    order_id = call.path["id"]
    order = call.documents.get("order", order_id)
    if order is None:
        raise errors.not_found("no such order", {"id": order_id})
    return _whole(call, order, _items(call, order))


def _items(call: Call, order: dict[str, Any]) -> list[dict[str, Any]]:
    return call.documents.page("order_item", where={"order_id": [order["id"]]})[0]


def _whole(call: Call, order: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """The order with its items, which are given newest first."""
    shown = [fulfilment.item(call, one) for one in reversed(items)]
    return {**fulfilment.order(call, order), "order_items": shown}
