# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `downloads`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.download import Download


__all__ = ["AsyncDownloads", "Downloads"]


class Downloads:
    """The operations tagged `downloads`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def create(
        self,
        aoi_id: str,
        *,
        asset_ids: Sequence[str],
    ) -> Download:
        """Pack assets of an AOI for download.

        Starts to pack the assets into one file and returns at once. Poll `status` until the signed URL is present.

        Args:
            asset_ids: The assets of the package.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/downloads
        """
        from .create_download import sync

        return sync(
            aoi_id,
            client=self._client,
            body={
                "asset_ids": asset_ids,
            },
        )

    def get(
        self,
        aoi_id: str,
        download_id: str,
    ) -> Download:
        """Get the status of a download of an AOI.

        The status of the packing and, after success, the URL of the file.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois/{aoi_id}/downloads/{download_id}
        """
        from .get_download import sync

        return sync(
            aoi_id,
            download_id,
            client=self._client,
        )


class AsyncDownloads:
    """The operations tagged `downloads`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def create(
        self,
        aoi_id: str,
        *,
        asset_ids: Sequence[str],
    ) -> Download:
        """Pack assets of an AOI for download.

        Starts to pack the assets into one file and returns at once. Poll `status` until the signed URL is present.

        Args:
            asset_ids: The assets of the package.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/downloads
        """
        from .create_download import asyncio

        return await asyncio(
            aoi_id,
            client=self._client,
            body={
                "asset_ids": asset_ids,
            },
        )

    async def get(
        self,
        aoi_id: str,
        download_id: str,
    ) -> Download:
        """Get the status of a download of an AOI.

        The status of the packing and, after success, the URL of the file.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois/{aoi_id}/downloads/{download_id}
        """
        from .get_download import asyncio

        return await asyncio(
            aoi_id,
            download_id,
            client=self._client,
        )
