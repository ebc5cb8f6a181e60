# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderedImage(Model):
    """An archived image of an item."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("item_id", "item_id", STRING),
        Property("geometry", "geometry", ANY),
    )

    item_id: str | None = None
    geometry: Any = None
    """The ordered part of the image, as any JSON."""
