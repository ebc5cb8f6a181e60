# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List order items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Choice, Object
from ..._http.operations import JSON, Answer, Operation
from ...models.order_item_status import OrderItemStatus
from ...models.order_item_type import OrderItemType

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.order_item_list import OrderItemList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[OrderItemList] = Operation(
    id="list_order_items",
    method="GET",
    path="/v0/order-items",
    query_parameters={
        "user_id": (STRING, False),
        "type": (Choice(OrderItemType), False),
        "status": (Choice(OrderItemStatus), False),
        "order_ids": (STRING, False),
        "created_by": (STRING, False),
        "created_at": (STRING, False),
        "project_ids": (STRING, False),
        "ids": (STRING, False),
        "area": (STRING, False),
        "limit": (INTEGER, False),
        "offset": (INTEGER, False),
    },
    answers={
        200: Answer(JSON, Object("order_item_list", "OrderItemList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
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
    offset: int | None = None,
) -> OrderItemList:
    """List order items.

    The items of all orders of the workspace, in pages.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/order-items
    """
    return client.call(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "type": type,
            "status": status,
            "order_ids": order_ids,
            "created_by": created_by,
            "created_at": created_at,
            "project_ids": project_ids,
            "ids": ids,
            "area": area,
            "limit": limit,
            "offset": offset,
        },
    )


def sync_detailed(
    *,
    client: Transport,
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
    offset: int | None = None,
) -> Response[OrderItemList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "type": type,
            "status": status,
            "order_ids": order_ids,
            "created_by": created_by,
            "created_at": created_at,
            "project_ids": project_ids,
            "ids": ids,
            "area": area,
            "limit": limit,
            "offset": offset,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
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
    offset: int | None = None,
) -> OrderItemList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "type": type,
            "status": status,
            "order_ids": order_ids,
            "created_by": created_by,
            "created_at": created_at,
            "project_ids": project_ids,
            "ids": ids,
            "area": area,
            "limit": limit,
            "offset": offset,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
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
    offset: int | None = None,
) -> Response[OrderItemList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "type": type,
            "status": status,
            "order_ids": order_ids,
            "created_by": created_by,
            "created_at": created_at,
            "project_ids": project_ids,
            "ids": ids,
            "area": area,
            "limit": limit,
            "offset": offset,
        },
    )
