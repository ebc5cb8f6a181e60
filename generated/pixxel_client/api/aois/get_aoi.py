# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get an AOI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.aoi import AOI


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[AOI] = Operation(
    id="get_aoi",
    method="GET",
    path="/v0/aoi/{aoi_id}",
    path_parameters={
        "aoi_id": STRING,
    },
    answers={
        200: Answer(JSON, Object("aoi", "AOI")),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
) -> AOI:
    """Get an AOI.

    One AOI with its geometry, bands and images.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/aoi/{aoi_id}
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
    )


def sync_detailed(
    aoi_id: str,
    *,
    client: Transport,
) -> Response[AOI]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
    )


async def asyncio(
    aoi_id: str,
    *,
    client: AsyncTransport,
) -> AOI:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
    )


async def asyncio_detailed(
    aoi_id: str,
    *,
    client: AsyncTransport,
) -> Response[AOI]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
    )
