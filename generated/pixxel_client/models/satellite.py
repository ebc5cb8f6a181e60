# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .rgb_composite import RgbComposite
    from .satellite_band import SatelliteBand
    from .satellite_collection import SatelliteCollection


@define(kw_only=True, repr=False, eq=False, slots=False)
class Satellite(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("bands", "bands", ListOf(Object("satellite_band", "SatelliteBand"))),
        Property("collections", "collections", ListOf(Object("satellite_collection", "SatelliteCollection"))),
        Property("rgb_composite", "rgb_composite", Object("rgb_composite", "RgbComposite")),
    )

    id: str
    name: str
    bands: list[SatelliteBand] | None = None
    collections: list[SatelliteCollection] | None = None
    rgb_composite: RgbComposite | None = None
    """The bands for a true-colour picture."""
