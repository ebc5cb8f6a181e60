# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import NUMBER, Choice, Many
from ..types import Model, Property
from .polygon_type import PolygonType


@define(kw_only=True, repr=False)
class Polygon(Model):
    """A GeoJSON polygon, WGS 84."""

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(PolygonType), required=True),
        Property("coordinates", "coordinates", Many(Many(Many(NUMBER))), required=True),
    )

    type: PolygonType | str
    coordinates: list[list[list[float]]]
    """An outer ring, then holes; each ring closed, as longitude, latitude."""
