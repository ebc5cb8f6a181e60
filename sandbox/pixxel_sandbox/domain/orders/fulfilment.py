"""How far orders, their items, tasks and deliveries are at the moment of a call.

All that an order will bring is stored when it is placed, each thing with the time that the work on it begins; how far
it is follows from the clock. What a task has not brought yet, nobody sees.

An order is paid in two steps of the clock, and its tasks are fulfilled in two more. The later tasks of a recurring item
begin, each with a payment of its own, five days before they image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core import clock
from ...core.call import Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ...core.call import Call

_PAYMENT = ("UNPAID", "PAYMENT_IN_PROGRESS", "PAID")
_TASK = ("DRAFT", "DRAFT", "SUBMITTED", "IN_PROGRESS", "FULFILLED")
_DELIVERY = ("CREATED", "IN_PROGRESS", "SUCCESS")
STEPS_TO_PAY = len(_PAYMENT) - 1
STEPS_TO_FULFIL = len(_TASK) - 1
STEPS_TO_DELIVER = len(_DELIVERY) - 1
NOT_BEGUN = Work(0, STEPS_TO_FULFIL, done=False, failed=False, percent=0)
# How tasks and catalogs tell how far a delivery is.
_DELIVERED = {"CREATED": "PENDING", "IN_PROGRESS": "PENDING", "SUCCESS": "SUCCESSFUL", "FAILED": "FAILED"}
# What documents hold for the sandbox alone, or until it is paid.
_HIDDEN = {"fails", "transaction_id", "tokens", "due_at"}


def order(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """An order as it is answered, all but its items."""
    work = _payment(call, stored)
    shown = {
        **_open(stored),
        "status": "UNPAID" if work.failed else _PAYMENT[work.step],
        "updated_at": latest(stored, [_at(call, stored["created_at"], work.step)], clock.timestamp_t),
    }
    if _succeeded(work):
        shown["transaction_id"] = stored["transaction_id"]
        shown["paid_at"] = stored["paid_at"] or shown["updated_at"]
    return shown


def item(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """An item of an order as it is answered, without its tasks."""
    payment = _payment(call, order_of(call, stored))
    own = [task(call, stored, one) for one in tasks_of(call, stored)]
    paid = [one["tokens_used"] for one in own if "tokens_used" in one]
    shown = {
        **_open(stored),
        "status": _status([one["status"] for one in own], paid=_succeeded(payment)),
        "payment_status": "UNPAID" if not paid else "PAID" if len(paid) == len(own) else "PARTIAL-MONTHLY",
    }
    if paid:
        shown |= {"tokens_used": sum(paid), "transaction_id": stored["transaction_id"]}
    changes = [clock.moment(one["updated_at"]) for one in own]
    if stored["type"] != "ARCHIVE":
        checked_at = _at(call, stored["created_at"], min(payment.step, 1))
        changes.append(checked_at)
        shown["feasibility_status"] = "SUCCESS" if payment.step else "UNSPECIFIED"
        shown["last_feasibility_check"] = clock.timestamp_z(checked_at) if payment.step else ""
    shown["updated_at"] = latest(stored, changes, clock.timestamp_z)
    return shown


def tasks_of(call: Call, stored: dict[str, Any]) -> list[dict[str, Any]]:
    """The stored tasks of an item, the first one first."""
    found, _ = call.documents.page("order_task", parent=stored["id"])
    return found[::-1]


def task(call: Call, of_item: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """A task as it is answered."""
    work = _task_work(call, of_item, stored)
    shown = {
        **_open(stored),
        "status": "FAILED" if work.failed else _TASK[work.step],
        "delivery_status": _task_delivery(call, of_item, stored, work),
    }
    changes = []
    if work.step >= STEPS_TO_PAY:
        shown |= {"tokens_used": stored["tokens"], "transaction_id": stored["transaction_id"]}
        changes.append(_at(call, stored["due_at"], work.step))
    shown["updated_at"] = latest(stored, changes, clock.timestamp_z)
    return shown


def has_brought(call: Call, order_item_id: str, task_id: str) -> bool:
    """Whether a task has brought its images."""
    return _succeeded(_work_of(call, order_item_id, task_id))


def will_bring(call: Call, order_item_id: str, task_id: str) -> bool:
    """Whether a task is still to bring its images."""
    of_order = order_of(call, _stored(call, "order_item", order_item_id))
    return not _payment(call, of_order).failed and not _work_of(call, order_item_id, task_id).done


def delivery_work(call: Call, delivery: dict[str, Any]) -> Work:
    """How far the copying of a delivery that has begun is."""
    return call.work(delivery, STEPS_TO_DELIVER, since="due_at")


def delivery_status(call: Call, delivery: dict[str, Any]) -> str:
    """How far a delivery is that has begun."""
    work = delivery_work(call, delivery)
    return "FAILED" if work.failed else _DELIVERY[work.step]


def delivered(call: Call, deliveries: list[dict[str, Any]]) -> str:
    """How far these deliveries of one thing are together, as tasks and catalogs tell it."""
    statuses = {_DELIVERED[delivery_status(call, one)] for one in deliveries}
    return next((one for one in ("PENDING", "FAILED", "SUCCESSFUL") if one in statuses), "NOT_APPLICABLE")


def latest(stored: dict[str, Any], changes: list[datetime], printed: Callable[[datetime], str]) -> str:
    """When a document was last changed: the time stored, or the last of `changes` if that came later."""
    newest = max(changes, default=clock.moment(stored["updated_at"]))
    return printed(newest) if newest > clock.moment(stored["updated_at"]) else stored["updated_at"]


def _payment(call: Call, of_order: dict[str, Any]) -> Work:
    return call.work(of_order, STEPS_TO_PAY)


def _work_of(call: Call, order_item_id: str, task_id: str) -> Work:
    return _task_work(call, _stored(call, "order_item", order_item_id), _stored(call, "order_task", task_id))


def _task_work(call: Call, of_item: dict[str, Any], stored: dict[str, Any]) -> Work:
    """How far a task is, which fails with its item and waits for as long as the order is not paid."""
    if not _succeeded(_payment(call, order_of(call, of_item))):
        return NOT_BEGUN
    fails = stored.get("fails") or of_item.get("fails")
    return call.work({**stored, "fails": fails}, STEPS_TO_FULFIL, since="due_at")


def _task_delivery(call: Call, of_item: dict[str, Any], stored: dict[str, Any], work: Work) -> str:
    if "cloud_delivery" not in of_item:
        return "NOT_APPLICABLE"
    if work.failed:
        return "FAILED"
    if not work.done:
        return "PENDING"
    return delivered(call, call.documents.page("delivery", where={"task_id": [stored["id"]]})[0])


def _status(tasks: list[str], *, paid: bool) -> str:
    """How far an item is whose tasks are as far as this."""
    ended = [one for one in tasks if one in {"FULFILLED", "FAILED"}]
    if len(ended) < len(tasks):
        return "ACTIVE" if paid else "DRAFT"
    return ended[0] if len(set(ended)) == 1 else "PARTIALLY_FULFILLED"


def order_of(call: Call, of_item: dict[str, Any]) -> dict[str, Any]:
    return _stored(call, "order", of_item["order_id"])


def _stored(call: Call, kind: str, document_id: str) -> dict[str, Any]:
    """A document that another one names; such are never deleted."""
    found = call.documents.get(kind, document_id)
    if found is None:
        raise LookupError(f"the {kind} {document_id} is gone")
    return found


def _at(call: Call, since: str, steps: int) -> datetime:
    return call.clock.after(clock.moment(since), steps)


def _succeeded(work: Work) -> bool:
    return work.done and not work.failed


def _open(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name not in _HIDDEN}
