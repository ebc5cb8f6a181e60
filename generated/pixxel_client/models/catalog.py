# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .stac_item import StacItem


@define(kw_only=True, repr=False, eq=False, slots=False)
class Catalog(Model):
    """An image that the workspace has received."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("org_id", "org_id", STRING),
        Property("task_id", "task_id", STRING),
        Property("bandset_id", "bandset_id", STRING),
        Property("area", "area", NUMBER),
        Property("delivery_status", "delivery_status", STRING),
        Property("details", "details", Object("stac_item", "StacItem")),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_by", "updated_by", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    org_id: str | None = None
    """The workspace."""
    task_id: str | None = None
    """The task of an order item that produced the image."""
    bandset_id: str | None = None
    area: float | None = None
    """Area in square kilometres."""
    delivery_status: str | None = None
    """The status of the delivery, such as `SUCCESSFUL`."""
    details: StacItem | None = None
    """An image as a STAC item."""
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_by: str | None = None
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
