# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `catalogs`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.catalog import Catalog
    from ...models.catalog_download import CatalogDownload
    from ...models.geometry_collection import GeometryCollection
    from ...models.line_string import LineString
    from ...models.multi_line_string import MultiLineString
    from ...models.multi_point import MultiPoint
    from ...models.multi_polygon import MultiPolygon
    from ...models.point import Point
    from ...models.polygon import Polygon
    from ...models.sort_key import SortKey


__all__ = ["AsyncCatalogs", "Catalogs"]


class Catalogs:
    """The operations tagged `catalogs`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def search(
        self,
        *,
        ids: Sequence[str] | None = None,
        item_ids: Sequence[str] | None = None,
        order_ids: Sequence[str] | None = None,
        order_item_ids: Sequence[str] | None = None,
        collections: Sequence[str] | None = None,
        bbox: Sequence[float] | None = None,
        intersects: Point
        | Mapping[str, Any]
        | MultiPoint
        | Mapping[str, Any]
        | LineString
        | Mapping[str, Any]
        | MultiLineString
        | Mapping[str, Any]
        | Polygon
        | Mapping[str, Any]
        | MultiPolygon
        | Mapping[str, Any]
        | GeometryCollection
        | Mapping[str, Any]
        | None = None,
        datetime: str | None = None,
        query: Mapping[str, str | Mapping[str, Any]] | None = None,
        sort_by: Sequence[SortKey | Mapping[str, Any]] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Catalog]:
        """Search the catalog.

        The images that the workspace has received, in pages. Changes nothing.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Args:
            ids: Only the catalogs with these ids.
            item_ids: Only the images with these STAC item ids.
            order_ids: Only catalogs of these orders.
            order_item_ids: Only catalogs of these order items.
            collections: Only images of these STAC collections.
            bbox: West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number.
            intersects: A GeoJSON geometry (WGS 84).
            datetime: A point in time, or two with a slash between them (RFC 3339); `..` is an open end.
            query: Conditions on properties - for each property, a text or operators with their operands.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/catalogs/search
        """
        from ..._data.pages import Pages, Paging
        from .search_catalogs import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("catalogs", key=("id",), page_size=2, in_body=True),
            path={},
            query={},
            body={
                "ids": ids,
                "item_ids": item_ids,
                "order_ids": order_ids,
                "order_item_ids": order_item_ids,
                "collections": collections,
                "bbox": bbox,
                "intersects": intersects,
                "datetime": datetime,
                "query": query,
                "sort_by": sort_by,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def get(
        self,
        id: str,
    ) -> Catalog:
        """Get a catalog.

        One image that the workspace has received, with its STAC item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/catalogs/{id}
        """
        from .get_catalog import sync

        return sync(
            id,
            client=self._client,
        )

    def create_download(
        self,
        *,
        catalog_ids: Sequence[str] | None = None,
        order_item_ids: Sequence[str] | None = None,
    ) -> CatalogDownload:
        """Pack catalogs for download.

        Starts to pack catalogs, or all catalogs of order items, into one file and returns at once. Poll `status`
        until the signed URL is present.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/catalogs/download
        """
        from .create_catalog_download import sync

        return sync(
            client=self._client,
            body={
                "catalog_ids": catalog_ids,
                "order_item_ids": order_item_ids,
            },
        )

    def get_download(
        self,
        download_id: str,
    ) -> CatalogDownload:
        """Get the status of a download of catalogs.

        The status of the packing and, when `status` is `success`, the URL of the file.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/catalogs/download/{download_id}
        """
        from .get_catalog_download import sync

        return sync(
            download_id,
            client=self._client,
        )


class AsyncCatalogs:
    """The operations tagged `catalogs`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def search(
        self,
        *,
        ids: Sequence[str] | None = None,
        item_ids: Sequence[str] | None = None,
        order_ids: Sequence[str] | None = None,
        order_item_ids: Sequence[str] | None = None,
        collections: Sequence[str] | None = None,
        bbox: Sequence[float] | None = None,
        intersects: Point
        | Mapping[str, Any]
        | MultiPoint
        | Mapping[str, Any]
        | LineString
        | Mapping[str, Any]
        | MultiLineString
        | Mapping[str, Any]
        | Polygon
        | Mapping[str, Any]
        | MultiPolygon
        | Mapping[str, Any]
        | GeometryCollection
        | Mapping[str, Any]
        | None = None,
        datetime: str | None = None,
        query: Mapping[str, str | Mapping[str, Any]] | None = None,
        sort_by: Sequence[SortKey | Mapping[str, Any]] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Catalog]:
        """Search the catalog.

        The images that the workspace has received, in pages. Changes nothing.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Args:
            ids: Only the catalogs with these ids.
            item_ids: Only the images with these STAC item ids.
            order_ids: Only catalogs of these orders.
            order_item_ids: Only catalogs of these order items.
            collections: Only images of these STAC collections.
            bbox: West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number.
            intersects: A GeoJSON geometry (WGS 84).
            datetime: A point in time, or two with a slash between them (RFC 3339); `..` is an open end.
            query: Conditions on properties - for each property, a text or operators with their operands.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/catalogs/search
        """
        from ..._data.pages import AsyncPages, Paging
        from .search_catalogs import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("catalogs", key=("id",), page_size=2, in_body=True),
            path={},
            query={},
            body={
                "ids": ids,
                "item_ids": item_ids,
                "order_ids": order_ids,
                "order_item_ids": order_item_ids,
                "collections": collections,
                "bbox": bbox,
                "intersects": intersects,
                "datetime": datetime,
                "query": query,
                "sort_by": sort_by,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def get(
        self,
        id: str,
    ) -> Catalog:
        """Get a catalog.

        One image that the workspace has received, with its STAC item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/catalogs/{id}
        """
        from .get_catalog import asyncio

        return await asyncio(
            id,
            client=self._client,
        )

    async def create_download(
        self,
        *,
        catalog_ids: Sequence[str] | None = None,
        order_item_ids: Sequence[str] | None = None,
    ) -> CatalogDownload:
        """Pack catalogs for download.

        Starts to pack catalogs, or all catalogs of order items, into one file and returns at once. Poll `status`
        until the signed URL is present.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/catalogs/download
        """
        from .create_catalog_download import asyncio

        return await asyncio(
            client=self._client,
            body={
                "catalog_ids": catalog_ids,
                "order_item_ids": order_item_ids,
            },
        )

    async def get_download(
        self,
        download_id: str,
    ) -> CatalogDownload:
        """Get the status of a download of catalogs.

        The status of the packing and, when `status` is `success`, the URL of the file.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/catalogs/download/{download_id}
        """
        from .get_catalog_download import asyncio

        return await asyncio(
            download_id,
            client=self._client,
        )
