# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .band import Band


@define(kw_only=True, repr=False, eq=False, slots=False)
class Bandset(Model):
    """Bands that are imaged together."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("description", "description", STRING),
        Property("captures", "captures", INTEGER),
        Property("bands", "bands", ListOf(Object("band", "Band"))),
    )

    id: str
    name: str
    description: str | None = None
    captures: int | None = None
    """The number of captures for the bands. The price depends on it."""
    bands: list[Band] | None = None
