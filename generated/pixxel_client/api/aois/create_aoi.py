# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Create an AOI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.aoi import AOI
    from ...models.aoi_create import AOICreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[AOI] = Operation(
    id="create_aoi",
    method="POST",
    path="/v0/aois",
    body=Object("aoi_create", "AOICreate"),
    answers={
        201: Answer(JSON, Object("aoi", "AOI")),
    },
)


def sync(
    *,
    client: Transport,
    body: AOICreate | Mapping[str, Any],
) -> AOI:
    """Create an AOI.

    Registers a geometry and starts to collect the named images for it. Returns at once. Poll `status` and
    `progress` until the status is terminal.

    Args:
        satellite_id: The satellite that took the images.
        provider: The provider of images - Pixxel's own satellites, TD and Firefly (`pixxel`), or open data
            such as Landsat and Sentinel (`planetary`).
        geometry: A GeoJSON geometry (WGS 84).
        item_ids: The images of the AOI, by the ids of their STAC items.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/aois
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: AOICreate | Mapping[str, Any],
) -> Response[AOI]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: AOICreate | Mapping[str, Any],
) -> AOI:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: AOICreate | Mapping[str, Any],
) -> Response[AOI]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
