"""Order items and their tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock, ranges
from ..domain.orders import fulfilment

if TYPE_CHECKING:
    from ..core.call import Call


def list_order_items(call: Call) -> dict[str, Any]:
    """The items that match the filters, without their tasks; `core.ranges` describes `area` and `created_at`."""
    within_area = ranges.numbers("area", call.query["area"])
    within_time = ranges.times("created_at", call.query["created_at"])
    status = call.filter("status")
    stored_items, _ = call.documents.page(
        "order_item",
        where={
            "id": call.listed("ids"),
            "order_id": call.listed("order_ids"),
            "project_id": call.listed("project_ids"),
            "type": call.filter("type"),
            "user_id": call.filter("user_id"),
            "created_by": call.filter("created_by"),
        },
    )
    # The status follows from the clock, so the store cannot filter by it.
    items = [
        item
        for stored_item in stored_items
        if within_area(stored_item["area"]) and within_time(clock.moment(stored_item["created_at"]))
        for item in [fulfilment.item_answer(call, stored_item)]
        if status is None or item["status"] in status
    ]
    offset, limit = call.query["offset"] or 0, call.query["limit"]
    end = None if limit is None else offset + limit
    return {
        "order_items": items[offset:end],
        "pagination": {"limit": len(items) if limit is None else limit, "offset": offset, "total": len(items)},
    }


def get_order_item(call: Call) -> dict[str, Any]:
    """An item with its tasks; 404 if there is none with this id."""
    item_id = call.path["id"]
    item = call.documents.get("order_item", item_id)
    if item is None:
        raise errors.not_found("no such order item", {"id": item_id})
    tasks = [fulfilment.task_answer(call, item, task) for task in fulfilment.tasks_of(call, item)]
    return {**fulfilment.item_answer(call, item), "validation_errors": [], "tasks": tasks}
