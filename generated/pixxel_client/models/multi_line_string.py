# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, Choice, ListOf
from .._data.models import Model, Property
from .multi_line_string_type import MultiLineStringType


@define(kw_only=True, repr=False, eq=False, slots=False)
class MultiLineString(Model):
    """Several GeoJSON lines (WGS 84)."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", Choice(MultiLineStringType), required=True),
        Property("coordinates", "coordinates", ListOf(ListOf(ListOf(NUMBER))), required=True),
    )

    type: MultiLineStringType | str
    coordinates: list[list[list[float]]]
