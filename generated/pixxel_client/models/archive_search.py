# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, INTEGER, NUMBER, STRING, ListOf, MapOf, Object, OneOf
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .geometry_collection import GeometryCollection
    from .line_string import LineString
    from .multi_line_string import MultiLineString
    from .multi_point import MultiPoint
    from .multi_polygon import MultiPolygon
    from .point import Point
    from .polygon import Polygon
    from .sort_key import SortKey


@define(kw_only=True, repr=False, eq=False, slots=False)
class ArchiveSearch(Model):
    """The conditions of a search for items. A missing condition matches every item. Send at most one of `bbox` and
    `intersects`."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("collections", "collections", ListOf(STRING)),
        Property("ids", "ids", ListOf(STRING)),
        Property("bbox", "bbox", ListOf(NUMBER)),
        Property(
            "intersects",
            "intersects",
            OneOf(
                Object("point", "Point"),
                Object("multi_point", "MultiPoint"),
                Object("line_string", "LineString"),
                Object("multi_line_string", "MultiLineString"),
                Object("polygon", "Polygon"),
                Object("multi_polygon", "MultiPolygon"),
                Object("geometry_collection", "GeometryCollection"),
            ),
        ),
        Property("datetime", "datetime", STRING),
        Property("query", "query", MapOf(MapOf(ANY))),
        Property("sortby", "sortby", ListOf(Object("sort_key", "SortKey"))),
        Property("limit", "limit", INTEGER),
        Property("offset", "offset", INTEGER),
    )

    collections: list[str] | None = None
    """Only items of these collections."""
    ids: list[str] | None = None
    """Only the items with these ids."""
    bbox: list[float] | None = None
    """West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number."""
    intersects: (
        Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon | GeometryCollection | None
    ) = None
    """A GeoJSON geometry (WGS 84)."""
    datetime: str | None = None
    """A point in time, or two with a slash between them (RFC 3339); `..` is an open end."""
    query: dict[str, dict[str, Any]] | None = None
    """Conditions on properties - for each property, operators with their operands, such as `{"eo:cloud_cover":
    {"gte": 0, "lt": 10}}`."""
    sortby: list[SortKey] | None = None
    limit: int | None = None
    """The maximum number of items in the answer."""
    offset: int | None = None
    """The number of items to skip."""
