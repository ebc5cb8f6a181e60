# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .spatial_extent import SpatialExtent
    from .temporal_extent import TemporalExtent


@define(kw_only=True, repr=False, eq=False, slots=False)
class Extent(Model):
    """The area and the time range of the images of a collection."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("spatial", "spatial", Object("spatial_extent", "SpatialExtent")),
        Property("temporal", "temporal", Object("temporal_extent", "TemporalExtent")),
    )

    spatial: SpatialExtent | None = None
    temporal: TemporalExtent | None = None
