# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, Nullable
from .._data.models import ABSENT, Absent, Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class LegendBreakpoint(Model):
    """One class of a new legend. In a dynamic legend, the server computes a bound that is null."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("label", "label", STRING),
        Property("color", "color", STRING),
        Property("min", "min", Nullable(NUMBER), absent=ABSENT),
        Property("max", "max", Nullable(NUMBER), absent=ABSENT),
    )

    label: str | None = None
    color: str | None = None
    min: float | Absent | None = ABSENT
    """The minimum index value of the class."""
    max: float | Absent | None = ABSENT
    """The maximum index value of the class."""
