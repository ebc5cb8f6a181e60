# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get an item of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.stac_item import StacItem


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[StacItem] = Operation(
    id="get_archive_item",
    method="GET",
    path="/v0/archives/collections/{cid}/items/{id}",
    path_parameters={
        "cid": STRING,
        "id": STRING,
    },
    answers={
        200: Answer(JSON, Object("stac_item", "StacItem")),
    },
    read_only=True,
)


def sync(
    cid: str,
    id: str,
    *,
    client: Transport,
) -> StacItem:
    """Get an item of a collection.

    One archived image as a STAC item.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/archives/collections/{cid}/items/{id}
    """
    return client.call(
        OPERATION,
        {
            "cid": cid,
            "id": id,
        },
    )


def sync_detailed(
    cid: str,
    id: str,
    *,
    client: Transport,
) -> Response[StacItem]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "cid": cid,
            "id": id,
        },
    )


async def asyncio(
    cid: str,
    id: str,
    *,
    client: AsyncTransport,
) -> StacItem:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "cid": cid,
            "id": id,
        },
    )


async def asyncio_detailed(
    cid: str,
    id: str,
    *,
    client: AsyncTransport,
) -> Response[StacItem]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "cid": cid,
            "id": id,
        },
    )
