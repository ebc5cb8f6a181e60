"""The state of orders, their items, tasks and deliveries at the time of a call.

All documents that an order will produce are stored when it is placed, each with the time at which its work begins; the
state follows from the clock. Documents of a task that is not fulfilled yet are not visible.

An order is paid in two steps of the clock, and its tasks are fulfilled in two more. Each later task of a recurring item
has its own payment and begins five days before its first day.
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
# The delivery status of tasks and catalogs for each status of a delivery.
_DELIVERY_STATUS = {"CREATED": "PENDING", "IN_PROGRESS": "PENDING", "SUCCESS": "SUCCESSFUL", "FAILED": "FAILED"}
# Fields that only the sandbox uses, or that the answer has only after payment.
_HIDDEN = {"fails", "transaction_id", "tokens", "due_at"}


def order_answer(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """The answer for an order, without its items."""
    work = _payment(call, stored)
    answer = {
        **_visible(stored),
        "status": "UNPAID" if work.failed else _PAYMENT[work.step],
        "updated_at": latest(stored, [_at(call, stored["created_at"], work.step)], clock.timestamp_t),
    }
    if _succeeded(work):
        answer["transaction_id"] = stored["transaction_id"]
        answer["paid_at"] = stored["paid_at"] or answer["updated_at"]
    return answer


def item_answer(call: Call, stored: dict[str, Any]) -> dict[str, Any]:
    """The answer for an order item, without its tasks."""
    payment = _payment(call, order_of(call, stored))
    tasks = [task_answer(call, stored, task) for task in tasks_of(call, stored)]
    paid = [task["tokens_used"] for task in tasks if "tokens_used" in task]
    answer = {
        **_visible(stored),
        "status": _item_status([task["status"] for task in tasks], paid=_succeeded(payment)),
        "payment_status": "UNPAID" if not paid else "PAID" if len(paid) == len(tasks) else "PARTIAL-MONTHLY",
    }
    if paid:
        answer |= {"tokens_used": sum(paid), "transaction_id": stored["transaction_id"]}
    changes = [clock.moment(task["updated_at"]) for task in tasks]
    if stored["type"] != "ARCHIVE":
        checked_at = _at(call, stored["created_at"], min(payment.step, 1))
        changes.append(checked_at)
        answer["feasibility_status"] = "SUCCESS" if payment.step else "UNSPECIFIED"
        answer["last_feasibility_check"] = clock.timestamp_z(checked_at) if payment.step else ""
    answer["updated_at"] = latest(stored, changes, clock.timestamp_z)
    return answer


def tasks_of(call: Call, stored: dict[str, Any]) -> list[dict[str, Any]]:
    """The stored tasks of an item, in their order."""
    tasks, _ = call.documents.page("order_task", parent=stored["id"])
    return tasks[::-1]


def task_answer(call: Call, stored_item: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """The answer for a task."""
    work = _task_work(call, stored_item, stored)
    answer = {
        **_visible(stored),
        "status": "FAILED" if work.failed else _TASK[work.step],
        "delivery_status": _task_delivery(call, stored_item, stored, work),
    }
    changes = []
    if work.step >= STEPS_TO_PAY:
        answer |= {"tokens_used": stored["tokens"], "transaction_id": stored["transaction_id"]}
        changes.append(_at(call, stored["due_at"], work.step))
    answer["updated_at"] = latest(stored, changes, clock.timestamp_z)
    return answer


def has_produced(call: Call, order_item_id: str, task_id: str) -> bool:
    """Whether a task has produced its images."""
    return _succeeded(_work_of(call, order_item_id, task_id))


def will_produce(call: Call, order_item_id: str, task_id: str) -> bool:
    """Whether a task will still produce its images."""
    stored_order = order_of(call, _stored(call, "order_item", order_item_id))
    return not _payment(call, stored_order).failed and not _work_of(call, order_item_id, task_id).done


def delivery_work(call: Call, delivery: dict[str, Any]) -> Work:
    """The progress of a delivery that has begun."""
    return call.work(delivery, STEPS_TO_DELIVER, since="due_at")


def delivery_status(call: Call, delivery: dict[str, Any]) -> str:
    """The status of a delivery that has begun."""
    work = delivery_work(call, delivery)
    return "FAILED" if work.failed else _DELIVERY[work.step]


def joint_delivery_status(call: Call, deliveries: list[dict[str, Any]]) -> str:
    """The status of several deliveries together, in the words of tasks and catalogs."""
    statuses = {_DELIVERY_STATUS[delivery_status(call, delivery)] for delivery in deliveries}
    return next((status for status in ("PENDING", "FAILED", "SUCCESSFUL") if status in statuses), "NOT_APPLICABLE")


def latest(stored: dict[str, Any], changes: list[datetime], formatted: Callable[[datetime], str]) -> str:
    """The time of the last change of a document: the stored time, or the latest of `changes` if it is later."""
    newest = max(changes, default=clock.moment(stored["updated_at"]))
    return formatted(newest) if newest > clock.moment(stored["updated_at"]) else stored["updated_at"]


def _payment(call: Call, stored_order: dict[str, Any]) -> Work:
    return call.work(stored_order, STEPS_TO_PAY)


def _work_of(call: Call, order_item_id: str, task_id: str) -> Work:
    return _task_work(call, _stored(call, "order_item", order_item_id), _stored(call, "order_task", task_id))


def _task_work(call: Call, stored_item: dict[str, Any], stored: dict[str, Any]) -> Work:
    """The progress of a task; it fails with its item, and waits until the order is paid."""
    if not _succeeded(_payment(call, order_of(call, stored_item))):
        return NOT_BEGUN
    fails = stored.get("fails") or stored_item.get("fails")
    return call.work({**stored, "fails": fails}, STEPS_TO_FULFIL, since="due_at")


def _task_delivery(call: Call, stored_item: dict[str, Any], stored: dict[str, Any], work: Work) -> str:
    if "cloud_delivery" not in stored_item:
        return "NOT_APPLICABLE"
    if work.failed:
        return "FAILED"
    if not work.done:
        return "PENDING"
    return joint_delivery_status(call, call.documents.page("delivery", where={"task_id": [stored["id"]]})[0])


def _item_status(task_statuses: list[str], *, paid: bool) -> str:
    """The status of an item whose tasks have these statuses."""
    terminal = [status for status in task_statuses if status in {"FULFILLED", "FAILED"}]
    if len(terminal) < len(task_statuses):
        return "ACTIVE" if paid else "DRAFT"
    return terminal[0] if len(set(terminal)) == 1 else "PARTIALLY_FULFILLED"


def order_of(call: Call, stored_item: dict[str, Any]) -> dict[str, Any]:
    return _stored(call, "order", stored_item["order_id"])


def _stored(call: Call, kind: str, document_id: str) -> dict[str, Any]:
    """A document that another document refers to; these are never deleted."""
    document = call.documents.get(kind, document_id)
    if document is None:
        raise LookupError(f"the {kind} {document_id} does not exist")
    return document


def _at(call: Call, since: str, steps: int) -> datetime:
    return call.clock.after(clock.moment(since), steps)


def _succeeded(work: Work) -> bool:
    return work.done and not work.failed


def _visible(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name not in _HIDDEN}
