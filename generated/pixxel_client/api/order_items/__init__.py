# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `order_items`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.order_item import OrderItem
    from ...models.order_item_status import OrderItemStatus
    from ...models.order_item_type import OrderItemType


__all__ = ["AsyncOrderItems", "OrderItems"]


class OrderItems:
    """The operations tagged `order_items`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        user_id: str | None = None,
        type: OrderItemType | None = None,
        status: OrderItemStatus | None = None,
        order_ids: str | None = None,
        created_by: str | None = None,
        created_at: str | None = None,
        project_ids: str | None = None,
        ids: str | None = None,
        area: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[OrderItem]:
        """List order items.

        The items of all orders of the workspace, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/order-items
        """
        from ..._data.pages import Pages, Paging
        from .list_order_items import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("order_items", key=("id",)),
            path={},
            query={
                "user_id": user_id,
                "type": type,
                "status": status,
                "order_ids": order_ids,
                "created_by": created_by,
                "created_at": created_at,
                "project_ids": project_ids,
                "ids": ids,
                "area": area,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def get(
        self,
        id: str,
    ) -> OrderItem:
        """Get an order item.

        One item of an order, with its tasks.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/order-items/{id}
        """
        from .get_order_item import sync

        return sync(
            id,
            client=self._client,
        )


class AsyncOrderItems:
    """The operations tagged `order_items`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        *,
        user_id: str | None = None,
        type: OrderItemType | None = None,
        status: OrderItemStatus | None = None,
        order_ids: str | None = None,
        created_by: str | None = None,
        created_at: str | None = None,
        project_ids: str | None = None,
        ids: str | None = None,
        area: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[OrderItem]:
        """List order items.

        The items of all orders of the workspace, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/order-items
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_order_items import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("order_items", key=("id",)),
            path={},
            query={
                "user_id": user_id,
                "type": type,
                "status": status,
                "order_ids": order_ids,
                "created_by": created_by,
                "created_at": created_at,
                "project_ids": project_ids,
                "ids": ids,
                "area": area,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def get(
        self,
        id: str,
    ) -> OrderItem:
        """Get an order item.

        One item of an order, with its tasks.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/order-items/{id}
        """
        from .get_order_item import asyncio

        return await asyncio(
            id,
            client=self._client,
        )
