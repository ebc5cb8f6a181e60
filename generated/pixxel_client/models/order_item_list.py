# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .order_item import OrderItem
    from .pagination import Pagination


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderItemList(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("order_items", "order_items", ListOf(Object("order_item", "OrderItem")), required=True),
        Property("pagination", "pagination", Object("pagination", "Pagination"), required=True),
    )

    order_items: list[OrderItem]
    pagination: Pagination
    """The position of a page in the whole list."""
