# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Download the order report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._answers import Response
from ..._data.field_types import STRING
from ..._http.operations import Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[str] = Operation(
    id="download_report",
    method="GET",
    path="/v0/reports",
    query_parameters={
        "tz": (STRING, False),
    },
    answers={
        200: Answer("text/csv"),
    },
    read_only=True,
)


def sync(
    *,
    client: Transport,
    tz: str | None = None,
) -> str:
    """Download the order report.

    All orders of the workspace, as CSV.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    GET /v0/reports
    """
    return client.call(
        OPERATION,
        {},
        {
            "tz": tz,
        },
    )


def sync_detailed(
    *,
    client: Transport,
    tz: str | None = None,
) -> Response[str]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {},
        {
            "tz": tz,
        },
    )


async def asyncio(
    *,
    client: AsyncTransport,
    tz: str | None = None,
) -> str:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {},
        {
            "tz": tz,
        },
    )


async def asyncio_detailed(
    *,
    client: AsyncTransport,
    tz: str | None = None,
) -> Response[str]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {},
        {
            "tz": tz,
        },
    )
