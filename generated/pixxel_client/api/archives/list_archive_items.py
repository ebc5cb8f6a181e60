# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List the items of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.stac_item_collection import StacItemCollection


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[StacItemCollection] = Operation(
    id="list_archive_items",
    method="GET",
    path="/v0/archives/collections/{cid}/items",
    path_parameters={
        "cid": STRING,
    },
    query_parameters={
        "offset": (INTEGER, False),
        "limit": (INTEGER, False),
    },
    answers={
        200: Answer(JSON, Object("stac_item_collection", "StacItemCollection")),
    },
    read_only=True,
)


def sync(
    cid: str,
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
) -> StacItemCollection:
    """List the items of a collection.

    The archived images of a collection, in pages. The answer does not include the total number of items.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/archives/collections/{cid}/items
    """
    return client.call(
        OPERATION,
        {
            "cid": cid,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )


def sync_detailed(
    cid: str,
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
) -> Response[StacItemCollection]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "cid": cid,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )


async def asyncio(
    cid: str,
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
) -> StacItemCollection:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "cid": cid,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )


async def asyncio_detailed(
    cid: str,
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
) -> Response[StacItemCollection]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "cid": cid,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )
