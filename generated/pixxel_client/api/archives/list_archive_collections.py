# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List the collections of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.collection_list import CollectionList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[CollectionList] = Operation(
    id="list_archive_collections",
    method="GET",
    path="/v0/archives/collections",
    query_parameters={
        "ids": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("collection_list", "CollectionList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    ids: str | None = None,
) -> CollectionList:
    """List the collections of the archive.

    The STAC collections of archived images.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/archives/collections
    """
    return client.call(
        OPERATION,
        {},
        {
            "ids": ids,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    ids: str | None = None,
) -> Response[CollectionList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "ids": ids,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    ids: str | None = None,
) -> CollectionList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "ids": ids,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    ids: str | None = None,
) -> Response[CollectionList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "ids": ids,
        },
    )
