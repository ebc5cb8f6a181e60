# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Pack the result of a task for download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.task_package import TaskPackage


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[TaskPackage] = Operation(
    id="download_task",
    method="PUT",
    path="/v0/workflows/{workflow_id}/jobs/{job_id}/tasks/{task_id}/download",
    path_parameters={
        "workflow_id": STRING,
        "job_id": STRING,
        "task_id": STRING,
    },
    answers={
        200: Answer(JSON, Object("task_package", "TaskPackage")),
    },
)


def sync(
    workflow_id: str,
    job_id: str,
    task_id: str,
    *,
    client: Transport,
) -> TaskPackage:
    """Pack the result of a task for download.

    Starts to pack the result of one task of a job and returns at once. The same request later returns the
    status of the packing and, after success, the URL of the package.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    PUT /v0/workflows/{workflow_id}/jobs/{job_id}/tasks/{task_id}/download
    """
    return client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
            "task_id": task_id,
        },
    )


def sync_detailed(
    workflow_id: str,
    job_id: str,
    task_id: str,
    *,
    client: Transport,
) -> Response[TaskPackage]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
            "task_id": task_id,
        },
    )


async def asyncio(
    workflow_id: str,
    job_id: str,
    task_id: str,
    *,
    client: AsyncTransport,
) -> TaskPackage:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
            "task_id": task_id,
        },
    )


async def asyncio_detailed(
    workflow_id: str,
    job_id: str,
    task_id: str,
    *,
    client: AsyncTransport,
) -> Response[TaskPackage]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
            "job_id": job_id,
            "task_id": task_id,
        },
    )
