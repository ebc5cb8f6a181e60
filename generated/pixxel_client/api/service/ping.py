# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Check that the service answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[str] = Operation(
    id="ping",
    method="GET",
    path="/ping",
    answers={
        200: Answer(JSON, STRING),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
) -> str:
    """Check that the service answers.

    Returns a short text. Needs no key.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /ping
    """
    return client.call(OPERATION, {})


def sync_detailed(
    *,
    client: Transport,
) -> Response[str]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {})


async def asyncio(
    *,
    client: AsyncTransport,
) -> str:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {})


async def asyncio_detailed(
    *,
    client: AsyncTransport,
) -> Response[str]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {})
