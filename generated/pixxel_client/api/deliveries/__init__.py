# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `deliveries`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.delivery_create import DeliveryCreate
    from ...models.delivery_list import DeliveryList


__all__ = ["AsyncDeliveries", "Deliveries"]


class Deliveries:
    """The operations tagged `deliveries`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        delivery_id: str | None = None,
        catalog_id: str | None = None,
        task_id: str | None = None,
        order_item_id: str | None = None,
    ) -> DeliveryList:
        """List deliveries.

        The deliveries to stores of the workspace.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/catalogs/deliveries
        """
        from .list_deliveries import sync

        return sync(
            client=self._client,
            delivery_id=delivery_id,
            catalog_id=catalog_id,
            task_id=task_id,
            order_item_id=order_item_id,
        )

    def create(
        self,
        *,
        deliveries: Sequence[DeliveryCreate | Mapping[str, Any]],
    ) -> DeliveryList:
        """Deliver catalogs to stores.

        Starts to copy catalogs, or all catalogs of order items, to stores and returns at once. Poll `status` in the
        list.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/catalogs/deliveries
        """
        from .create_deliveries import sync

        return sync(
            client=self._client,
            body={
                "deliveries": deliveries,
            },
        )


class AsyncDeliveries:
    """The operations tagged `deliveries`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
        *,
        delivery_id: str | None = None,
        catalog_id: str | None = None,
        task_id: str | None = None,
        order_item_id: str | None = None,
    ) -> DeliveryList:
        """List deliveries.

        The deliveries to stores of the workspace.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/catalogs/deliveries
        """
        from .list_deliveries import asyncio

        return await asyncio(
            client=self._client,
            delivery_id=delivery_id,
            catalog_id=catalog_id,
            task_id=task_id,
            order_item_id=order_item_id,
        )

    async def create(
        self,
        *,
        deliveries: Sequence[DeliveryCreate | Mapping[str, Any]],
    ) -> DeliveryList:
        """Deliver catalogs to stores.

        Starts to copy catalogs, or all catalogs of order items, to stores and returns at once. Poll `status` in the
        list.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/catalogs/deliveries
        """
        from .create_deliveries import asyncio

        return await asyncio(
            client=self._client,
            body={
                "deliveries": deliveries,
            },
        )
