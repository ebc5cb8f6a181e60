# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import BOOLEAN, ListOf, Object, OneOf
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .archive_order_item import ArchiveOrderItem
    from .tasking_order_item import TaskingOrderItem


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderCreate(Model):
    """The items to order."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property(
            "order_items",
            "order_items",
            ListOf(
                OneOf(
                    Object("archive_order_item", "ArchiveOrderItem"),
                    Object("tasking_order_item", "TaskingOrderItem"),
                )
            ),
            required=True,
        ),
        Property("dry_run", "dry_run", BOOLEAN),
    )

    order_items: list[ArchiveOrderItem | TaskingOrderItem]
    dry_run: bool | None = None
    """Return the order, but order nothing."""
