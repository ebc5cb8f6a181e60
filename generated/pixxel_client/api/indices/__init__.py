# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `indices`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.expression_type import ExpressionType
    from ...models.index import Index
    from ...models.index_type import IndexType


__all__ = ["AsyncIndices", "Indices"]


class Indices:
    """The operations tagged `indices`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        satellite_id: str | None = None,
        type: IndexType | None = None,
        expression_type: ExpressionType | None = None,
        index_id: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Index]:
        """List indices.

        The preset indices and the custom indices of the workspace, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/indices
        """
        from ..._data.pages import Pages, Paging
        from .list_indices import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("indices", key=("id",), page_size=10),
            path={},
            query={
                "satellite_id": satellite_id,
                "type": type,
                "expression_type": expression_type,
                "index_id": index_id,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def create(
        self,
        *,
        name: str,
        description: str,
        expression: str,
        expression_type: ExpressionType,
        rescale: Sequence[float],
        colormap: str,
        satellite_id: str,
    ) -> Index:
        """Create a custom index.

        Defines an index by an expression of band names. Presets are provided and cannot be created.

        Args:
            expression: An arithmetic expression of band names.
            expression_type: The result of the expression - an index value, a colour composite, or one band in
                grey.
            rescale: The minimum and maximum index value, mapped to the ends of the colour map.
            colormap: The name of the colour map for index values.
            satellite_id: The satellite of the bands in the expression.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/indices
        """
        from .create_index import sync

        return sync(
            client=self._client,
            body={
                "name": name,
                "description": description,
                "expression": expression,
                "expression_type": expression_type,
                "rescale": rescale,
                "colormap": colormap,
                "satellite_id": satellite_id,
            },
        )


class AsyncIndices:
    """The operations tagged `indices`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        *,
        satellite_id: str | None = None,
        type: IndexType | None = None,
        expression_type: ExpressionType | None = None,
        index_id: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Index]:
        """List indices.

        The preset indices and the custom indices of the workspace, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/indices
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_indices import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("indices", key=("id",), page_size=10),
            path={},
            query={
                "satellite_id": satellite_id,
                "type": type,
                "expression_type": expression_type,
                "index_id": index_id,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def create(
        self,
        *,
        name: str,
        description: str,
        expression: str,
        expression_type: ExpressionType,
        rescale: Sequence[float],
        colormap: str,
        satellite_id: str,
    ) -> Index:
        """Create a custom index.

        Defines an index by an expression of band names. Presets are provided and cannot be created.

        Args:
            expression: An arithmetic expression of band names.
            expression_type: The result of the expression - an index value, a colour composite, or one band in
                grey.
            rescale: The minimum and maximum index value, mapped to the ends of the colour map.
            colormap: The name of the colour map for index values.
            satellite_id: The satellite of the bands in the expression.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/indices
        """
        from .create_index import asyncio

        return await asyncio(
            client=self._client,
            body={
                "name": name,
                "description": description,
                "expression": expression,
                "expression_type": expression_type,
                "rescale": rescale,
                "colormap": colormap,
                "satellite_id": satellite_id,
            },
        )
