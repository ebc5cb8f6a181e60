# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Draw a visualization as PNG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.png_request import PngRequest


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[bytes] = Operation(
    id="generate_visualization_png",
    method="POST",
    path="/v0/aois/{aoi_id}/visualizations/{visualization_id}/png",
    path_parameters={
        "aoi_id": STRING,
        "visualization_id": STRING,
    },
    body=Object("png_request", "PngRequest"),
    answers={
        200: Answer("image/png"),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    visualization_id: str,
    *,
    client: Transport,
    body: PngRequest | Mapping[str, Any],
) -> bytes:
    """Draw a visualization as PNG.

    A picture of the index on one date in one mode, with its legend. Changes nothing.

    Args:
        index_id: The index of the visualization.
        date: The date of a legend (`YYYY_MM_DD`).
        visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
            the range of possible values (`theoretical`).

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/aois/{aoi_id}/visualizations/{visualization_id}/png
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )


def sync_detailed(
    aoi_id: str,
    visualization_id: str,
    *,
    client: Transport,
    body: PngRequest | Mapping[str, Any],
) -> Response[bytes]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )


async def asyncio(
    aoi_id: str,
    visualization_id: str,
    *,
    client: AsyncTransport,
    body: PngRequest | Mapping[str, Any],
) -> bytes:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )


async def asyncio_detailed(
    aoi_id: str,
    visualization_id: str,
    *,
    client: AsyncTransport,
    body: PngRequest | Mapping[str, Any],
) -> Response[bytes]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )
