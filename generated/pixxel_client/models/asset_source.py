# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class AssetSource(Model):
    """The asset of an AOI that provides an input."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("type", "type", STRING, required=True),
    )

    id: str
    type: str
