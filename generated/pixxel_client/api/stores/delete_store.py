# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Delete a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._kinds import STRING
from ..._operations import Answer, Operation
from ...types import Response

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel


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
    client: Pixxel,
) -> None:
    """Delete a store.

    Deletes a store for good.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

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
    client: Pixxel,
) -> Response[None]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
    return client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )


async def asyncio(
    id: str,
    *,
    client: AsyncPixxel,
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
    client: AsyncPixxel,
) -> Response[None]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "id": id,
        },
    )
