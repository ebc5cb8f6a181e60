# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .stac_item import StacItem
    from .stac_link import StacLink


@define(kw_only=True, repr=False, eq=False, slots=False)
class StacItemCollection(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", STRING, required=True),
        Property("features", "features", ListOf(Object("stac_item", "StacItem")), required=True),
        Property("links", "links", ListOf(Object("stac_link", "StacLink"))),
    )

    type: str
    features: list[StacItem]
    links: list[StacLink] | None = None
