# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice
from .._data.models import Model, Property
from .sort_key_direction import SortKeyDirection


@define(kw_only=True, repr=False, eq=False, slots=False)
class SortKey(Model):
    """A property to sort by."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("field", "field", STRING, required=True),
        Property("direction", "direction", Choice(SortKeyDirection), required=True),
    )

    field: str
    direction: SortKeyDirection
