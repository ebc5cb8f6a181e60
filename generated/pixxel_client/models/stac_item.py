# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, ListOf, MapOf, Object, OneOf
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .geometry_collection import GeometryCollection
    from .line_string import LineString
    from .multi_line_string import MultiLineString
    from .multi_point import MultiPoint
    from .multi_polygon import MultiPolygon
    from .point import Point
    from .polygon import Polygon
    from .stac_asset import StacAsset
    from .stac_link import StacLink
    from .stac_properties import StacProperties


@define(kw_only=True, repr=False, eq=False, slots=False)
class StacItem(Model):
    """An image as a STAC item."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("type", "type", STRING),
        Property("collection", "collection", STRING),
        Property("stac_version", "stac_version", STRING),
        Property("stac_extensions", "stac_extensions", ListOf(STRING)),
        Property(
            "bbox",
            "bbox",
            ListOf(
                OneOf(
                    NUMBER,
                    STRING,
                )
            ),
        ),
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
        ),
        Property("properties", "properties", Object("stac_properties", "StacProperties")),
        Property("assets", "assets", MapOf(Object("stac_asset", "StacAsset"))),
        Property("links", "links", ListOf(Object("stac_link", "StacLink"))),
    )

    id: str
    type: str | None = None
    collection: str | None = None
    stac_version: str | None = None
    stac_extensions: list[str] | None = None
    """The URLs of the STAC extensions in use."""
    bbox: list[float | str] | None = None
    """West, south, east, north in degrees (WGS 84)."""
    geometry: Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon | GeometryCollection | None = (
        None
    )
    """A GeoJSON geometry (WGS 84)."""
    properties: StacProperties | None = None
    """The properties of an image. Angles are in degrees. Pixels of level L2A are reflectances, scaled to 0-50000."""
    assets: dict[str, StacAsset] | None = None
    """The files of the image, by name."""
    links: list[StacLink] | None = None
