# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `service`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport


__all__ = ["AsyncService", "Service"]


class Service:
    """The operations tagged `service`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def ping(
        self,
    ) -> str:
        """Check that the service answers.

        Returns a short text. Needs no key.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /ping
        """
        from .ping import sync

        return sync(
            client=self._client,
        )


class AsyncService:
    """The operations tagged `service`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def ping(
        self,
    ) -> str:
        """Check that the service answers.

        Returns a short text. Needs no key.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /ping
        """
        from .ping import asyncio

        return await asyncio(
            client=self._client,
        )
