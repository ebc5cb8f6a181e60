# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List the assets of an AOI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.asset_list import AssetList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[AssetList] = Operation(
    id="list_assets",
    method="GET",
    path="/v0/aois/{aoi_id}/assets",
    path_parameters={
        "aoi_id": STRING,
    },
    query_parameters={
        "offset": (INTEGER, False),
        "limit": (INTEGER, False),
    },
    answers={
        200: Answer(JSON, Object("asset_list", "AssetList")),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
) -> AssetList:
    """List the assets of an AOI.

    The files of an AOI, in pages.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/aois/{aoi_id}/assets
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )


def sync_detailed(
    aoi_id: str,
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
) -> Response[AssetList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )


async def asyncio(
    aoi_id: str,
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
) -> AssetList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )


async def asyncio_detailed(
    aoi_id: str,
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
) -> Response[AssetList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
        },
    )
