# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Replace the legend of one mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.legend_update import LegendUpdate
    from ...models.visualization_metadata import VisualizationMetadata


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[VisualizationMetadata] = Operation(
    id="update_visualization_metadata",
    method="PUT",
    path="/v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata",
    path_parameters={
        "aoi_id": STRING,
        "visualization_id": STRING,
    },
    body=Object("legend_update", "LegendUpdate"),
    answers={
        200: Answer(JSON, Object("visualization_metadata", "VisualizationMetadata")),
    },
)


def sync(
    aoi_id: str,
    visualization_id: str,
    *,
    client: Transport,
    body: LegendUpdate | Mapping[str, Any],
) -> VisualizationMetadata:
    """Replace the legend of one mode.

    Replaces the breakpoints of the named mode on the given dates. The other mode does not change. A dynamic
    legend needs `dynamic_bins`. Its bounds may be null: then the server computes them.

    Args:
        visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
            the range of possible values (`theoretical`).
        legend: The breakpoints, keyed by date (`YYYY_MM_DD`).
        dynamic_bins: The number of equal intervals of the values. Required for a dynamic legend.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    PUT /v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata
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
    body: LegendUpdate | Mapping[str, Any],
) -> Response[VisualizationMetadata]:
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
    body: LegendUpdate | Mapping[str, Any],
) -> VisualizationMetadata:
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
    body: LegendUpdate | Mapping[str, Any],
) -> Response[VisualizationMetadata]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )
