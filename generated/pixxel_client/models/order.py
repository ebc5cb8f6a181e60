# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, Choice, ListOf, Nullable, Object
from .._data.models import Model, Property
from .order_status import OrderStatus

if TYPE_CHECKING:
    from .order_item import OrderItem


@define(kw_only=True, repr=False, eq=False, slots=False)
class Order(Model):
    """Items that are ordered and paid together. Amounts are in tokens."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", Choice(OrderStatus), required=True),
        Property("org_id", "org_id", STRING),
        Property("user_id", "user_id", STRING),
        Property("total_amount", "total_amount", NUMBER),
        Property("transaction_id", "transaction_id", STRING),
        Property("paid_at", "paid_at", Nullable(STRING)),
        Property("order_items", "order_items", ListOf(Object("order_item", "OrderItem"))),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_by", "updated_by", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    status: OrderStatus | str
    """The status of the payment of an order."""
    org_id: str | None = None
    """The workspace."""
    user_id: str | None = None
    """The user who submitted the order."""
    total_amount: float | None = None
    """The price of all items in tokens."""
    transaction_id: str | None = None
    paid_at: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    order_items: list[OrderItem] | None = None
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_by: str | None = None
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
