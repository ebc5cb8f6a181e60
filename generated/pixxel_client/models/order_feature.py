# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, Choice, MapOf, Object, OneOf
from .._data.models import Model, Property
from .order_feature_type import OrderFeatureType

if TYPE_CHECKING:
    from .multi_polygon import MultiPolygon
    from .polygon import Polygon


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderFeature(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(OrderFeatureType), required=True),
        Property(
            "geometry",
            "geometry",
            OneOf(
                Object("polygon", "Polygon"),
                Object("multi_polygon", "MultiPolygon"),
            ),
            required=True,
        ),
        Property("properties", "properties", MapOf(ANY)),
    )

    type: OrderFeatureType
    geometry: Polygon | MultiPolygon
    """A GeoJSON geometry (WGS 84)."""
    properties: dict[str, Any] | None = None
    """Any properties."""
