# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, Choice, ListOf
from .._data.models import Model, Property
from .expression_type import ExpressionType


@define(kw_only=True, repr=False, eq=False, slots=False)
class IndexCreate(Model):
    """A new custom index."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING, required=True),
        Property("description", "description", STRING, required=True),
        Property("expression", "expression", STRING, required=True),
        Property("expression_type", "expression_type", Choice(ExpressionType), required=True),
        Property("rescale", "rescale", ListOf(NUMBER), required=True),
        Property("colormap", "colormap", STRING, required=True),
        Property("satellite_id", "satellite_id", STRING, required=True),
    )

    name: str
    description: str
    expression: str
    """An arithmetic expression of band names."""
    expression_type: ExpressionType
    """The result of the expression - an index value, a colour composite, or one band in grey."""
    rescale: list[float]
    """The minimum and maximum index value, mapped to the ends of the colour map."""
    colormap: str
    """The name of the colour map for index values."""
    satellite_id: str
    """The satellite of the bands in the expression."""
