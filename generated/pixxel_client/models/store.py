# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice, MapOf, Object
from .._data.models import Model, Property
from .store_type import StoreType

if TYPE_CHECKING:
    from .store_configs import StoreConfigs


@define(kw_only=True, repr=False, eq=False, slots=False)
class Store(Model):
    """A bucket for the delivery of imagery."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("type", "type", Choice(StoreType)),
        Property("configs", "configs", Object("store_configs", "StoreConfigs")),
        Property("labels", "labels", MapOf(STRING)),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    name: str
    type: StoreType | str | None = None
    """Amazon S3, Google Cloud Storage or Azure Blob Storage."""
    configs: StoreConfigs | None = None
    """The bucket, and the path in it."""
    labels: dict[str, str] | None = None
    """Names and values for your own use."""
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
