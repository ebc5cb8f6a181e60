"""The statuses of the contract, in lower case, by what they say of the work or the payment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SUCCEEDED = {"success", "successful", "completed", "ready", "fulfilled"}
PARTLY_SUCCEEDED = {"partial_success", "partially_fulfilled"}
FAILED = {"failed", "cancelled", "expired"}
# Statuses after which work does not change.
TERMINAL_STATUSES = SUCCEEDED | PARTLY_SUCCEEDED | FAILED
# Work that has not begun or goes on. What is `updating` still has the results of the work before.
RUNNING = {
    *("draft", "unspecified", "created", "queued", "pending", "submitted", "active"),
    *("started", "creating", "running", "in_progress", "updating"),
}
# Statuses of an order, before and after its payment.
UNPAID_STATUSES = {"unpaid", "payment_in_progress"}
PAID_STATUSES = {"paid", "refund"}


def status_of(value: Mapping[str, Any], name: str = "status") -> str:
    """The status of an object in lower case, empty if it has none."""
    status = value.get(name)
    return status.lower() if isinstance(status, str) else ""


def moves(value: Any) -> bool:
    """Whether a value changes by itself: a status in it, at any depth, is not terminal."""
    if isinstance(value, list):
        return any(map(moves, value))
    if not isinstance(value, dict):
        return False
    return any(
        moves(part)
        if isinstance(part, dict | list)
        else is_status(name) and isinstance(part, str) and not is_settled(part)
        for name, part in value.items()
    )


def is_status(name: str) -> bool:
    """Whether a field of this name has a status: of the work, of the payment or of a delivery."""
    return name == "status" or name.endswith("_status")


def is_settled(status: str) -> bool:
    """Whether a status stays, unless somebody changes it."""
    return status.lower() in TERMINAL_STATUSES | PAID_STATUSES | {"not_applicable", "released"}
