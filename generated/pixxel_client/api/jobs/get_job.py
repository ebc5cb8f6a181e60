# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.job import Job


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Job] = Operation(
    id="get_job",
    method="GET",
    path="/v0/workflows/{workflow_id}/jobs/{job_id}",
    path_parameters={
        "workflow_id": STRING,
        "job_id": STRING,
    },
    answers={
        200: Answer(JSON, Object("job", "Job")),
    },
    read_only=True,
)


def sync(
    workflow_id: str,
    job_id: str,
    *,
    client: Transport,
) -> Job:
    """Get a job.

    One run of a workflow, with its tasks.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/workflows/{workflow_id}/jobs/{job_id}
    """
    return client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
        },
    )


def sync_detailed(
    workflow_id: str,
    job_id: str,
    *,
    client: Transport,
) -> Response[Job]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
        },
    )


async def asyncio(
    workflow_id: str,
    job_id: str,
    *,
    client: AsyncTransport,
) -> Job:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
        },
    )


async def asyncio_detailed(
    workflow_id: str,
    job_id: str,
    *,
    client: AsyncTransport,
) -> Response[Job]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
        },
    )
