# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Submit an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.order import Order
    from ...models.order_create import OrderCreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Order] = Operation(
    id="submit_order",
    method="POST",
    path="/v0/orders",
    body=Object("order_create", "OrderCreate"),
    answers={
        201: Answer(JSON, Object("order", "Order")),
    },
)


def sync(
    *,
    client: Transport,
    body: OrderCreate | Mapping[str, Any],
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
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: OrderCreate | Mapping[str, Any],
) -> Response[Order]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: OrderCreate | Mapping[str, Any],
) -> Order:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: OrderCreate | Mapping[str, Any],
) -> Response[Order]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
