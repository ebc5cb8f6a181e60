# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `blocks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.block import Block
    from ...models.block_list import BlockList
    from ...models.block_mode import BlockMode


__all__ = ["AsyncBlocks", "Blocks"]


class Blocks:
    """The operations tagged `blocks`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        mode: BlockMode | None = None,
    ) -> BlockList:
        """List blocks.

        The processing blocks for insights and workflows.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/blocks
        """
        from .list_blocks import sync

        return sync(
            client=self._client,
            mode=mode,
        )

    def list_versions(
        self,
        name: str,
    ) -> BlockList:
        """List the versions of a block.

        All versions of the block with this name.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/blocks/{name}
        """
        from .list_block_versions import sync

        return sync(
            name,
            client=self._client,
        )

    def get_version(
        self,
        name: str,
        version: str,
    ) -> Block | BlockList:
        """Get one version of a block.

        One version of the block with this name, with its inputs and outputs.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/blocks/{name}/versions/{version}
        """
        from .get_block_version import sync

        return sync(
            name,
            version,
            client=self._client,
        )


class AsyncBlocks:
    """The operations tagged `blocks`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
        *,
        mode: BlockMode | None = None,
    ) -> BlockList:
        """List blocks.

        The processing blocks for insights and workflows.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/blocks
        """
        from .list_blocks import asyncio

        return await asyncio(
            client=self._client,
            mode=mode,
        )

    async def list_versions(
        self,
        name: str,
    ) -> BlockList:
        """List the versions of a block.

        All versions of the block with this name.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/blocks/{name}
        """
        from .list_block_versions import asyncio

        return await asyncio(
            name,
            client=self._client,
        )

    async def get_version(
        self,
        name: str,
        version: str,
    ) -> Block | BlockList:
        """Get one version of a block.

        One version of the block with this name, with its inputs and outputs.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/blocks/{name}/versions/{version}
        """
        from .get_block_version import asyncio

        return await asyncio(
            name,
            version,
            client=self._client,
        )
