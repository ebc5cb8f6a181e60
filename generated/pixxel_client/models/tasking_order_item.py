# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING, Choice, Object
from .._data.models import Model, Property
from .delivery_speed import DeliverySpeed
from .tasking_recurrence import TaskingRecurrence

if TYPE_CHECKING:
    from .bandset_reference import BandsetReference
    from .cloud_delivery import CloudDelivery
    from .order_geometry import OrderGeometry


@define(kw_only=True, repr=False, eq=False, slots=False)
class TaskingOrderItem(Model):
    """New images to order, once or recurring. A recurring item ends on its `end_date` or after `no_of_occurrences`,
    within two years."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("project_id", "project_id", STRING, required=True),
        Property("usecase", "usecase", STRING, required=True),
        Property("geometry", "geometry", Object("order_geometry", "OrderGeometry"), required=True),
        Property("bandset", "bandset", Object("bandset_reference", "BandsetReference"), required=True),
        Property("recurrence", "recurrence", Choice(TaskingRecurrence), required=True),
        Property("start_date", "start_date", STRING, required=True),
        Property("name", "name", STRING),
        Property("end_date", "end_date", STRING),
        Property("no_of_occurrences", "no_of_occurrences", INTEGER),
        Property("cloud_cover", "cloud_cover", INTEGER),
        Property("off_nadir", "off_nadir", INTEGER),
        Property("delivery_speed", "delivery_speed", Choice(DeliverySpeed)),
        Property("cloud_delivery", "cloud_delivery", Object("cloud_delivery", "CloudDelivery")),
    )
    _required_when: ClassVar[tuple[tuple[str, Any, tuple[str, ...]], ...]] = (("recurrence", "ONCE", ("end_date",)),)

    project_id: str
    usecase: str
    geometry: OrderGeometry
    """The areas to image, as GeoJSON."""
    bandset: BandsetReference
    recurrence: TaskingRecurrence
    """How often images are taken."""
    start_date: str
    """A point in time (RFC 3339)."""
    name: str | None = None
    end_date: str | None = None
    """A point in time (RFC 3339)."""
    no_of_occurrences: int | None = None
    """The number of occurrences of a recurring item."""
    cloud_cover: int | None = None
    """The maximum cloud cover of an image, in percent."""
    off_nadir: int | None = None
    """The maximum off-nadir angle of the satellite, in degrees."""
    delivery_speed: DeliverySpeed | None = None
    """How fast images are delivered. `NOT_APPLICABLE` to archived images."""
    cloud_delivery: CloudDelivery | None = None
    """The destination of a delivery."""
