# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class LegendItem(Model):
    """One class of a legend."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("label", "label", STRING),
        Property("color", "color", STRING),
        Property("min", "min", NUMBER),
        Property("max", "max", NUMBER),
        Property("area", "area", NUMBER),
        Property("area_percentage", "area_percentage", NUMBER),
    )

    label: str | None = None
    color: str | None = None
    min: float | None = None
    """The minimum index value of the class."""
    max: float | None = None
    """The maximum index value of the class."""
    area: float | None = None
    """The area of the class in square metres."""
    area_percentage: float | None = None
    """The share of the class in the AOI, in percent."""
