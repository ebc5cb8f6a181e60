# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .eo_band import EoBand
    from .raster_band import RasterBand


@define(kw_only=True, repr=False, eq=False, slots=False)
class StacAsset(Model):
    """A file of an image."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", STRING),
        Property("title", "title", STRING),
        Property("type", "type", STRING),
        Property("roles", "roles", ListOf(STRING)),
        Property("eo_bands", "eo:bands", ListOf(Object("eo_band", "EoBand"))),
        Property("raster_bands", "raster:bands", ListOf(Object("raster_band", "RasterBand"))),
    )

    href: str | None = None
    title: str | None = None
    type: str | None = None
    """The media type of the file."""
    roles: list[str] | None = None
    eo_bands: list[EoBand] | None = None
    raster_bands: list[RasterBand] | None = None
