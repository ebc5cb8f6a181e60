# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `reports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport


__all__ = ["AsyncReports", "Reports"]


class Reports:
    """The operations tagged `reports`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def download(
        self,
        *,
        tz: str | None = None,
    ) -> str:
        """Download the order report.

        All orders of the workspace, as CSV.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/reports
        """
        from .download_report import sync

        return sync(
            client=self._client,
            tz=tz,
        )


class AsyncReports:
    """The operations tagged `reports`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def download(
        self,
        *,
        tz: str | None = None,
    ) -> str:
        """Download the order report.

        All orders of the workspace, as CSV.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/reports
        """
        from .download_report import asyncio

        return await asyncio(
            client=self._client,
            tz=tz,
        )
