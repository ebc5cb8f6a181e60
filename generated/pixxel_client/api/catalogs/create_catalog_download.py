# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Pack catalogs for download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.catalog_download import CatalogDownload
    from ...models.catalog_download_create import CatalogDownloadCreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[CatalogDownload] = Operation(
    id="create_catalog_download",
    method="POST",
    path="/v0/catalogs/download",
    body=Object("catalog_download_create", "CatalogDownloadCreate"),
    answers={
        201: Answer(JSON, Object("catalog_download", "CatalogDownload")),
    },
)


def sync(
    *,
    client: Transport,
    body: CatalogDownloadCreate | Mapping[str, Any],
) -> CatalogDownload:
    """Pack catalogs for download.

    Starts to pack catalogs, or all catalogs of order items, into one file and returns at once. Poll `status`
    until the signed URL is present.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/catalogs/download
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: CatalogDownloadCreate | Mapping[str, Any],
) -> Response[CatalogDownload]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: CatalogDownloadCreate | Mapping[str, Any],
) -> CatalogDownload:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: CatalogDownloadCreate | Mapping[str, Any],
) -> Response[CatalogDownload]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
