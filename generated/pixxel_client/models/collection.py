# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .extent import Extent
    from .stac_link import StacLink
    from .stac_provider import StacProvider


@define(kw_only=True, repr=False, eq=False, slots=False)
class Collection(Model):
    """A STAC collection."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("type", "type", STRING),
        Property("stac_version", "stac_version", STRING),
        Property("stac_extensions", "stac_extensions", ANY),
        Property("summaries", "summaries", ANY),
        Property("title", "title", STRING),
        Property("description", "description", STRING),
        Property("license", "license", STRING),
        Property("extent", "extent", Object("extent", "Extent")),
        Property("providers", "providers", ListOf(Object("stac_provider", "StacProvider"))),
        Property("links", "links", ListOf(Object("stac_link", "StacLink"))),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    type: str | None = None
    stac_version: str | None = None
    stac_extensions: Any = None
    """The URLs of the STAC extensions in use."""
    summaries: Any = None
    """The values of the properties of the items."""
    title: str | None = None
    description: str | None = None
    license: str | None = None
    extent: Extent | None = None
    """The area and the time range of the images of a collection."""
    providers: list[StacProvider] | None = None
    links: list[StacLink] | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
