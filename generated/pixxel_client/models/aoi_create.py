# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice, ListOf, Object, OneOf
from .._data.models import Model, Property
from .provider import Provider

if TYPE_CHECKING:
    from .multi_polygon import MultiPolygon
    from .polygon import Polygon


@define(kw_only=True, repr=False, eq=False, slots=False)
class AOICreate(Model):
    """A new AOI."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING, required=True),
        Property("description", "description", STRING, required=True),
        Property("satellite_id", "satellite_id", STRING, required=True),
        Property("provider", "provider", Choice(Provider), required=True),
        Property("project_id", "project_id", STRING, required=True),
        Property(
            "geometry",
            "geometry",
            OneOf(
                Object("polygon", "Polygon"),
                Object("multi_polygon", "MultiPolygon"),
            ),
            required=True,
        ),
        Property("item_ids", "item_ids", ListOf(STRING), required=True),
    )

    name: str
    description: str
    satellite_id: str
    """The satellite that took the images."""
    provider: Provider
    """The provider of images - Pixxel's own satellites, TD and Firefly (`pixxel`), or open data such as Landsat and
    Sentinel (`planetary`)."""
    project_id: str
    geometry: Polygon | MultiPolygon
    """A GeoJSON geometry (WGS 84)."""
    item_ids: list[str]
    """The images of the AOI, by the ids of their STAC items."""
