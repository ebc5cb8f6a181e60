# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, NUMBER, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class SatelliteBand(Model):
    """A spectral band of a satellite."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING),
        Property("wavelength", "wavelength", NUMBER),
        Property("scale", "scale", NUMBER),
        Property("offset", "offset", NUMBER),
        Property("spatial_resolution", "spatial_resolution", INTEGER),
    )

    name: str | None = None
    wavelength: float | None = None
    """The centre of the band."""
    scale: float | None = None
    """The scale factor of pixel values."""
    offset: float | None = None
    """The offset of pixel values."""
    spatial_resolution: int | None = None
    """Ground resolution in metres."""
