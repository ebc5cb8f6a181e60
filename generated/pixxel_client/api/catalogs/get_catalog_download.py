# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get the status of a download of catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.catalog_download import CatalogDownload


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[CatalogDownload] = Operation(
    id="get_catalog_download",
    method="GET",
    path="/v0/catalogs/download/{download_id}",
    path_parameters={
        "download_id": STRING,
    },
    answers={
        200: Answer(JSON, Object("catalog_download", "CatalogDownload")),
    },
    read_only=True,
)


def sync(
    download_id: str,
    *,
    client: Transport,
) -> CatalogDownload:
    """Get the status of a download of catalogs.

    The status of the packing and, when `status` is `success`, the URL of the file.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/catalogs/download/{download_id}
    """
    return client.call(
        OPERATION,
        {
            "download_id": download_id,
        },
    )


def sync_detailed(
    download_id: str,
    *,
    client: Transport,
) -> Response[CatalogDownload]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "download_id": download_id,
        },
    )


async def asyncio(
    download_id: str,
    *,
    client: AsyncTransport,
) -> CatalogDownload:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "download_id": download_id,
        },
    )


async def asyncio_detailed(
    download_id: str,
    *,
    client: AsyncTransport,
) -> Response[CatalogDownload]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "download_id": download_id,
        },
    )
