# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class CatalogDownloadCreate(Model):
    """The content of a package - catalogs, or all catalogs of order items."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("catalog_ids", "catalog_ids", ListOf(STRING)),
        Property("order_item_ids", "order_item_ids", ListOf(STRING)),
    )

    catalog_ids: list[str] | None = None
    order_item_ids: list[str] | None = None
