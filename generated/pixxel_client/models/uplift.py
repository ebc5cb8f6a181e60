# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class Uplift(Model):
    """A change of the price."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("title", "title", STRING),
        Property("subtitle", "subtitle", STRING),
        Property("amount", "amount", INTEGER),
        Property("percentage", "percentage", INTEGER),
        Property("item_id", "item_id", STRING),
    )

    title: str | None = None
    subtitle: str | None = None
    amount: int | None = None
    """The change in tokens."""
    percentage: int | None = None
    item_id: str | None = None
    """The archived image of the change. Only for archive orders."""
