# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, NUMBER, STRING, Choice, ListOf, Object, OneOf
from .._data.models import Model, Property
from .asset_status import AssetStatus
from .asset_type import AssetType

if TYPE_CHECKING:
    from .multi_polygon import MultiPolygon
    from .polygon import Polygon


@define(kw_only=True, repr=False, eq=False, slots=False)
class Asset(Model):
    """A file of a visualization or an AOI."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("aoi_id", "aoi_id", STRING),
        Property("visualization_id", "visualization_id", STRING),
        Property("name", "name", STRING),
        Property("description", "description", STRING),
        Property("asset_type", "asset_type", Choice(AssetType)),
        Property("status", "status", Choice(AssetStatus)),
        Property("progress", "progress", INTEGER),
        Property("date", "date", STRING),
        Property("band_list", "band_list", ListOf(STRING)),
        Property("resolution", "resolution", NUMBER),
        Property("path", "path", STRING),
        Property(
            "geometry",
            "geometry",
            OneOf(
                Object("polygon", "Polygon"),
                Object("multi_polygon", "MultiPolygon"),
            ),
        ),
        Property("area_in_sq_m", "area_in_sq_m", NUMBER),
        Property("centroid", "centroid", ListOf(NUMBER)),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    aoi_id: str | None = None
    visualization_id: str | None = None
    name: str | None = None
    description: str | None = None
    asset_type: AssetType | str | None = None
    """One delivered image (`stac_item`), several in one (`mosaic`), or a map of an index (`visualization`)."""
    status: AssetStatus | str | None = None
    """The status of the file. `success` and `failed` are terminal."""
    progress: int | None = None
    """The progress in percent."""
    date: str | None = None
    """The day of the imagery (`YYYY-MM-DD`)."""
    band_list: list[str] | None = None
    """The names of the bands in the file."""
    resolution: float | None = None
    """Ground resolution in metres."""
    path: str | None = None
    """The URL of the file."""
    geometry: Polygon | MultiPolygon | None = None
    """A GeoJSON geometry (WGS 84)."""
    area_in_sq_m: float | None = None
    """Area in square metres."""
    centroid: list[float] | None = None
    """The centroid, as longitude, latitude in degrees."""
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
