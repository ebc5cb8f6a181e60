# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, Choice, ListOf
from .._data.models import Model, Property
from .expression_type import ExpressionType
from .index_type import IndexType


@define(kw_only=True, repr=False, eq=False, slots=False)
class Index(Model):
    """A spectral index, a formula of the bands of a satellite."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("description", "description", STRING),
        Property("type", "type", Choice(IndexType)),
        Property("expression", "expression", STRING),
        Property("expression_type", "expression_type", Choice(ExpressionType)),
        Property("bands", "bands", ListOf(STRING)),
        Property("colormap", "colormap", STRING),
        Property("rescale", "rescale", ListOf(NUMBER)),
        Property("satellite_id", "satellite_id", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    name: str
    description: str | None = None
    type: IndexType | str | None = None
    """Created by a user (`custom`) or provided by Pixxel (`preset`)."""
    expression: str | None = None
    """An arithmetic expression of band names."""
    expression_type: ExpressionType | str | None = None
    """The result of the expression - an index value, a colour composite, or one band in grey."""
    bands: list[str] | None = None
    """The names of the bands in the expression."""
    colormap: str | None = None
    """The name of the colour map for index values."""
    rescale: list[float] | None = None
    """The minimum and maximum index value, mapped to the ends of the colour map."""
    satellite_id: str | None = None
    """The satellite of the bands in the expression."""
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
