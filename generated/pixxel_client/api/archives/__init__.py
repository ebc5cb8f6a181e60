# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `archives`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.collection import Collection
    from ...models.collection_list import CollectionList
    from ...models.geometry_collection import GeometryCollection
    from ...models.line_string import LineString
    from ...models.multi_line_string import MultiLineString
    from ...models.multi_point import MultiPoint
    from ...models.multi_polygon import MultiPolygon
    from ...models.point import Point
    from ...models.polygon import Polygon
    from ...models.sort_key import SortKey
    from ...models.stac_item import StacItem


__all__ = ["Archives", "AsyncArchives"]


class Archives:
    """The operations tagged `archives`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list_collections(
        self,
        *,
        ids: str | None = None,
    ) -> CollectionList:
        """List the collections of the archive.

        The STAC collections of archived images.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections
        """
        from .list_archive_collections import sync

        return sync(
            client=self._client,
            ids=ids,
        )

    def get_collection(
        self,
        cid: str,
    ) -> Collection:
        """Get a collection of the archive.

        One STAC collection.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections/{cid}
        """
        from .get_archive_collection import sync

        return sync(
            cid,
            client=self._client,
        )

    def list_items(
        self,
        cid: str,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[StacItem]:
        """List the items of a collection.

        The archived images of a collection, in pages. The answer does not include the total number of items.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections/{cid}/items
        """
        from ..._data.pages import Pages, Paging
        from .list_archive_items import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("features", key=("id", "collection")),
            path={
                "cid": cid,
            },
            query={},
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def get_item(
        self,
        cid: str,
        id: str,
    ) -> StacItem:
        """Get an item of a collection.

        One archived image as a STAC item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections/{cid}/items/{id}
        """
        from .get_archive_item import sync

        return sync(
            cid,
            id,
            client=self._client,
        )

    def search(
        self,
        *,
        collections: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
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
        query: Mapping[str, Mapping[str, Any]] | None = None,
        sortby: Sequence[SortKey | Mapping[str, Any]] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[StacItem]:
        """Search the archive.

        The archived images in a bounding box or a geometry, in a time range and with conditions on their
        properties, in pages. An archive order takes their ids. Changes nothing.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Args:
            collections: Only items of these collections.
            ids: Only the items with these ids.
            bbox: West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number.
            intersects: A GeoJSON geometry (WGS 84).
            datetime: A point in time, or two with a slash between them (RFC 3339); `..` is an open end.
            query: Conditions on properties - for each property, operators with their operands, such as
                `{"eo:cloud_cover": {"gte": 0, "lt": 10}}`.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/archives/search
        """
        from ..._data.pages import Pages, Paging
        from .search_archive import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("features", key=("id", "collection"), page_size=10, in_body=True),
            path={},
            query={},
            body={
                "collections": collections,
                "ids": ids,
                "bbox": bbox,
                "intersects": intersects,
                "datetime": datetime,
                "query": query,
                "sortby": sortby,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )


class AsyncArchives:
    """The operations tagged `archives`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list_collections(
        self,
        *,
        ids: str | None = None,
    ) -> CollectionList:
        """List the collections of the archive.

        The STAC collections of archived images.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections
        """
        from .list_archive_collections import asyncio

        return await asyncio(
            client=self._client,
            ids=ids,
        )

    async def get_collection(
        self,
        cid: str,
    ) -> Collection:
        """Get a collection of the archive.

        One STAC collection.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections/{cid}
        """
        from .get_archive_collection import asyncio

        return await asyncio(
            cid,
            client=self._client,
        )

    def list_items(
        self,
        cid: str,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[StacItem]:
        """List the items of a collection.

        The archived images of a collection, in pages. The answer does not include the total number of items.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections/{cid}/items
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_archive_items import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("features", key=("id", "collection")),
            path={
                "cid": cid,
            },
            query={},
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def get_item(
        self,
        cid: str,
        id: str,
    ) -> StacItem:
        """Get an item of a collection.

        One archived image as a STAC item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/archives/collections/{cid}/items/{id}
        """
        from .get_archive_item import asyncio

        return await asyncio(
            cid,
            id,
            client=self._client,
        )

    def search(
        self,
        *,
        collections: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
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
        query: Mapping[str, Mapping[str, Any]] | None = None,
        sortby: Sequence[SortKey | Mapping[str, Any]] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[StacItem]:
        """Search the archive.

        The archived images in a bounding box or a geometry, in a time range and with conditions on their
        properties, in pages. An archive order takes their ids. Changes nothing.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Args:
            collections: Only items of these collections.
            ids: Only the items with these ids.
            bbox: West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number.
            intersects: A GeoJSON geometry (WGS 84).
            datetime: A point in time, or two with a slash between them (RFC 3339); `..` is an open end.
            query: Conditions on properties - for each property, operators with their operands, such as
                `{"eo:cloud_cover": {"gte": 0, "lt": 10}}`.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/archives/search
        """
        from ..._data.pages import AsyncPages, Paging
        from .search_archive import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("features", key=("id", "collection"), page_size=10, in_body=True),
            path={},
            query={},
            body={
                "collections": collections,
                "ids": ids,
                "bbox": bbox,
                "intersects": intersects,
                "datetime": datetime,
                "query": query,
                "sortby": sortby,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )
