# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, Choice, ListOf
from .._data.models import Model, Property
from .multi_polygon_type import MultiPolygonType


@define(kw_only=True, repr=False, eq=False, slots=False)
class MultiPolygon(Model):
    """Several GeoJSON polygons (WGS 84)."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(MultiPolygonType), required=True),
        Property("coordinates", "coordinates", ListOf(ListOf(ListOf(ListOf(NUMBER)))), required=True),
    )

    type: MultiPolygonType | str
    coordinates: list[list[list[list[float]]]]
