# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class ImageryFilter(Model):
    """A range for a property of the images."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("min", "min", INTEGER, required=True),
        Property("max", "max", INTEGER, required=True),
    )

    id: str
    """The name of the property."""
    min: int
    max: int
