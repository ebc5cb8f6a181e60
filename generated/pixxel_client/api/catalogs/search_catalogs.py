# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Search the catalog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.catalog_list import CatalogList
    from ...models.catalog_search import CatalogSearch


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[CatalogList] = Operation(
    id="search_catalogs",
    method="POST",
    path="/v0/catalogs/search",
    body=Object("catalog_search", "CatalogSearch"),
    answers={
        200: Answer(JSON, Object("catalog_list", "CatalogList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    body: CatalogSearch | Mapping[str, Any],
) -> CatalogList:
    """Search the catalog.

    The images that the workspace has received, in pages. Changes nothing.

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
        limit: The maximum number of catalogs in the answer.
        offset: The number of catalogs to skip.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/catalogs/search
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: CatalogSearch | Mapping[str, Any],
) -> Response[CatalogList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: CatalogSearch | Mapping[str, Any],
) -> CatalogList:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: CatalogSearch | Mapping[str, Any],
) -> Response[CatalogList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
