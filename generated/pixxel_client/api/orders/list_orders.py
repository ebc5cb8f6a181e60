# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._kinds import INTEGER, STRING, Object
from ..._operations import JSON, Answer, Operation
from ...types import Response

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel
    from ...models.order_list import OrderList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[OrderList] = Operation(
    id="list_orders",
    method="GET",
    path="/v0/orders",
    query_parameters={
        "user_id": (STRING, False),
        "limit": (INTEGER, False),
        "offset": (INTEGER, False),
    },
    answers={
        200: Answer(JSON, Object("order_list", "OrderList")),
    },
    reads_only=True,
)


def sync(
    *,
    client: Pixxel,
    user_id: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> OrderList:
    """List orders.

    The orders of the workspace one page at a time.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/orders
    """
    return client.call(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "limit": limit,
            "offset": offset,
        },
    )


def sync_detailed(
    *,
    client: Pixxel,
    user_id: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> Response[OrderList]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "limit": limit,
            "offset": offset,
        },
    )


async def asyncio(
    *,
    client: AsyncPixxel,
    user_id: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> OrderList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "limit": limit,
            "offset": offset,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncPixxel,
    user_id: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> Response[OrderList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "user_id": user_id,
            "limit": limit,
            "offset": offset,
        },
    )
