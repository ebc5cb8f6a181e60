# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .cloud_delivery import CloudDelivery


@define(kw_only=True, repr=False, eq=False, slots=False)
class DeliveryCreate(Model):
    """The catalogs to deliver - by id, or all catalogs of order items - and their destination."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("cloud_info", "cloud_info", Object("cloud_delivery", "CloudDelivery"), required=True),
        Property("catalog_ids", "catalog_ids", ListOf(STRING)),
        Property("order_item_ids", "order_item_ids", ListOf(STRING)),
    )

    cloud_info: CloudDelivery
    """The destination of a delivery."""
    catalog_ids: list[str] | None = None
    order_item_ids: list[str] | None = None
