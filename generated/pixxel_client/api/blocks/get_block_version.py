# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get one version of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object, OneOf
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.block import Block
    from ...models.block_list import BlockList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Block | BlockList] = Operation(
    id="get_block_version",
    method="GET",
    path="/v0/blocks/{name}/versions/{version}",
    path_parameters={
        "name": STRING,
        "version": STRING,
    },
    answers={
        200: Answer(
            JSON,
            OneOf(
                Object("block", "Block"),
                Object("block_list", "BlockList"),
            ),
        ),
    },
    read_only=True,
)


def sync(
    name: str,
    version: str,
    *,
    client: Transport,
) -> Block | BlockList:
    """Get one version of a block.

    One version of the block with this name, with its inputs and outputs.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/blocks/{name}/versions/{version}
    """
    return client.call(
        OPERATION,
        {
            "name": name,
            "version": version,
        },
    )


def sync_detailed(
    name: str,
    version: str,
    *,
    client: Transport,
) -> Response[Block | BlockList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "name": name,
            "version": version,
        },
    )


async def asyncio(
    name: str,
    version: str,
    *,
    client: AsyncTransport,
) -> Block | BlockList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "name": name,
            "version": version,
        },
    )


async def asyncio_detailed(
    name: str,
    version: str,
    *,
    client: AsyncTransport,
) -> Response[Block | BlockList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "name": name,
            "version": version,
        },
    )
