# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Search the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.archive_search import ArchiveSearch
    from ...models.stac_item_collection import StacItemCollection


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[StacItemCollection] = Operation(
    id="search_archive",
    method="POST",
    path="/v0/archives/search",
    body=Object("archive_search", "ArchiveSearch"),
    answers={
        200: Answer(JSON, Object("stac_item_collection", "StacItemCollection")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    body: ArchiveSearch | Mapping[str, Any],
) -> StacItemCollection:
    """Search the archive.

    The archived images in a bounding box or a geometry, in a time range and with conditions on their
    properties, in pages. An archive order takes their ids. Changes nothing.

    Args:
        collections: Only items of these collections.
        ids: Only the items with these ids.
        bbox: West, south, east, north in degrees (WGS 84). Across the date line, west is the larger number.
        intersects: A GeoJSON geometry (WGS 84).
        datetime: A point in time, or two with a slash between them (RFC 3339); `..` is an open end.
        query: Conditions on properties - for each property, operators with their operands, such as
            `{"eo:cloud_cover": {"gte": 0, "lt": 10}}`.
        limit: The maximum number of items in the answer.
        offset: The number of items to skip.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/archives/search
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: ArchiveSearch | Mapping[str, Any],
) -> Response[StacItemCollection]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: ArchiveSearch | Mapping[str, Any],
) -> StacItemCollection:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: ArchiveSearch | Mapping[str, Any],
) -> Response[StacItemCollection]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
