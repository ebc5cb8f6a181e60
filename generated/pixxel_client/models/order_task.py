# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING, Choice
from .._data.models import Model, Property
from .order_task_status import OrderTaskStatus
from .order_task_type import OrderTaskType
from .task_delivery_status import TaskDeliveryStatus


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderTask(Model):
    """The work for an item, or for one occurrence of it."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("order_item_id", "order_item_id", STRING),
        Property("type", "type", Choice(OrderTaskType)),
        Property("status", "status", Choice(OrderTaskStatus)),
        Property("delivery_status", "delivery_status", Choice(TaskDeliveryStatus)),
        Property("start_date", "start_date", STRING),
        Property("end_date", "end_date", STRING),
        Property("number_of_strips", "number_of_strips", INTEGER),
        Property("tokens_used", "tokens_used", INTEGER),
        Property("transaction_id", "transaction_id", STRING),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_by", "updated_by", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    order_item_id: str | None = None
    type: OrderTaskType | str | None = None
    status: OrderTaskStatus | str | None = None
    """The status of a task. `FULFILLED`, `PARTIALLY_FULFILLED`, `FAILED`, `CANCELLED` and `EXPIRED` are terminal."""
    delivery_status: TaskDeliveryStatus | str | None = None
    """The status of the delivery of a task's images."""
    start_date: str | None = None
    """A day (`DD-MM-YYYY`)."""
    end_date: str | None = None
    """A day (`DD-MM-YYYY`)."""
    number_of_strips: int | None = None
    """The number of imaged strips. Only for tasking."""
    tokens_used: int | None = None
    """The paid amount in tokens."""
    transaction_id: str | None = None
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_by: str | None = None
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
