# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
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
    read_only=True,
)


def sync(
    *,
    client: Transport,
    user_id: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> OrderList:
    """List orders.

    The orders of the workspace, in pages.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

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
    client: Transport,
    user_id: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> Response[OrderList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
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
    client: AsyncTransport,
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
    client: AsyncTransport,
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
