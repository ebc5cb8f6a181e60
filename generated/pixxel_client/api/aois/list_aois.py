# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List AOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.aoi_list import AOIList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[AOIList] = Operation(
    id="list_aois",
    method="GET",
    path="/v0/aois",
    query_parameters={
        "offset": (INTEGER, False),
        "limit": (INTEGER, False),
        "created_at": (STRING, False),
        "updated_at": (STRING, False),
        "aoi_id": (STRING, False),
        "aoi_name": (STRING, False),
        "project_ids": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("aoi_list", "AOIList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
    created_at: str | None = None,
    updated_at: str | None = None,
    aoi_id: str | None = None,
    aoi_name: str | None = None,
    project_ids: str | None = None,
) -> AOIList:
    """List AOIs.

    The AOIs of the key's user, in pages.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/aois
    """
    return client.call(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "created_at": created_at,
            "updated_at": updated_at,
            "aoi_id": aoi_id,
            "aoi_name": aoi_name,
            "project_ids": project_ids,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
    created_at: str | None = None,
    updated_at: str | None = None,
    aoi_id: str | None = None,
    aoi_name: str | None = None,
    project_ids: str | None = None,
) -> Response[AOIList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "created_at": created_at,
            "updated_at": updated_at,
            "aoi_id": aoi_id,
            "aoi_name": aoi_name,
            "project_ids": project_ids,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
    created_at: str | None = None,
    updated_at: str | None = None,
    aoi_id: str | None = None,
    aoi_name: str | None = None,
    project_ids: str | None = None,
) -> AOIList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "created_at": created_at,
            "updated_at": updated_at,
            "aoi_id": aoi_id,
            "aoi_name": aoi_name,
            "project_ids": project_ids,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
    created_at: str | None = None,
    updated_at: str | None = None,
    aoi_id: str | None = None,
    aoi_name: str | None = None,
    project_ids: str | None = None,
) -> Response[AOIList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "created_at": created_at,
            "updated_at": updated_at,
            "aoi_id": aoi_id,
            "aoi_name": aoi_name,
            "project_ids": project_ids,
        },
    )
