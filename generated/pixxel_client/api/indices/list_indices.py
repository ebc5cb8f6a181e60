# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Choice, Object
from ..._http.operations import JSON, Answer, Operation
from ...models.expression_type import ExpressionType
from ...models.index_type import IndexType

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.index_list import IndexList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[IndexList] = Operation(
    id="list_indices",
    method="GET",
    path="/v0/indices",
    query_parameters={
        "offset": (INTEGER, False),
        "limit": (INTEGER, False),
        "satellite_id": (STRING, False),
        "type": (Choice(IndexType), False),
        "expression_type": (Choice(ExpressionType), False),
        "index_id": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("index_list", "IndexList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
    satellite_id: str | None = None,
    type: IndexType | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
) -> IndexList:
    """List indices.

    The preset indices and the custom indices of the workspace, in pages.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/indices
    """
    return client.call(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "satellite_id": satellite_id,
            "type": type,
            "expression_type": expression_type,
            "index_id": index_id,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
    satellite_id: str | None = None,
    type: IndexType | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
) -> Response[IndexList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "satellite_id": satellite_id,
            "type": type,
            "expression_type": expression_type,
            "index_id": index_id,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
    satellite_id: str | None = None,
    type: IndexType | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
) -> IndexList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "satellite_id": satellite_id,
            "type": type,
            "expression_type": expression_type,
            "index_id": index_id,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
    satellite_id: str | None = None,
    type: IndexType | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
) -> Response[IndexList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "offset": offset,
            "limit": limit,
            "satellite_id": satellite_id,
            "type": type,
            "expression_type": expression_type,
            "index_id": index_id,
        },
    )
