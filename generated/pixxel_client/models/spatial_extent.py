# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, ListOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class SpatialExtent(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (Property("bbox", "bbox", ListOf(ListOf(NUMBER))),)

    bbox: list[list[float]] | None = None
    """Bounding boxes (WGS 84). The first contains the others."""
