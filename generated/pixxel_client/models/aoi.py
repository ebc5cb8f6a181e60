# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, BOOLEAN, INTEGER, NUMBER, STRING, Choice, ListOf, MapOf, Object, OneOf
from .._data.models import Model, Property
from .aoi_status import AOIStatus

if TYPE_CHECKING:
    from .multi_polygon import MultiPolygon
    from .polygon import Polygon


@define(kw_only=True, repr=False, eq=False, slots=False)
class AOI(Model):
    """An area of interest and its imagery."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("aoi_id", "aoi_id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("status", "status", Choice(AOIStatus), required=True),
        Property("description", "description", STRING),
        Property("satellite_id", "satellite_id", STRING),
        Property("project_id", "project_id", STRING),
        Property("user_id", "user_id", STRING),
        Property("progress", "progress", INTEGER),
        Property("is_favourite", "is_favourite", BOOLEAN),
        Property("images", "images", MapOf(ANY)),
        Property("eo_bands", "eo_bands", ListOf(STRING)),
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

    aoi_id: str
    name: str
    status: AOIStatus | str
    """The status of collecting the imagery. `success`, `partial_success` and `failed` are terminal."""
    description: str | None = None
    satellite_id: str | None = None
    """The satellite that took the imagery of the AOI."""
    project_id: str | None = None
    user_id: str | None = None
    """The user who created the AOI."""
    progress: int | None = None
    """The progress in percent."""
    is_favourite: bool | None = None
    images: dict[str, Any] | None = None
    """The images of the AOI, keyed by image id. The fields of an image are not documented."""
    eo_bands: list[str] | None = None
    """The names of the bands of the imagery."""
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
