# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `aois`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.aoi import AOI
    from ...models.multi_polygon import MultiPolygon
    from ...models.polygon import Polygon
    from ...models.provider import Provider


__all__ = ["Aois", "AsyncAois"]


class Aois:
    """The operations tagged `aois`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        created_at: str | None = None,
        updated_at: str | None = None,
        aoi_id: str | None = None,
        aoi_name: str | None = None,
        project_ids: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[AOI]:
        """List AOIs.

        The AOIs of the key's user, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois
        """
        from ..._data.pages import Pages, Paging
        from .list_aois import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("aois", key=("aoi_id",), page_size=10),
            path={},
            query={
                "created_at": created_at,
                "updated_at": updated_at,
                "aoi_id": aoi_id,
                "aoi_name": aoi_name,
                "project_ids": project_ids,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def create(
        self,
        *,
        name: str,
        description: str,
        satellite_id: str,
        provider: Provider,
        project_id: str,
        geometry: Polygon | Mapping[str, Any] | MultiPolygon | Mapping[str, Any],
        item_ids: Sequence[str],
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
        from .create_aoi import sync

        return sync(
            client=self._client,
            body={
                "name": name,
                "description": description,
                "satellite_id": satellite_id,
                "provider": provider,
                "project_id": project_id,
                "geometry": geometry,
                "item_ids": item_ids,
            },
        )

    def get(
        self,
        aoi_id: str,
    ) -> AOI:
        """Get an AOI.

        One AOI with its geometry, bands and images.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aoi/{aoi_id}
        """
        from .get_aoi import sync

        return sync(
            aoi_id,
            client=self._client,
        )


class AsyncAois:
    """The operations tagged `aois`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        *,
        created_at: str | None = None,
        updated_at: str | None = None,
        aoi_id: str | None = None,
        aoi_name: str | None = None,
        project_ids: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[AOI]:
        """List AOIs.

        The AOIs of the key's user, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_aois import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("aois", key=("aoi_id",), page_size=10),
            path={},
            query={
                "created_at": created_at,
                "updated_at": updated_at,
                "aoi_id": aoi_id,
                "aoi_name": aoi_name,
                "project_ids": project_ids,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def create(
        self,
        *,
        name: str,
        description: str,
        satellite_id: str,
        provider: Provider,
        project_id: str,
        geometry: Polygon | Mapping[str, Any] | MultiPolygon | Mapping[str, Any],
        item_ids: Sequence[str],
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
        from .create_aoi import asyncio

        return await asyncio(
            client=self._client,
            body={
                "name": name,
                "description": description,
                "satellite_id": satellite_id,
                "provider": provider,
                "project_id": project_id,
                "geometry": geometry,
                "item_ids": item_ids,
            },
        )

    async def get(
        self,
        aoi_id: str,
    ) -> AOI:
        """Get an AOI.

        One AOI with its geometry, bands and images.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aoi/{aoi_id}
        """
        from .get_aoi import asyncio

        return await asyncio(
            aoi_id,
            client=self._client,
        )
