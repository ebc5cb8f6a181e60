# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List the versions of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.block_list import BlockList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[BlockList] = Operation(
    id="list_block_versions",
    method="GET",
    path="/v0/blocks/{name}",
    path_parameters={
        "name": STRING,
    },
    answers={
        200: Answer(JSON, Object("block_list", "BlockList")),
    },
    read_only=True,
)


def sync(
    name: str,
    *,
    client: Transport,
) -> BlockList:
    """List the versions of a block.

    All versions of the block with this name.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/blocks/{name}
    """
    return client.call(
        OPERATION,
        {
            "name": name,
        },
    )


def sync_detailed(
    name: str,
    *,
    client: Transport,
) -> Response[BlockList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "name": name,
        },
    )


async def asyncio(
    name: str,
    *,
    client: AsyncTransport,
) -> BlockList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "name": name,
        },
    )


async def asyncio_detailed(
    name: str,
    *,
    client: AsyncTransport,
) -> Response[BlockList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "name": name,
        },
    )
