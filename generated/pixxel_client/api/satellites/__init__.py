# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `satellites`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.satellite_list import SatelliteList


__all__ = ["AsyncSatellites", "Satellites"]


class Satellites:
    """The operations tagged `satellites`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
    ) -> SatelliteList:
        """List satellites.

        The satellites whose imagery can be searched and ordered, with their bands and collections.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/satellites
        """
        from .list_satellites import sync

        return sync(
            client=self._client,
        )


class AsyncSatellites:
    """The operations tagged `satellites`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
    ) -> SatelliteList:
        """List satellites.

        The satellites whose imagery can be searched and ordered, with their bands and collections.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/satellites
        """
        from .list_satellites import asyncio

        return await asyncio(
            client=self._client,
        )
