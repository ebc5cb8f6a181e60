# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Register a store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.store import Store
    from ...models.store_create import StoreCreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Store] = Operation(
    id="create_store",
    method="POST",
    path="/v0/stores",
    body=Object("store_create", "StoreCreate"),
    answers={
        200: Answer(JSON, Object("store", "Store")),
    },
)


def sync(
    *,
    client: Transport,
    body: StoreCreate | Mapping[str, Any],
) -> Store:
    """Register a store.

    Registers a bucket of S3, Google Cloud Storage or Azure Blob Storage for the delivery of imagery.

    Args:
        type: Amazon S3, Google Cloud Storage or Azure Blob Storage.
        configs: The bucket, and the path in it.
        secrets: What the service needs to write to the bucket. S3: access_key_id, secret_access_key.
            AZBLOB: account_name, tenant_id, client_id, client_secret. GCS: project_id,
            service_account_credentials.
        labels: Names and values for your own use.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/stores
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: StoreCreate | Mapping[str, Any],
) -> Response[Store]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: StoreCreate | Mapping[str, Any],
) -> Store:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: StoreCreate | Mapping[str, Any],
) -> Response[Store]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
