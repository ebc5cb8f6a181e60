# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `assets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.asset import Asset


__all__ = ["Assets", "AsyncAssets"]


class Assets:
    """The operations tagged `assets`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        aoi_id: str,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Asset]:
        """List the assets of an AOI.

        The files of an AOI, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois/{aoi_id}/assets
        """
        from ..._data.pages import Pages, Paging
        from .list_assets import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("assets", key=("id",), page_size=10),
            path={
                "aoi_id": aoi_id,
            },
            query={},
            limit=limit,
            page_size=page_size,
            offset=offset,
        )


class AsyncAssets:
    """The operations tagged `assets`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        aoi_id: str,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Asset]:
        """List the assets of an AOI.

        The files of an AOI, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois/{aoi_id}/assets
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_assets import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("assets", key=("id",), page_size=10),
            path={
                "aoi_id": aoi_id,
            },
            query={},
            limit=limit,
            page_size=page_size,
            offset=offset,
        )
