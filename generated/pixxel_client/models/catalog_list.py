# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .catalog import Catalog
    from .pagination import Pagination


@define(kw_only=True, repr=False, eq=False, slots=False)
class CatalogList(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("catalogs", "catalogs", ListOf(Object("catalog", "Catalog")), required=True),
        Property("pagination", "pagination", Object("pagination", "Pagination"), required=True),
    )

    catalogs: list[Catalog]
    pagination: Pagination
    """The position of a page in the whole list."""
