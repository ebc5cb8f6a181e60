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
    reads_only=True,
)


def sync(
    *,
    client: Transport,
    body: CatalogSearch | Mapping[str, Any],
) -> CatalogList:
    """Search the catalog.

    The images that the workspace has received, one page at a time. Changes nothing.

    Args:
        ids: Only the catalogs with these ids.
        item_ids: Only the images with these ids of STAC items.
        order_ids: Only what these orders have brought.
        order_item_ids: Only what these order items have brought.
        collections: Only images of these STAC collections.
        bbox: West, south, east, north in degrees, WGS 84; west is the larger number across the date line.
        intersects: GeoJSON, WGS 84.
        datetime: A point in time or two with a slash between them, RFC 3339; `..` for an open end.
        query: What properties have to be - a property and, for it, a text or operators with their operands.
        limit: How many catalogs to answer at the most.
        offset: How many catalogs to skip.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/catalogs/search
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: CatalogSearch | Mapping[str, Any],
) -> Response[CatalogList]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
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
