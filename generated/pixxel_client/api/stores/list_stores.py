# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.store_list import StoreList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[StoreList] = Operation(
    id="list_stores",
    method="GET",
    path="/v0/stores",
    answers={
        200: Answer(JSON, Object("store_list", "StoreList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
) -> StoreList:
    """List stores.

    The buckets for the delivery of imagery. Their secrets are never returned.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/stores
    """
    return client.call(OPERATION, {})


def sync_detailed(
    *,
    client: Transport,
) -> Response[StoreList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {})


async def asyncio(
    *,
    client: AsyncTransport,
) -> StoreList:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {})


async def asyncio_detailed(
    *,
    client: AsyncTransport,
) -> Response[StoreList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {})
