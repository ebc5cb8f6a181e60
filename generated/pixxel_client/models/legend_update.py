# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import INTEGER, Choice, ListOf, MapOf, Object
from .._data.models import Model, Property
from .visualization_mode import VisualizationMode

if TYPE_CHECKING:
    from .legend_breakpoint import LegendBreakpoint


@define(kw_only=True, repr=False, eq=False, slots=False)
class LegendUpdate(Model):
    """New breakpoints for the legend of one mode."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("visualization_mode", "visualization_mode", Choice(VisualizationMode), required=True),
        Property("legend", "legend", MapOf(ListOf(Object("legend_breakpoint", "LegendBreakpoint"))), required=True),
        Property("dynamic_bins", "dynamic_bins", INTEGER),
    )
    _required_when: ClassVar[tuple[tuple[str, Any, tuple[str, ...]], ...]] = (
        ("visualization_mode", "dynamic", ("dynamic_bins",)),
    )

    visualization_mode: VisualizationMode
    """How a legend divides the values - by the values of the date (`dynamic`) or by the range of possible values
    (`theoretical`)."""
    legend: dict[str, list[LegendBreakpoint]]
    """The breakpoints, keyed by date (`YYYY_MM_DD`)."""
    dynamic_bins: int | None = None
    """The number of equal intervals of the values. Required for a dynamic legend."""
