# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.workflow import Workflow


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Workflow] = Operation(
    id="get_workflow",
    method="GET",
    path="/v0/workflows/{workflow_id}",
    path_parameters={
        "workflow_id": STRING,
    },
    query_parameters={
        "project_id": (STRING, True),
    },
    answers={
        200: Answer(JSON, Object("workflow", "Workflow")),
    },
    read_only=True,
)


def sync(
    workflow_id: str,
    *,
    client: Transport,
    project_id: str,
) -> Workflow:
    """Get a workflow.

    One workflow with its specification.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/workflows/{workflow_id}
    """
    return client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "project_id": project_id,
        },
    )


def sync_detailed(
    workflow_id: str,
    *,
    client: Transport,
    project_id: str,
) -> Response[Workflow]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "project_id": project_id,
        },
    )


async def asyncio(
    workflow_id: str,
    *,
    client: AsyncTransport,
    project_id: str,
) -> Workflow:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "project_id": project_id,
        },
    )


async def asyncio_detailed(
    workflow_id: str,
    *,
    client: AsyncTransport,
    project_id: str,
) -> Response[Workflow]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
        {
            "project_id": project_id,
        },
    )
