# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, ListOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class SatelliteCollection(Model):
    """A STAC collection of images of a satellite."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING),
        Property("name", "name", STRING),
        Property("provider", "provider", STRING),
        Property("queryables", "queryables", ListOf(STRING)),
        Property("rescale", "rescale", ListOf(NUMBER)),
    )

    id: str | None = None
    name: str | None = None
    provider: str | None = None
    queryables: list[str] | None = None
    """The properties for the filters of a search."""
    rescale: list[float] | None = None
    """The minimum and maximum value, mapped to the ends of a colour map. May be empty."""
