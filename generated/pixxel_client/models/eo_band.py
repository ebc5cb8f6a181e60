# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class EoBand(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING),
        Property("common_name", "common_name", STRING),
        Property("center_wavelength", "center_wavelength", NUMBER),
        Property("fwhm", "fwhm", NUMBER),
        Property("solar_irradiance", "solar_irradiance", NUMBER),
    )

    name: str | None = None
    common_name: str | None = None
    center_wavelength: float | None = None
    """The centre of the band in micrometres."""
    fwhm: float | None = None
    """Full width at half maximum in micrometres."""
    solar_irradiance: float | None = None
    """W/m²/µm."""
