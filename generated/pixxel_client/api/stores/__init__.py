# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `stores`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.store import Store
    from ...models.store_configs import StoreConfigs
    from ...models.store_list import StoreList
    from ...models.store_type import StoreType


__all__ = ["AsyncStores", "Stores"]


class Stores:
    """The operations tagged `stores`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
    ) -> StoreList:
        """List stores.

        The buckets for the delivery of imagery. Their secrets are never returned.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/stores
        """
        from .list_stores import sync

        return sync(
            client=self._client,
        )

    def create(
        self,
        *,
        name: str,
        type: StoreType,
        configs: StoreConfigs | Mapping[str, Any],
        secrets: Mapping[str, str],
        labels: Mapping[str, str] | None = None,
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
        from .create_store import sync

        return sync(
            client=self._client,
            body={
                "name": name,
                "type": type,
                "configs": configs,
                "secrets": secrets,
                "labels": labels,
            },
        )

    def delete(
        self,
        id: str,
    ) -> None:
        """Delete a store.

        Deletes a store permanently.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        DELETE /v0/stores/{id}
        """
        from .delete_store import sync

        return sync(
            id,
            client=self._client,
        )


class AsyncStores:
    """The operations tagged `stores`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
    ) -> StoreList:
        """List stores.

        The buckets for the delivery of imagery. Their secrets are never returned.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/stores
        """
        from .list_stores import asyncio

        return await asyncio(
            client=self._client,
        )

    async def create(
        self,
        *,
        name: str,
        type: StoreType,
        configs: StoreConfigs | Mapping[str, Any],
        secrets: Mapping[str, str],
        labels: Mapping[str, str] | None = None,
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
        from .create_store import asyncio

        return await asyncio(
            client=self._client,
            body={
                "name": name,
                "type": type,
                "configs": configs,
                "secrets": secrets,
                "labels": labels,
            },
        )

    async def delete(
        self,
        id: str,
    ) -> None:
        """Delete a store.

        Deletes a store permanently.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        DELETE /v0/stores/{id}
        """
        from .delete_store import asyncio

        return await asyncio(
            id,
            client=self._client,
        )
