# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `orders`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.archive_order_item import ArchiveOrderItem
    from ...models.order import Order
    from ...models.tasking_order_item import TaskingOrderItem


__all__ = ["AsyncOrders", "Orders"]


class Orders:
    """The operations tagged `orders`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        user_id: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Order]:
        """List orders.

        The orders of the workspace, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/orders
        """
        from ..._data.pages import Pages, Paging
        from .list_orders import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("orders", key=("id",)),
            path={},
            query={
                "user_id": user_id,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def submit(
        self,
        *,
        order_items: Sequence[ArchiveOrderItem | Mapping[str, Any] | TaskingOrderItem | Mapping[str, Any]],
        dry_run: bool | None = None,
    ) -> Order:
        """Submit an order.

        Orders new imagery (tasking, once or recurring) or archived imagery. An order costs tokens. With `dry_run:
        true`, the answer is the same, but nothing is ordered or paid.

        An area below 100 km² costs as much as 100 km². The parts of a geometry may be at most 200 km apart. Imaging
        starts 24 hours after the order at the earliest. Of a recurring order, only the first occurrence is checked
        for feasibility. Each occurrence is paid separately.

        Args:
            dry_run: Return the order, but order nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/orders
        """
        from .submit_order import sync

        return sync(
            client=self._client,
            body={
                "order_items": order_items,
                "dry_run": dry_run,
            },
        )

    def get(
        self,
        id: str,
    ) -> Order:
        """Get an order.

        One order with its items.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/orders/{id}
        """
        from .get_order import sync

        return sync(
            id,
            client=self._client,
        )


class AsyncOrders:
    """The operations tagged `orders`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        *,
        user_id: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Order]:
        """List orders.

        The orders of the workspace, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/orders
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_orders import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("orders", key=("id",)),
            path={},
            query={
                "user_id": user_id,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def submit(
        self,
        *,
        order_items: Sequence[ArchiveOrderItem | Mapping[str, Any] | TaskingOrderItem | Mapping[str, Any]],
        dry_run: bool | None = None,
    ) -> Order:
        """Submit an order.

        Orders new imagery (tasking, once or recurring) or archived imagery. An order costs tokens. With `dry_run:
        true`, the answer is the same, but nothing is ordered or paid.

        An area below 100 km² costs as much as 100 km². The parts of a geometry may be at most 200 km apart. Imaging
        starts 24 hours after the order at the earliest. Of a recurring order, only the first occurrence is checked
        for feasibility. Each occurrence is paid separately.

        Args:
            dry_run: Return the order, but order nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/orders
        """
        from .submit_order import asyncio

        return await asyncio(
            client=self._client,
            body={
                "order_items": order_items,
                "dry_run": dry_run,
            },
        )

    async def get(
        self,
        id: str,
    ) -> Order:
        """Get an order.

        One order with its items.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/orders/{id}
        """
        from .get_order import asyncio

        return await asyncio(
            id,
            client=self._client,
        )
