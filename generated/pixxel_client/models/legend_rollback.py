# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice, ListOf
from .._data.models import Model, Property
from .visualization_mode import VisualizationMode


@define(kw_only=True, repr=False, eq=False, slots=False)
class LegendRollback(Model):
    """The legends to recompute."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("index_id", "index_id", STRING, required=True),
        Property("dates", "dates", ListOf(STRING), required=True),
        Property("visualization_mode", "visualization_mode", Choice(VisualizationMode), required=True),
    )

    index_id: str
    """The index of the visualization."""
    dates: list[str]
    """The dates of the legends to recompute."""
    visualization_mode: VisualizationMode
    """How a legend divides the values - by the values of the date (`dynamic`) or by the range of possible values
    (`theoretical`)."""
