# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import Choice, ListOf, Object
from .._data.models import Model, Property
from .order_geometry_type import OrderGeometryType

if TYPE_CHECKING:
    from .order_feature import OrderFeature


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderGeometry(Model):
    """The areas to image, as GeoJSON."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(OrderGeometryType), required=True),
        Property("features", "features", ListOf(Object("order_feature", "OrderFeature")), required=True),
    )

    type: OrderGeometryType
    features: list[OrderFeature]
