# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf, Nullable
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class TemporalExtent(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (Property("interval", "interval", ListOf(ListOf(Nullable(STRING)))),)

    interval: list[list[str | None]] | None = None
    """Intervals as pairs of times, with null for an open end. The first contains the others."""
