# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get a collection of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.collection import Collection


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Collection] = Operation(
    id="get_archive_collection",
    method="GET",
    path="/v0/archives/collections/{cid}",
    path_parameters={
        "cid": STRING,
    },
    answers={
        200: Answer(JSON, Object("collection", "Collection")),
    },
    read_only=True,
)


def sync(
    cid: str,
    *,
    client: Transport,
) -> Collection:
    """Get a collection of the archive.

    One STAC collection.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/archives/collections/{cid}
    """
    return client.call(
        OPERATION,
        {
            "cid": cid,
        },
    )


def sync_detailed(
    cid: str,
    *,
    client: Transport,
) -> Response[Collection]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "cid": cid,
        },
    )


async def asyncio(
    cid: str,
    *,
    client: AsyncTransport,
) -> Collection:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "cid": cid,
        },
    )


async def asyncio_detailed(
    cid: str,
    *,
    client: AsyncTransport,
) -> Response[Collection]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "cid": cid,
        },
    )
