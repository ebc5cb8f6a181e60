# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class SkipPagination(Model):
    """The position of a page in the whole list."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("limit", "limit", INTEGER),
        Property("skip", "skip", INTEGER),
        Property("total", "total", INTEGER),
    )

    limit: int | None = None
    """The maximum number of items in the page."""
    skip: int | None = None
    """The number of items before the page."""
    total: int | None = None
    """The total number of items."""
