# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Deliver catalogs to stores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.deliveries_create import DeliveriesCreate
    from ...models.delivery_list import DeliveryList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[DeliveryList] = Operation(
    id="create_deliveries",
    method="POST",
    path="/v0/catalogs/deliveries",
    body=Object("deliveries_create", "DeliveriesCreate"),
    answers={
        201: Answer(JSON, Object("delivery_list", "DeliveryList")),
    },
)


def sync(
    *,
    client: Transport,
    body: DeliveriesCreate | Mapping[str, Any],
) -> DeliveryList:
    """Deliver catalogs to stores.

    Starts to copy catalogs, or all catalogs of order items, to stores and returns at once. Poll `status` in the
    list.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/catalogs/deliveries
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: DeliveriesCreate | Mapping[str, Any],
) -> Response[DeliveryList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: DeliveriesCreate | Mapping[str, Any],
) -> DeliveryList:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: DeliveriesCreate | Mapping[str, Any],
) -> Response[DeliveryList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
