# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING, ListOf, Object, OneOf
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .geometry_collection import GeometryCollection
    from .imagery_filter import ImageryFilter
    from .imagery_source import ImagerySource
    from .line_string import LineString
    from .multi_line_string import MultiLineString
    from .multi_point import MultiPoint
    from .multi_polygon import MultiPolygon
    from .point import Point
    from .polygon import Polygon


@define(kw_only=True, repr=False, eq=False, slots=False)
class ImagerySearch(Model):
    """The conditions of a search for images."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("start_date", "start_date", STRING, required=True),
        Property("end_date", "end_date", STRING, required=True),
        Property(
            "geometry",
            "geometry",
            OneOf(
                Object("point", "Point"),
                Object("multi_point", "MultiPoint"),
                Object("line_string", "LineString"),
                Object("multi_line_string", "MultiLineString"),
                Object("polygon", "Polygon"),
                Object("multi_polygon", "MultiPolygon"),
                Object("geometry_collection", "GeometryCollection"),
            ),
            required=True,
        ),
        Property("satellites", "satellites", ListOf(Object("imagery_source", "ImagerySource"))),
        Property("satellite", "satellite", Object("imagery_source", "ImagerySource")),
        Property("filters", "filters", ListOf(Object("imagery_filter", "ImageryFilter"))),
        Property("limit", "limit", INTEGER),
    )

    start_date: str
    """A point in time (RFC 3339)."""
    end_date: str
    """A point in time (RFC 3339)."""
    geometry: Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon | GeometryCollection
    """A GeoJSON geometry (WGS 84)."""
    satellites: list[ImagerySource] | None = None
    """The satellites of the images. Send either this or `satellite`."""
    satellite: ImagerySource | None = None
    """A satellite and one of its collections."""
    filters: list[ImageryFilter] | None = None
    """Ranges for properties of the images."""
    limit: int | None = None
    """The maximum number of images in the answer."""
