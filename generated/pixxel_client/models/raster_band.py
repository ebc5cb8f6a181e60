# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class RasterBand(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("nodata", "nodata", NUMBER),
        Property("scale", "scale", NUMBER),
        Property("offset", "offset", NUMBER),
        Property("spatial_resolution", "spatial_resolution", NUMBER),
    )

    nodata: float | None = None
    """The value of pixels without data."""
    scale: float | None = None
    offset: float | None = None
    spatial_resolution: float | None = None
    """Ground resolution in metres."""
