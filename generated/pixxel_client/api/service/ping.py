# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Ask whether the service answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._kinds import STRING
from ..._operations import JSON, Answer, Operation
from ...types import Response

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[str] = Operation(
    id="ping",
    method="GET",
    path="/ping",
    answers={
        200: Answer(JSON, STRING),
    },
    reads_only=True,
)


def sync(
    *,
    client: Pixxel,
) -> str:
    """Ask whether the service answers.

    Answers a short text. Needs no key.

    Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /ping
    """
    return client.call(OPERATION, {})


def sync_detailed(
    *,
    client: Pixxel,
) -> Response[str]:
    """As `sync`, but hands back the answer as it came and does not raise on its status."""
    return client.call_detailed(OPERATION, {})


async def asyncio(
    *,
    client: AsyncPixxel,
) -> str:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {})


async def asyncio_detailed(
    *,
    client: AsyncPixxel,
) -> Response[str]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {})
