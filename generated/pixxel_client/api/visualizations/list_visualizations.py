# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List visualizations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import INTEGER, STRING, Choice, Object
from ..._http.operations import JSON, Answer, Operation
from ...models.expression_type import ExpressionType
from ...models.index_type import IndexType

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.visualization_list import VisualizationList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[VisualizationList] = Operation(
    id="list_visualizations",
    method="GET",
    path="/v0/aois/{aoi_id}/visualizations",
    path_parameters={
        "aoi_id": STRING,
    },
    query_parameters={
        "offset": (INTEGER, False),
        "limit": (INTEGER, False),
        "type": (Choice(IndexType), False),
        "user_id": (STRING, False),
        "expression_type": (Choice(ExpressionType), False),
        "index_id": (STRING, False),
        "visualization_id": (STRING, False),
    },
    answers={
        200: Answer(JSON, Object("visualization_list", "VisualizationList")),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
    type: IndexType | None = None,
    user_id: str | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
    visualization_id: str | None = None,
) -> VisualizationList:
    """List visualizations.

    The visualizations of an AOI, in pages.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/aois/{aoi_id}/visualizations
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
            "type": type,
            "user_id": user_id,
            "expression_type": expression_type,
            "index_id": index_id,
            "visualization_id": visualization_id,
        },
    )


def sync_detailed(
    aoi_id: str,
    *,
    client: Transport,
    offset: int | None = None,
    limit: int | None = None,
    type: IndexType | None = None,
    user_id: str | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
    visualization_id: str | None = None,
) -> Response[VisualizationList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
            "type": type,
            "user_id": user_id,
            "expression_type": expression_type,
            "index_id": index_id,
            "visualization_id": visualization_id,
        },
    )


async def asyncio(
    aoi_id: str,
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
    type: IndexType | None = None,
    user_id: str | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
    visualization_id: str | None = None,
) -> VisualizationList:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
            "type": type,
            "user_id": user_id,
            "expression_type": expression_type,
            "index_id": index_id,
            "visualization_id": visualization_id,
        },
    )


async def asyncio_detailed(
    aoi_id: str,
    *,
    client: AsyncTransport,
    offset: int | None = None,
    limit: int | None = None,
    type: IndexType | None = None,
    user_id: str | None = None,
    expression_type: ExpressionType | None = None,
    index_id: str | None = None,
    visualization_id: str | None = None,
) -> Response[VisualizationList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
        },
        {
            "offset": offset,
            "limit": limit,
            "type": type,
            "user_id": user_id,
            "expression_type": expression_type,
            "index_id": index_id,
            "visualization_id": visualization_id,
        },
    )
