# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Search satellite images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.imagery_page import ImageryPage
    from ...models.imagery_search import ImagerySearch


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[ImageryPage] = Operation(
    id="search_imagery",
    method="POST",
    path="/v0/search",
    body=Object("imagery_search", "ImagerySearch"),
    answers={
        200: Answer(JSON, Object("imagery_page", "ImageryPage")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    body: ImagerySearch | Mapping[str, Any],
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
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: ImagerySearch | Mapping[str, Any],
) -> Response[ImageryPage]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: ImagerySearch | Mapping[str, Any],
) -> ImageryPage:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: ImagerySearch | Mapping[str, Any],
) -> Response[ImageryPage]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
