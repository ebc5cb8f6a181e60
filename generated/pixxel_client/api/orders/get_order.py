# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._kinds import STRING, Object
from ..._operations import JSON, Answer, Operation
from ...types import Response

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel
    from ...models.order import Order


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Order] = Operation(
    id="get_order",
    method="GET",
    path="/v0/orders/{id}",
    path_parameters={
        "id": STRING,
    },
    answers={
        200: Answer(JSON, Object("order", "Order")),
    },
    reads_only=True,
)


def sync(
    id: str,
    *,
    client: Pixxel,
) -> Order:
    """Get an order.

    One order with its items.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/orders/{id}
    """
    return client.call(
        OPERATION,
        {
            "id": id,
        },
    )


def sync_detailed(
    id: str,
    *,
    client: Pixxel,
) -> Response[Order]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
    return client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )


async def asyncio(
    id: str,
    *,
    client: AsyncPixxel,
) -> Order:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "id": id,
        },
    )


async def asyncio_detailed(
    id: str,
    *,
    client: AsyncPixxel,
) -> Response[Order]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )
