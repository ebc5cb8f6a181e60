# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .legend_item import LegendItem


@define(kw_only=True, repr=False, eq=False, slots=False)
class Legend(Model):
    """The legends of one date, one for each computed or updated mode."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("dynamic", "dynamic", ListOf(Object("legend_item", "LegendItem"))),
        Property("theoretical", "theoretical", ListOf(Object("legend_item", "LegendItem"))),
    )

    dynamic: list[LegendItem] | None = None
    theoretical: list[LegendItem] | None = None
