# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import NUMBER, Choice, Many
from ..types import Model, Property
from .line_string_type import LineStringType


@define(kw_only=True, repr=False)
class LineString(Model):
    """A GeoJSON line, WGS 84."""

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(LineStringType), required=True),
        Property("coordinates", "coordinates", Many(Many(NUMBER)), required=True),
    )

    type: LineStringType | str
    coordinates: list[list[float]]
