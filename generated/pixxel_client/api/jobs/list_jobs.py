# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List the jobs of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.job_list import JobList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[JobList] = Operation(
    id="list_jobs",
    method="GET",
    path="/v0/workflows/{workflow_id}/jobs",
    path_parameters={
        "workflow_id": STRING,
    },
    query_parameters={
        "id": (STRING, False),
        "status": (STRING, False),
        "created_by": (STRING, False),
        "created_on": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("job_list", "JobList")),
    },
    read_only=True,
)


def sync(
    workflow_id: str,
    *,
    client: Transport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> JobList:
    """List the jobs of a workflow.

    The runs of a workflow.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/workflows/{workflow_id}/jobs
    """
    return client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )


def sync_detailed(
    workflow_id: str,
    *,
    client: Transport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> Response[JobList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )


async def asyncio(
    workflow_id: str,
    *,
    client: AsyncTransport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> JobList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )


async def asyncio_detailed(
    workflow_id: str,
    *,
    client: AsyncTransport,
    id: str | None = None,
    status: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
) -> Response[JobList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "id": id,
            "status": status,
            "created_by": created_by,
            "created_on": created_on,
        },
    )
