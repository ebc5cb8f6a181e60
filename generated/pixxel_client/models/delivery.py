# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice, Nullable, Object
from .._data.models import Model, Property
from .delivery_status import DeliveryStatus

if TYPE_CHECKING:
    from .cloud_delivery import CloudDelivery


@define(kw_only=True, repr=False, eq=False, slots=False)
class Delivery(Model):
    """A copy of a catalog in a store."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("delivery_id", "delivery_id", STRING, required=True),
        Property("status", "status", Choice(DeliveryStatus), required=True),
        Property("catalog_id", "catalog_id", STRING),
        Property("task_id", "task_id", Nullable(STRING)),
        Property("cloud_delivery", "cloud_delivery", Object("cloud_delivery", "CloudDelivery")),
        Property("target_path", "target_path", STRING),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_by", "updated_by", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    delivery_id: str
    status: DeliveryStatus | str
    """The status of a delivery. `SUCCESS` and `FAILED` are terminal."""
    catalog_id: str | None = None
    task_id: str | None = None
    """The task of an order item that includes the delivery; null if the delivery was requested by hand."""
    cloud_delivery: CloudDelivery | None = None
    """The destination of a delivery."""
    target_path: str | None = None
    """The path of the object, below the path of the store in `config`."""
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_by: str | None = None
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
