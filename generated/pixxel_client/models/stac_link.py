# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class StacLink(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", STRING, required=True),
        Property("rel", "rel", STRING, required=True),
        Property("title", "title", STRING),
        Property("type", "type", STRING),
    )

    href: str
    rel: str
    title: str | None = None
    type: str | None = None
    """The media type of the target."""
