# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .index import Index
    from .pagination import Pagination


@define(kw_only=True, repr=False, eq=False, slots=False)
class IndexList(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("indices", "indices", ListOf(Object("index", "Index")), required=True),
        Property("pagination", "pagination", Object("pagination", "Pagination"), required=True),
    )

    indices: list[Index]
    pagination: Pagination
    """The position of a page in the whole list."""
