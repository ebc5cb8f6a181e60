# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object, OneOf
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.project import Project
    from ...models.project_envelope import ProjectEnvelope


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[ProjectEnvelope | Project] = Operation(
    id="get_project",
    method="GET",
    path="/v0/projects/{id}",
    path_parameters={
        "id": STRING,
    },
    answers={
        200: Answer(
            JSON,
            OneOf(
                Object("project_envelope", "ProjectEnvelope"),
                Object("project", "Project"),
            ),
        ),
    },
    read_only=True,
)


def sync(
    id: str,
    *,
    client: Transport,
) -> ProjectEnvelope | Project:
    """Get a project.

    One project.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/projects/{id}
    """
    return client.call(
        OPERATION,
        {
            "id": id,
        },
    )


def sync_detailed(
    id: str,
    *,
    client: Transport,
) -> Response[ProjectEnvelope | Project]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )


async def asyncio(
    id: str,
    *,
    client: AsyncTransport,
) -> ProjectEnvelope | Project:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "id": id,
        },
    )


async def asyncio_detailed(
    id: str,
    *,
    client: AsyncTransport,
) -> Response[ProjectEnvelope | Project]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )
