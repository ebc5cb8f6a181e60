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
class CatalogSearch(Model):
    """The conditions of a search for catalogs. A missing condition matches every catalog."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("ids", "ids", ListOf(STRING)),
        Property("item_ids", "item_ids", ListOf(STRING)),
        Property("order_ids", "order_ids", ListOf(STRING)),
        Property("order_item_ids", "order_item_ids", ListOf(STRING)),
        Property("collections", "collections", ListOf(STRING)),
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
        Property(
            "query",
            "query",
            MapOf(
                OneOf(
                    STRING,
                    MapOf(ANY),
                )
            ),
        ),
        Property("sort_by", "sort_by", ListOf(Object("sort_key", "SortKey"))),
        Property("limit", "limit", INTEGER),
        Property("offset", "offset", INTEGER),
    )

    ids: list[str] | None = None
    """Only the catalogs with these ids."""
    item_ids: list[str] | None = None
    """Only the images with these STAC item ids."""
    order_ids: list[str] | None = None
    """Only catalogs of these orders."""
    order_item_ids: list[str] | None = None
    """Only catalogs of these order items."""
    collections: list[str] | None = None
    """Only images of these STAC collections."""
    bbox: list[float] | None = None
    """West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number."""
    intersects: (
        Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon | GeometryCollection | None
    ) = None
    """A GeoJSON geometry (WGS 84)."""
    datetime: str | None = None
    """A point in time, or two with a slash between them (RFC 3339); `..` is an open end."""
    query: dict[str, str | dict[str, Any]] | None = None
    """Conditions on properties - for each property, a text or operators with their operands."""
    sort_by: list[SortKey] | None = None
    limit: int | None = None
    """The maximum number of catalogs in the answer."""
    offset: int | None = None
    """The number of catalogs to skip."""
