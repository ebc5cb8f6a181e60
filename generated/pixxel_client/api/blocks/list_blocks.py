# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import Choice, Object
from ..._http.operations import JSON, Answer, Operation
from ...models.block_mode import BlockMode

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.block_list import BlockList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[BlockList] = Operation(
    id="list_blocks",
    method="GET",
    path="/v0/blocks",
    query_parameters={
        "mode": (Choice(BlockMode), False),
    },
    answers={
        200: Answer(JSON, Object("block_list", "BlockList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    mode: BlockMode | None = None,
) -> BlockList:
    """List blocks.

    The processing blocks for insights and workflows.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/blocks
    """
    return client.call(
        OPERATION,
        {},
        {
            "mode": mode,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    mode: BlockMode | None = None,
) -> Response[BlockList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "mode": mode,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    mode: BlockMode | None = None,
) -> BlockList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "mode": mode,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    mode: BlockMode | None = None,
) -> Response[BlockList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "mode": mode,
        },
    )
