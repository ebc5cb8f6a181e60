# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.workflow_list import WorkflowList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[WorkflowList] = Operation(
    id="list_workflows",
    method="GET",
    path="/v0/workflows",
    query_parameters={
        "project_id": (STRING, False),
        "id": (STRING, False),
        "name": (STRING, False),
        "created_by": (STRING, False),
        "created_on": (STRING, False),
        "updated_at": (STRING, False),
        "offset": (INTEGER, False),
        "limit": (INTEGER, False),
    },
    answers={
        200: Answer(JSON, Object("workflow_list", "WorkflowList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    project_id: str | None = None,
    id: str | None = None,
    name: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
    updated_at: str | None = None,
    offset: int | None = None,
    limit: int | None = None,
) -> WorkflowList:
    """List workflows.

    The workflows of the workspace, in pages. The list may be empty.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/workflows
    """
    return client.call(
        OPERATION,
        {},
        {
            "project_id": project_id,
            "id": id,
            "name": name,
            "created_by": created_by,
            "created_on": created_on,
            "updated_at": updated_at,
            "offset": offset,
            "limit": limit,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    project_id: str | None = None,
    id: str | None = None,
    name: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
    updated_at: str | None = None,
    offset: int | None = None,
    limit: int | None = None,
) -> Response[WorkflowList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "project_id": project_id,
            "id": id,
            "name": name,
            "created_by": created_by,
            "created_on": created_on,
            "updated_at": updated_at,
            "offset": offset,
            "limit": limit,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    project_id: str | None = None,
    id: str | None = None,
    name: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
    updated_at: str | None = None,
    offset: int | None = None,
    limit: int | None = None,
) -> WorkflowList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "project_id": project_id,
            "id": id,
            "name": name,
            "created_by": created_by,
            "created_on": created_on,
            "updated_at": updated_at,
            "offset": offset,
            "limit": limit,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    project_id: str | None = None,
    id: str | None = None,
    name: str | None = None,
    created_by: str | None = None,
    created_on: str | None = None,
    updated_at: str | None = None,
    offset: int | None = None,
    limit: int | None = None,
) -> Response[WorkflowList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "project_id": project_id,
            "id": id,
            "name": name,
            "created_by": created_by,
            "created_on": created_on,
            "updated_at": updated_at,
            "offset": offset,
            "limit": limit,
        },
    )
