# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `visualizations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.expression_type import ExpressionType
    from ...models.index_type import IndexType
    from ...models.legend_breakpoint import LegendBreakpoint
    from ...models.sld_styles import SldStyles
    from ...models.visualization import Visualization
    from ...models.visualization_metadata import VisualizationMetadata
    from ...models.visualization_mode import VisualizationMode


__all__ = ["AsyncVisualizations", "Visualizations"]


class Visualizations:
    """The operations tagged `visualizations`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        aoi_id: str,
        *,
        type: IndexType | None = None,
        user_id: str | None = None,
        expression_type: ExpressionType | None = None,
        index_id: str | None = None,
        visualization_id: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Visualization]:
        """List visualizations.

        The visualizations of an AOI, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois/{aoi_id}/visualizations
        """
        from ..._data.pages import Pages, Paging
        from .list_visualizations import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("visualization", key=("id",), page_size=10),
            path={
                "aoi_id": aoi_id,
            },
            query={
                "type": type,
                "user_id": user_id,
                "expression_type": expression_type,
                "index_id": index_id,
                "visualization_id": visualization_id,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def create(
        self,
        aoi_id: str,
        *,
        index_id: str,
        src_asset_ids: Sequence[str] | None = None,
        resolution: float | None = None,
    ) -> Visualization:
        """Visualize an index over an AOI.

        Starts the work and returns at once. Poll `status` and `progress` until the status is terminal.

        The computed legends depend on the index: dynamic and theoretical for a preset, only dynamic for a custom
        index whose `expression_type` is `index`, none for a composite or grayscale.

        Args:
            src_asset_ids: The source assets. Without them, all assets of the AOI, by inference.
            resolution: Ground resolution in metres, instead of the satellite's own.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/visualizations
        """
        from .create_visualization import sync

        return sync(
            aoi_id,
            client=self._client,
            body={
                "index_id": index_id,
                "src_asset_ids": src_asset_ids,
                "resolution": resolution,
            },
        )

    def update_metadata(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        visualization_mode: VisualizationMode,
        legend: Mapping[str, Sequence[LegendBreakpoint | Mapping[str, Any]]],
        dynamic_bins: int | None = None,
    ) -> VisualizationMetadata:
        """Replace the legend of one mode.

        Replaces the breakpoints of the named mode on the given dates. The other mode does not change. A dynamic
        legend needs `dynamic_bins`. Its bounds may be null: then the server computes them.

        Args:
            visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
                the range of possible values (`theoretical`).
            legend: The breakpoints, keyed by date (`YYYY_MM_DD`).
            dynamic_bins: The number of equal intervals of the values. Required for a dynamic legend.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata
        """
        from .update_visualization_metadata import sync

        return sync(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "visualization_mode": visualization_mode,
                "legend": legend,
                "dynamic_bins": dynamic_bins,
            },
        )

    def rollback_metadata(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        index_id: str,
        dates: Sequence[str],
        visualization_mode: VisualizationMode,
    ) -> Visualization:
        """Roll back the legend of one mode.

        Recomputes the legend of the named mode on the given dates from the source data. Earlier updates are undone.
        The other mode and the other dates do not change.

        Args:
            index_id: The index of the visualization.
            dates: The dates of the legends to recompute.
            visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
                the range of possible values (`theoretical`).

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PATCH /v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata
        """
        from .rollback_visualization_metadata import sync

        return sync(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "index_id": index_id,
                "dates": dates,
                "visualization_mode": visualization_mode,
            },
        )

    def generate_png(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        index_id: str,
        date: str,
        visualization_mode: VisualizationMode,
    ) -> bytes:
        """Draw a visualization as PNG.

        A picture of the index on one date in one mode, with its legend. Changes nothing.

        Args:
            index_id: The index of the visualization.
            date: The date of a legend (`YYYY_MM_DD`).
            visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
                the range of possible values (`theoretical`).

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/visualizations/{visualization_id}/png
        """
        from .generate_visualization_png import sync

        return sync(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "index_id": index_id,
                "date": date,
                "visualization_mode": visualization_mode,
            },
        )

    def generate_sld(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        dates: Sequence[str],
        visualization_modes: Sequence[VisualizationMode],
    ) -> SldStyles:
        """Get a visualization's legends as SLD.

        One Styled Layer Descriptor (SLD, XML) for each requested mode and date. Changes nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/visualizations/{visualization_id}/sld
        """
        from .generate_visualization_sld import sync

        return sync(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "dates": dates,
                "visualization_modes": visualization_modes,
            },
        )


class AsyncVisualizations:
    """The operations tagged `visualizations`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        aoi_id: str,
        *,
        type: IndexType | None = None,
        user_id: str | None = None,
        expression_type: ExpressionType | None = None,
        index_id: str | None = None,
        visualization_id: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Visualization]:
        """List visualizations.

        The visualizations of an AOI, in pages.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aois/{aoi_id}/visualizations
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_visualizations import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("visualization", key=("id",), page_size=10),
            path={
                "aoi_id": aoi_id,
            },
            query={
                "type": type,
                "user_id": user_id,
                "expression_type": expression_type,
                "index_id": index_id,
                "visualization_id": visualization_id,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def create(
        self,
        aoi_id: str,
        *,
        index_id: str,
        src_asset_ids: Sequence[str] | None = None,
        resolution: float | None = None,
    ) -> Visualization:
        """Visualize an index over an AOI.

        Starts the work and returns at once. Poll `status` and `progress` until the status is terminal.

        The computed legends depend on the index: dynamic and theoretical for a preset, only dynamic for a custom
        index whose `expression_type` is `index`, none for a composite or grayscale.

        Args:
            src_asset_ids: The source assets. Without them, all assets of the AOI, by inference.
            resolution: Ground resolution in metres, instead of the satellite's own.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/visualizations
        """
        from .create_visualization import asyncio

        return await asyncio(
            aoi_id,
            client=self._client,
            body={
                "index_id": index_id,
                "src_asset_ids": src_asset_ids,
                "resolution": resolution,
            },
        )

    async def update_metadata(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        visualization_mode: VisualizationMode,
        legend: Mapping[str, Sequence[LegendBreakpoint | Mapping[str, Any]]],
        dynamic_bins: int | None = None,
    ) -> VisualizationMetadata:
        """Replace the legend of one mode.

        Replaces the breakpoints of the named mode on the given dates. The other mode does not change. A dynamic
        legend needs `dynamic_bins`. Its bounds may be null: then the server computes them.

        Args:
            visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
                the range of possible values (`theoretical`).
            legend: The breakpoints, keyed by date (`YYYY_MM_DD`).
            dynamic_bins: The number of equal intervals of the values. Required for a dynamic legend.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata
        """
        from .update_visualization_metadata import asyncio

        return await asyncio(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "visualization_mode": visualization_mode,
                "legend": legend,
                "dynamic_bins": dynamic_bins,
            },
        )

    async def rollback_metadata(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        index_id: str,
        dates: Sequence[str],
        visualization_mode: VisualizationMode,
    ) -> Visualization:
        """Roll back the legend of one mode.

        Recomputes the legend of the named mode on the given dates from the source data. Earlier updates are undone.
        The other mode and the other dates do not change.

        Args:
            index_id: The index of the visualization.
            dates: The dates of the legends to recompute.
            visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
                the range of possible values (`theoretical`).

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PATCH /v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata
        """
        from .rollback_visualization_metadata import asyncio

        return await asyncio(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "index_id": index_id,
                "dates": dates,
                "visualization_mode": visualization_mode,
            },
        )

    async def generate_png(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        index_id: str,
        date: str,
        visualization_mode: VisualizationMode,
    ) -> bytes:
        """Draw a visualization as PNG.

        A picture of the index on one date in one mode, with its legend. Changes nothing.

        Args:
            index_id: The index of the visualization.
            date: The date of a legend (`YYYY_MM_DD`).
            visualization_mode: How a legend divides the values - by the values of the date (`dynamic`) or by
                the range of possible values (`theoretical`).

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/visualizations/{visualization_id}/png
        """
        from .generate_visualization_png import asyncio

        return await asyncio(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "index_id": index_id,
                "date": date,
                "visualization_mode": visualization_mode,
            },
        )

    async def generate_sld(
        self,
        aoi_id: str,
        visualization_id: str,
        *,
        dates: Sequence[str],
        visualization_modes: Sequence[VisualizationMode],
    ) -> SldStyles:
        """Get a visualization's legends as SLD.

        One Styled Layer Descriptor (SLD, XML) for each requested mode and date. Changes nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aois/{aoi_id}/visualizations/{visualization_id}/sld
        """
        from .generate_visualization_sld import asyncio

        return await asyncio(
            aoi_id,
            visualization_id,
            client=self._client,
            body={
                "dates": dates,
                "visualization_modes": visualization_modes,
            },
        )
