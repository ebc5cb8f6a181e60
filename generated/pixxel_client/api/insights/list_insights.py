# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List the insights of an AOI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.insight_list import InsightList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[InsightList] = Operation(
    id="list_insights",
    method="GET",
    path="/v0/aoi/{aoi_id}/insights",
    path_parameters={
        "aoi_id": STRING,
    },
    query_parameters={
        "id": (STRING, False),
        "status": (STRING, False),
        "created_by": (STRING, False),
        "created_on": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("insight_list", "InsightList")),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> InsightList:
    """List the insights of an AOI.

    The insights of an AOI.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/aoi/{aoi_id}/insights
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )


def sync_detailed(
    aoi_id: str,
    *,
    client: Transport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> Response[InsightList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )


async def asyncio(
    aoi_id: str,
    *,
    client: AsyncTransport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> InsightList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )


async def asyncio_detailed(
    aoi_id: str,
    *,
    client: AsyncTransport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> Response[InsightList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )
