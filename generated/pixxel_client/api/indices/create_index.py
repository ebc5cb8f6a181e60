# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Create a custom index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.index import Index
    from ...models.index_create import IndexCreate


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Index] = Operation(
    id="create_index",
    method="POST",
    path="/v0/indices",
    body=Object("index_create", "IndexCreate"),
    answers={
        201: Answer(JSON, Object("index", "Index")),
    },
)


def sync(
    *,
    client: Transport,
    body: IndexCreate | Mapping[str, Any],
) -> Index:
    """Create a custom index.

    Defines an index by an expression of band names. Presets are provided and cannot be created.

    Args:
        expression: An arithmetic expression of band names.
        expression_type: The result of the expression - an index value, a colour composite, or one band in
            grey.
        rescale: The minimum and maximum index value, mapped to the ends of the colour map.
        colormap: The name of the colour map for index values.
        satellite_id: The satellite of the bands in the expression.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/indices
    """
    return client.call(OPERATION, {}, body=body)


def sync_detailed(
    *,
    client: Transport,
    body: IndexCreate | Mapping[str, Any],
) -> Response[Index]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {}, body=body)


async def asyncio(
    *,
    client: AsyncTransport,
    body: IndexCreate | Mapping[str, Any],
) -> Index:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {}, body=body)


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    body: IndexCreate | Mapping[str, Any],
) -> Response[Index]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {}, body=body)
