# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Run an insight on an AOI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.insight_create import InsightCreate
    from ...models.insight_estimate import InsightEstimate
    from ...models.insight_started import InsightStarted


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[InsightEstimate | InsightStarted] = Operation(
    id="create_insight",
    method="POST",
    path="/v0/aoi/{aoi_id}/insights",
    path_parameters={
        "aoi_id": STRING,
    },
    body=Object("insight_create", "InsightCreate"),
    answers={
        200: Answer(JSON, Object("insight_estimate", "InsightEstimate")),
        201: Answer(JSON, Object("insight_started", "InsightStarted")),
    },
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
    body: InsightCreate | Mapping[str, Any],
) -> InsightEstimate | InsightStarted:
    """Run an insight on an AOI.

    Runs a block on the imagery of an AOI. A run costs tokens. With `estimate: true`, nothing is run and the
    answer is the price of a run.

    Args:
        block: One version of a block.
        input: The inputs of the block, each with its value. An estimate may omit some of them.
        metadata: Names and values for your own use.
        estimate: Return the price of the run, and run nothing.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/aoi/{aoi_id}/insights
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
    body: InsightCreate | Mapping[str, Any],
) -> Response[InsightEstimate | InsightStarted]:
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
    body: InsightCreate | Mapping[str, Any],
) -> InsightEstimate | InsightStarted:
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
    body: InsightCreate | Mapping[str, Any],
) -> Response[InsightEstimate | InsightStarted]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        body=body,
    )
