# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import MapOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .skip_pagination import SkipPagination
    from .stac_item import StacItem


@define(kw_only=True, repr=False, eq=False, slots=False)
class ImageryPage(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("items", "items", MapOf(Object("stac_item", "StacItem")), required=True),
        Property("pagination", "pagination", Object("skip_pagination", "SkipPagination")),
    )

    items: dict[str, StacItem]
    """The images, as a map of STAC items."""
    pagination: SkipPagination | None = None
    """The position of a page in the whole list."""
