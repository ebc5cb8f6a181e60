# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Estimate the price of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.workflow_estimate import WorkflowEstimate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[WorkflowEstimate] = Operation(
    id="estimate_workflow",
    method="GET",
    path="/v0/workflows/{workflow_id}/estimate",
    path_parameters={
        "workflow_id": STRING,
    },
    answers={
        200: Answer(JSON, Object("workflow_estimate", "WorkflowEstimate")),
    },
    read_only=True,
)


def sync(
    workflow_id: str,
    *,
    client: Transport,
) -> WorkflowEstimate:
    """Estimate the price of a workflow.

    The price of one run of the workflow, in tokens. Runs nothing.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/workflows/{workflow_id}/estimate
    """
    return client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
    )


def sync_detailed(
    workflow_id: str,
    *,
    client: Transport,
) -> Response[WorkflowEstimate]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
    )


async def asyncio(
    workflow_id: str,
    *,
    client: AsyncTransport,
) -> WorkflowEstimate:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
    )


async def asyncio_detailed(
    workflow_id: str,
    *,
    client: AsyncTransport,
) -> Response[WorkflowEstimate]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "workflow_id": workflow_id,
        },
    )
