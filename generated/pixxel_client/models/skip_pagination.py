# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class SkipPagination(Model):
    """Where in the whole list a page stands."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("limit", "limit", INTEGER),
        Property("skip", "skip", INTEGER),
        Property("total", "total", INTEGER),
    )

    limit: int | None = None
    """How many items the page holds at the most."""
    skip: int | None = None
    """How many items come before the page."""
    total: int | None = None
    """How many items there are."""
