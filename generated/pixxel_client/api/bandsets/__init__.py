# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `bandsets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.bandset_list import BandsetList


__all__ = ["AsyncBandsets", "Bandsets"]


class Bandsets:
    """The operations tagged `bandsets`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
    ) -> BandsetList:
        """List bandsets.

        The sets of bands for ordering images. The price depends on the number of captures.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/bandsets
        """
        from .list_bandsets import sync

        return sync(
            client=self._client,
        )


class AsyncBandsets:
    """The operations tagged `bandsets`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
    ) -> BandsetList:
        """List bandsets.

        The sets of bands for ordering images. The price depends on the number of captures.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/bandsets
        """
        from .list_bandsets import asyncio

        return await asyncio(
            client=self._client,
        )
