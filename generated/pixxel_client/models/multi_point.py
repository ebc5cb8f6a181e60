# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, Choice, ListOf
from .._data.models import Model, Property
from .multi_point_type import MultiPointType


@define(kw_only=True, repr=False, eq=False, slots=False)
class MultiPoint(Model):
    """Several GeoJSON points (WGS 84)."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(MultiPointType), required=True),
        Property("coordinates", "coordinates", ListOf(ListOf(NUMBER)), required=True),
    )

    type: MultiPointType | str
    coordinates: list[list[float]]
