# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
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
    read_only=True,
)


def sync(
    id: str,
    *,
    client: Transport,
) -> Order:
    """Get an order.

    One order with its items.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

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
    client: Transport,
) -> Response[Order]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )


async def asyncio(
    id: str,
    *,
    client: AsyncTransport,
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
    client: AsyncTransport,
) -> Response[Order]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )
