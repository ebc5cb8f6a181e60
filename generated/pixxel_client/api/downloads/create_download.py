# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Pack assets of an AOI for download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.download import Download
    from ...models.download_create import DownloadCreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Download] = Operation(
    id="create_download",
    method="POST",
    path="/v0/aois/{aoi_id}/downloads",
    path_parameters={
        "aoi_id": STRING,
    },
    body=Object("download_create", "DownloadCreate"),
    answers={
        200: Answer(JSON, Object("download", "Download")),
        201: Answer(JSON, Object("download", "Download")),
    },
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
    body: DownloadCreate | Mapping[str, Any],
) -> Download:
    """Pack assets of an AOI for download.

    Starts to pack the assets into one file and returns at once. Poll `status` until the signed URL is present.

    Args:
        asset_ids: The assets of the package.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/aois/{aoi_id}/downloads
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )


def sync_detailed(
    aoi_id: str,
    *,
    client: Transport,
    body: DownloadCreate | Mapping[str, Any],
) -> Response[Download]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )


async def asyncio(
    aoi_id: str,
    *,
    client: AsyncTransport,
    body: DownloadCreate | Mapping[str, Any],
) -> Download:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )


async def asyncio_detailed(
    aoi_id: str,
    *,
    client: AsyncTransport,
    body: DownloadCreate | Mapping[str, Any],
) -> Response[Download]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )
