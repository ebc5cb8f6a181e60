# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Visualize an index over an AOI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.visualization import Visualization
    from ...models.visualization_create import VisualizationCreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Visualization] = Operation(
    id="create_visualization",
    method="POST",
    path="/v0/aois/{aoi_id}/visualizations",
    path_parameters={
        "aoi_id": STRING,
    },
    body=Object("visualization_create", "VisualizationCreate"),
    answers={
        201: Answer(JSON, Object("visualization", "Visualization")),
    },
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
    body: VisualizationCreate | Mapping[str, Any],
) -> Visualization:
    """Visualize an index over an AOI.

    Starts the work and returns at once. Poll `status` and `progress` until the status is terminal.

    The computed legends depend on the index: dynamic and theoretical for a preset, only dynamic for a custom
    index whose `expression_type` is `index`, none for a composite or grayscale.

    Args:
        src_asset_ids: The source assets. Without them, all assets of the AOI, by inference.
        resolution: Ground resolution in metres, instead of the satellite's own.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/aois/{aoi_id}/visualizations
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )


def sync_detailed(
    aoi_id: str,
    *,
    client: Transport,
    body: VisualizationCreate | Mapping[str, Any],
) -> Response[Visualization]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )


async def asyncio(
    aoi_id: str,
    *,
    client: AsyncTransport,
    body: VisualizationCreate | Mapping[str, Any],
) -> Visualization:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )


async def asyncio_detailed(
    aoi_id: str,
    *,
    client: AsyncTransport,
    body: VisualizationCreate | Mapping[str, Any],
) -> Response[Visualization]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )
