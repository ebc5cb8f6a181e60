# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.delivery_list import DeliveryList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[DeliveryList] = Operation(
    id="list_deliveries",
    method="GET",
    path="/v0/catalogs/deliveries",
    query_parameters={
        "delivery_id": (STRING, False),
        "catalog_id": (STRING, False),
        "task_id": (STRING, False),
        "order_item_id": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("delivery_list", "DeliveryList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
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
    return client.call(
        OPERATION,
        {},
        {
            "delivery_id": delivery_id,
            "catalog_id": catalog_id,
            "task_id": task_id,
            "order_item_id": order_item_id,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    delivery_id: str | None = None,
    catalog_id: str | None = None,
    task_id: str | None = None,
    order_item_id: str | None = None,
) -> Response[DeliveryList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "delivery_id": delivery_id,
            "catalog_id": catalog_id,
            "task_id": task_id,
            "order_item_id": order_item_id,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    delivery_id: str | None = None,
    catalog_id: str | None = None,
    task_id: str | None = None,
    order_item_id: str | None = None,
) -> DeliveryList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "delivery_id": delivery_id,
            "catalog_id": catalog_id,
            "task_id": task_id,
            "order_item_id": order_item_id,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    delivery_id: str | None = None,
    catalog_id: str | None = None,
    task_id: str | None = None,
    order_item_id: str | None = None,
) -> Response[DeliveryList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "delivery_id": delivery_id,
            "catalog_id": catalog_id,
            "task_id": task_id,
            "order_item_id": order_item_id,
        },
    )
