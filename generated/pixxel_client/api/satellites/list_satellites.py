# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List satellites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.satellite_list import SatelliteList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[SatelliteList] = Operation(
    id="list_satellites",
    method="GET",
    path="/v0/satellites",
    answers={
        200: Answer(JSON, Object("satellite_list", "SatelliteList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
) -> SatelliteList:
    """List satellites.

    The satellites whose imagery can be searched and ordered, with their bands and collections.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/satellites
    """
    return client.call(OPERATION, {})


def sync_detailed(
    *,
    client: Transport,
) -> Response[SatelliteList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {})


async def asyncio(
    *,
    client: AsyncTransport,
) -> SatelliteList:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {})


async def asyncio_detailed(
    *,
    client: AsyncTransport,
) -> Response[SatelliteList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {})
