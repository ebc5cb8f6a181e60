# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get a catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.catalog import Catalog


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[Catalog] = Operation(
    id="get_catalog",
    method="GET",
    path="/v0/catalogs/{id}",
    path_parameters={
        "id": STRING,
    },
    answers={
        200: Answer(JSON, Object("catalog", "Catalog")),
    },
    read_only=True,
)


def sync(
    id: str,
    *,
    client: Transport,
) -> Catalog:
    """Get a catalog.

    One image that the workspace has received, with its STAC item.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/catalogs/{id}
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
) -> Response[Catalog]:
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
) -> Catalog:
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
) -> Response[Catalog]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )
