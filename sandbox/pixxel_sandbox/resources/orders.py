"""Orders: items that are paid together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..domain.orders import fulfilment
from ..domain.orders.placement import Placement

if TYPE_CHECKING:
    from ..core.call import Call


def list_orders(call: Call) -> dict[str, Any]:
    """The orders that match the filter, each with its items."""
    orders, pagination = call.page("order", where={"user_id": call.filter("user_id")})
    # All items are read once: a query for each order would read all items each time.
    items: dict[str, list[dict[str, Any]]] = {order["id"]: [] for order in orders}
    for item in call.documents.page("order_item")[0]:
        if item["order_id"] in items:
            items[item["order_id"]].append(item)
    return {"orders": [_answer(call, order, items[order["id"]]) for order in orders], "pagination": pagination}


def submit_order(call: Call) -> dict[str, Any]:
    """A new order or, with `dry_run`, the order that the request would place.

    404 for an unknown project, bandset, archive item or store, 400 for a broken rule.
    """
    placement = Placement(call)
    for kind, document, parent in placement.documents:
        call.documents.add(kind, document, parent=parent)
    answer = _answer(call, placement.order, _items(call, placement.order))
    if call.body.get("dry_run", False):
        # A dry run places the order to compute the answer, and then removes it.
        for kind, document, _ in placement.documents:
            call.documents.remove(kind, document["id"])
    return answer


def get_order(call: Call) -> dict[str, Any]:
    """An order with its items; 404 if there is none with this id."""
    order_id = call.path["id"]
    order = call.documents.get("order", order_id)
    if order is None:
        raise errors.not_found("no such order", {"id": order_id})
    return _answer(call, order, _items(call, order))


def _items(call: Call, order: dict[str, Any]) -> list[dict[str, Any]]:
    return call.documents.page("order_item", where={"order_id": [order["id"]]})[0]


def _answer(call: Call, order: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """The answer for an order; `items` are its stored items, newest first."""
    answers = [fulfilment.item_answer(call, item) for item in reversed(items)]
    return {**fulfilment.order_answer(call, order), "order_items": answers}
