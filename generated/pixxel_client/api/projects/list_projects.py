# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.project_list import ProjectList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[ProjectList] = Operation(
    id="list_projects",
    method="GET",
    path="/v0/projects",
    query_parameters={
        "page_num": (INTEGER, False),
        "page_size": (INTEGER, False),
    },
    answers={
        200: Answer(JSON, Object("project_list", "ProjectList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    page_num: int | None = None,
    page_size: int | None = None,
) -> ProjectList:
    """List projects.

    The projects that include the service account of the key. Keys belong to projects: AOIs, orders, insights
    and workflows take one of these ids.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/projects
    """
    return client.call(
        OPERATION,
        {},
        {
            "page_num": page_num,
            "page_size": page_size,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    page_num: int | None = None,
    page_size: int | None = None,
) -> Response[ProjectList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "page_num": page_num,
            "page_size": page_size,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    page_num: int | None = None,
    page_size: int | None = None,
) -> ProjectList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "page_num": page_num,
            "page_size": page_size,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    page_num: int | None = None,
    page_size: int | None = None,
) -> Response[ProjectList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "page_num": page_num,
            "page_size": page_size,
        },
    )
