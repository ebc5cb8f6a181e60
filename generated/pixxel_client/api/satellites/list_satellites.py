# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List satellites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._kinds import Object
from ..._operations import JSON, Answer, Operation
from ...types import Response

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel
    from ...models.satellite_list import SatelliteList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[SatelliteList] = Operation(
    id="list_satellites",
    method="GET",
    path="/v0/satellites",
    answers={
        200: Answer(JSON, Object("satellite_list", "SatelliteList")),
    },
    reads_only=True,
)


def sync(
    *,
    client: Pixxel,
) -> SatelliteList:
    """List satellites.

    The satellites whose imagery can be searched and ordered, with their bands and collections.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/satellites
    """
    return client.call(OPERATION, {})


def sync_detailed(
    *,
    client: Pixxel,
) -> Response[SatelliteList]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
    return client.call_detailed(OPERATION, {})


async def asyncio(
    *,
    client: AsyncPixxel,
) -> SatelliteList:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {})


async def asyncio_detailed(
    *,
    client: AsyncPixxel,
) -> Response[SatelliteList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {})
