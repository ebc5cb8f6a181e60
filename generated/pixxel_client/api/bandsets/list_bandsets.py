# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""List bandsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.bandset_list import BandsetList


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[BandsetList] = Operation(
    id="list_bandsets",
    method="GET",
    path="/v0/bandsets",
    answers={
        200: Answer(JSON, Object("bandset_list", "BandsetList")),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
) -> BandsetList:
    """List bandsets.

    The sets of bands for ordering images. The price depends on the number of captures.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/bandsets
    """
    return client.call(OPERATION, {})


def sync_detailed(
    *,
    client: Transport,
) -> Response[BandsetList]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(OPERATION, {})


async def asyncio(
    *,
    client: AsyncTransport,
) -> BandsetList:
    """As `sync`, for asyncio."""
    return await client.call(OPERATION, {})


async def asyncio_detailed(
    *,
    client: AsyncTransport,
) -> Response[BandsetList]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(OPERATION, {})
