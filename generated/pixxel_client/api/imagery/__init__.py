# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `imagery`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.geometry_collection import GeometryCollection
    from ...models.imagery_filter import ImageryFilter
    from ...models.imagery_page import ImageryPage
    from ...models.imagery_source import ImagerySource
    from ...models.line_string import LineString
    from ...models.multi_line_string import MultiLineString
    from ...models.multi_point import MultiPoint
    from ...models.multi_polygon import MultiPolygon
    from ...models.point import Point
    from ...models.polygon import Polygon


__all__ = ["AsyncImagery", "Imagery"]


class Imagery:
    """The operations tagged `imagery`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def search(
        self,
        *,
        start_date: str,
        end_date: str,
        geometry: Point
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
        | Mapping[str, Any],
        satellites: Sequence[ImagerySource | Mapping[str, Any]] | None = None,
        satellite: ImagerySource | Mapping[str, Any] | None = None,
        filters: Sequence[ImageryFilter | Mapping[str, Any]] | None = None,
        limit: int | None = None,
    ) -> ImageryPage:
        """Search satellite images.

        Images of the given satellites over a geometry in a time range, as a map of STAC items. The keys of the map
        are not documented. The creation of an AOI takes the ids of the items. Changes nothing.

        Args:
            start_date: A point in time (RFC 3339).
            end_date: A point in time (RFC 3339).
            geometry: A GeoJSON geometry (WGS 84).
            satellites: The satellites of the images. Send either this or `satellite`.
            satellite: A satellite and one of its collections.
            filters: Ranges for properties of the images.
            limit: The maximum number of images in the answer.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/search
        """
        from .search_imagery import sync

        return sync(
            client=self._client,
            body={
                "start_date": start_date,
                "end_date": end_date,
                "geometry": geometry,
                "satellites": satellites,
                "satellite": satellite,
                "filters": filters,
                "limit": limit,
            },
        )


class AsyncImagery:
    """The operations tagged `imagery`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def search(
        self,
        *,
        start_date: str,
        end_date: str,
        geometry: Point
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
        | Mapping[str, Any],
        satellites: Sequence[ImagerySource | Mapping[str, Any]] | None = None,
        satellite: ImagerySource | Mapping[str, Any] | None = None,
        filters: Sequence[ImageryFilter | Mapping[str, Any]] | None = None,
        limit: int | None = None,
    ) -> ImageryPage:
        """Search satellite images.

        Images of the given satellites over a geometry in a time range, as a map of STAC items. The keys of the map
        are not documented. The creation of an AOI takes the ids of the items. Changes nothing.

        Args:
            start_date: A point in time (RFC 3339).
            end_date: A point in time (RFC 3339).
            geometry: A GeoJSON geometry (WGS 84).
            satellites: The satellites of the images. Send either this or `satellite`.
            satellite: A satellite and one of its collections.
            filters: Ranges for properties of the images.
            limit: The maximum number of images in the answer.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/search
        """
        from .search_imagery import asyncio

        return await asyncio(
            client=self._client,
            body={
                "start_date": start_date,
                "end_date": end_date,
                "geometry": geometry,
                "satellites": satellites,
                "satellite": satellite,
                "filters": filters,
                "limit": limit,
            },
        )
