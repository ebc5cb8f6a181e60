# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice, ListOf
from .._data.models import Model, Property
from .visualization_mode import VisualizationMode


@define(kw_only=True, repr=False, eq=False, slots=False)
class SldRequest(Model):
    """The styles to return."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("dates", "dates", ListOf(STRING), required=True),
        Property("visualization_modes", "visualization_modes", ListOf(Choice(VisualizationMode)), required=True),
    )

    dates: list[str]
    visualization_modes: list[VisualizationMode]
