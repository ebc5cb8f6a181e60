# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Delete a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING
from ..._http.operations import Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[None] = Operation(
    id="delete_store",
    method="DELETE",
    path="/v0/stores/{id}",
    path_parameters={
        "id": STRING,
    },
    answers={
        204: Answer(),
    },
)


def sync(
    id: str,
    *,
    client: Transport,
) -> None:
    """Delete a store.

    Deletes a store permanently.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    DELETE /v0/stores/{id}
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
) -> Response[None]:
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
) -> None:
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
) -> Response[None]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )
