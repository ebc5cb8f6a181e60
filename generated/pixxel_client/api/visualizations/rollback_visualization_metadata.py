# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Roll back the legend of one mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.legend_rollback import LegendRollback
    from ...models.visualization import Visualization


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Visualization] = Operation(
    id="rollback_visualization_metadata",
    method="PATCH",
    path="/v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata",
    path_parameters={
        "aoi_id": STRING,
        "visualization_id": STRING,
    },
    body=Object("legend_rollback", "LegendRollback"),
    answers={
        200: Answer(JSON, Object("visualization", "Visualization")),
    },
)


def sync(
    aoi_id: str,
    visualization_id: str,
    *,
    client: Transport,
    body: LegendRollback | Mapping[str, Any],
) -> Visualization:
    """Roll back the legend of one mode.

    Recomputes the legend of the named mode on the given dates from the source data. Earlier updates are undone.
    The other mode and the other dates do not change.

    Args:
        index_id: The index of the visualization.
        dates: The dates of the legends to recompute.
        visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
            the range of possible values (`theoretical`).

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    PATCH /v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata
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
    body: LegendRollback | Mapping[str, Any],
) -> Response[Visualization]:
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
    body: LegendRollback | Mapping[str, Any],
) -> Visualization:
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
    body: LegendRollback | Mapping[str, Any],
) -> Response[Visualization]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )
