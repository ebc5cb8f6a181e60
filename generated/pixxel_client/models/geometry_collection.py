# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import Choice, ListOf, Object, OneOf
from .._data.models import Model, Property
from .geometry_collection_type import GeometryCollectionType

if TYPE_CHECKING:
    from .line_string import LineString
    from .multi_line_string import MultiLineString
    from .multi_point import MultiPoint
    from .multi_polygon import MultiPolygon
    from .point import Point
    from .polygon import Polygon


@define(kw_only=True, repr=False, eq=False, slots=False)
class GeometryCollection(Model):
    """Several GeoJSON geometries (WGS 84)."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(GeometryCollectionType), required=True),
        Property(
            "geometries",
            "geometries",
            ListOf(
                OneOf(
                    Object("point", "Point"),
                    Object("multi_point", "MultiPoint"),
                    Object("line_string", "LineString"),
                    Object("multi_line_string", "MultiLineString"),
                    Object("polygon", "Polygon"),
                    Object("multi_polygon", "MultiPolygon"),
                )
            ),
            required=True,
        ),
    )

    type: GeometryCollectionType | str
    geometries: list[Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon]
