# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._kinds import Choice, Object
from ..._operations import JSON, Answer, Operation
from ...models.block_mode import BlockMode
from ...types import Response

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel
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
    reads_only=True,
)


def sync(
    *,
    client: Pixxel,
    mode: BlockMode | None = None,
) -> BlockList:
    """List blocks.

    The processing blocks that insights and workflows are made of.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

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
    client: Pixxel,
    mode: BlockMode | None = None,
) -> Response[BlockList]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "mode": mode,
        },
    )


async def asyncio(
    *,
    client: AsyncPixxel,
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
    client: AsyncPixxel,
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
