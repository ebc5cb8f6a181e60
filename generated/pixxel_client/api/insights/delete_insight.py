# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Delete an insight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING
from ..._http.operations import Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[None] = Operation(
    id="delete_insight",
    method="DELETE",
    path="/v0/aoi/{aoi_id}/insights/{insight_id}",
    path_parameters={
        "aoi_id": STRING,
        "insight_id": STRING,
    },
    query_parameters={
        "project_id": (STRING, True),
    },
    answers={
        200: Answer(),
    },
)


def sync(
    aoi_id: str,
    insight_id: str,
    *,
    client: Transport,
    project_id: str,
) -> None:
    """Delete an insight.

    Deletes an insight permanently.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    DELETE /v0/aoi/{aoi_id}/insights/{insight_id}
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        {
            "project_id": project_id,
        },
    )


def sync_detailed(
    aoi_id: str,
    insight_id: str,
    *,
    client: Transport,
    project_id: str,
) -> Response[None]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        {
            "project_id": project_id,
        },
    )


async def asyncio(
    aoi_id: str,
    insight_id: str,
    *,
    client: AsyncTransport,
    project_id: str,
) -> None:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        {
            "project_id": project_id,
        },
    )


async def asyncio_detailed(
    aoi_id: str,
    insight_id: str,
    *,
    client: AsyncTransport,
    project_id: str,
) -> Response[None]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        {
            "project_id": project_id,
        },
    )
