# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get the status of a download of an AOI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.download import Download


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Download] = Operation(
    id="get_download",
    method="GET",
    path="/v0/aois/{aoi_id}/downloads/{download_id}",
    path_parameters={
        "aoi_id": STRING,
        "download_id": STRING,
    },
    answers={
        200: Answer(JSON, Object("download", "Download")),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    download_id: str,
    *,
    client: Transport,
) -> Download:
    """Get the status of a download of an AOI.

    The status of the packing and, after success, the URL of the file.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/aois/{aoi_id}/downloads/{download_id}
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "download_id": download_id,
        },
    )


def sync_detailed(
    aoi_id: str,
    download_id: str,
    *,
    client: Transport,
) -> Response[Download]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "download_id": download_id,
        },
    )


async def asyncio(
    aoi_id: str,
    download_id: str,
    *,
    client: AsyncTransport,
) -> Download:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "download_id": download_id,
        },
    )


async def asyncio_detailed(
    aoi_id: str,
    download_id: str,
    *,
    client: AsyncTransport,
) -> Response[Download]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "download_id": download_id,
        },
    )
