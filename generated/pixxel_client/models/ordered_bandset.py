# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .band import Band


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderedBandset(Model):
    """The bands of the images of an item."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("bandset_id", "bandset_id", STRING),
        Property("bands", "bands", ListOf(Object("band", "Band"))),
        Property("custom", "custom", ListOf(ListOf(INTEGER))),
    )

    bandset_id: str | None = None
    bands: list[Band] | None = None
    custom: list[list[int]] | None = None
    """Ranges of bands, chosen one by one."""
