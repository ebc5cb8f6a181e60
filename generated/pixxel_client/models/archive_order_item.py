# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .cloud_delivery import CloudDelivery
    from .order_geometry import OrderGeometry


@define(kw_only=True, repr=False, eq=False, slots=False)
class ArchiveOrderItem(Model):
    """Archived images to order."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("project_id", "project_id", STRING, required=True),
        Property("usecase", "usecase", STRING, required=True),
        Property("geometry", "geometry", Object("order_geometry", "OrderGeometry"), required=True),
        Property("item_ids", "item_ids", ListOf(STRING), required=True),
        Property("name", "name", STRING),
        Property("cloud_delivery", "cloud_delivery", Object("cloud_delivery", "CloudDelivery")),
    )

    project_id: str
    usecase: str
    geometry: OrderGeometry
    """The areas to image, as GeoJSON."""
    item_ids: list[str]
    """The images, by the ids of their STAC items."""
    name: str | None = None
    cloud_delivery: CloudDelivery | None = None
    """The destination of a delivery."""
