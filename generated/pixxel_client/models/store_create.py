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
class StoreCreate(Model):
    """A new store."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING, required=True),
        Property("type", "type", Choice(StoreType), required=True),
        Property("configs", "configs", Object("store_configs", "StoreConfigs"), required=True),
        Property("secrets", "secrets", MapOf(STRING), required=True, secret=True),
        Property("labels", "labels", MapOf(STRING)),
    )

    name: str
    type: StoreType
    """Amazon S3, Google Cloud Storage or Azure Blob Storage."""
    configs: StoreConfigs
    """The bucket, and the path in it."""
    secrets: dict[str, str]
    """What the service needs to write to the bucket. S3: access_key_id, secret_access_key. AZBLOB: account_name,
    tenant_id, client_id, client_secret. GCS: project_id, service_account_credentials."""
    labels: dict[str, str] | None = None
    """Names and values for your own use."""
