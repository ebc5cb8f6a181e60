# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `insights`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.block_reference import BlockReference
    from ...models.data_type import DataType
    from ...models.insight_download import InsightDownload
    from ...models.insight_estimate import InsightEstimate
    from ...models.insight_list import InsightList
    from ...models.insight_package import InsightPackage
    from ...models.insight_started import InsightStarted


__all__ = ["AsyncInsights", "Insights"]


class Insights:
    """The operations tagged `insights`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        aoi_id: str,
        *,
        id: str | None = None,
        status: str | None = None,
        created_by: str | None = None,
        created_on: str | None = None,
    ) -> InsightList:
        """List the insights of an AOI.

        The insights of an AOI.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aoi/{aoi_id}/insights
        """
        from .list_insights import sync

        return sync(
            aoi_id,
            client=self._client,
            id=id,
            status=status,
            created_by=created_by,
            created_on=created_on,
        )

    def create(
        self,
        aoi_id: str,
        *,
        block: BlockReference | Mapping[str, Any],
        input: Sequence[DataType | Mapping[str, Any]],
        name: str | None = None,
        project_id: str | None = None,
        metadata: Mapping[str, str] | None = None,
        estimate: bool | None = None,
    ) -> InsightEstimate | InsightStarted:
        """Run an insight on an AOI.

        Runs a block on the imagery of an AOI. A run costs tokens. With `estimate: true`, nothing is run and the
        answer is the price of a run.

        Args:
            block: One version of a block.
            input: The inputs of the block, each with its value. An estimate may omit some of them.
            metadata: Names and values for your own use.
            estimate: Return the price of the run, and run nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aoi/{aoi_id}/insights
        """
        from .create_insight import sync

        return sync(
            aoi_id,
            client=self._client,
            body={
                "block": block,
                "input": input,
                "name": name,
                "project_id": project_id,
                "metadata": metadata,
                "estimate": estimate,
            },
        )

    def delete(
        self,
        aoi_id: str,
        insight_id: str,
        *,
        project_id: str,
    ) -> None:
        """Delete an insight.

        Deletes an insight permanently.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        DELETE /v0/aoi/{aoi_id}/insights/{insight_id}
        """
        from .delete_insight import sync

        return sync(
            aoi_id,
            insight_id,
            client=self._client,
            project_id=project_id,
        )

    def download(
        self,
        aoi_id: str,
        insight_id: str,
        *,
        body: InsightDownload | Mapping[str, Any] | None = None,
    ) -> InsightPackage:
        """Pack the files of an insight for download.

        Starts to pack the named inputs and outputs, or all of them, and returns at once. The same request later
        returns the status of the packing and, after success, the URL of the package.

        Args:
            inputs: The names of inputs.
            outputs: The names of outputs.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/aoi/{aoi_id}/insights/{insight_id}/download
        """
        from .download_insight import sync

        return sync(
            aoi_id,
            insight_id,
            client=self._client,
            body=body,
        )


class AsyncInsights:
    """The operations tagged `insights`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
        aoi_id: str,
        *,
        id: str | None = None,
        status: str | None = None,
        created_by: str | None = None,
        created_on: str | None = None,
    ) -> InsightList:
        """List the insights of an AOI.

        The insights of an AOI.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/aoi/{aoi_id}/insights
        """
        from .list_insights import asyncio

        return await asyncio(
            aoi_id,
            client=self._client,
            id=id,
            status=status,
            created_by=created_by,
            created_on=created_on,
        )

    async def create(
        self,
        aoi_id: str,
        *,
        block: BlockReference | Mapping[str, Any],
        input: Sequence[DataType | Mapping[str, Any]],
        name: str | None = None,
        project_id: str | None = None,
        metadata: Mapping[str, str] | None = None,
        estimate: bool | None = None,
    ) -> InsightEstimate | InsightStarted:
        """Run an insight on an AOI.

        Runs a block on the imagery of an AOI. A run costs tokens. With `estimate: true`, nothing is run and the
        answer is the price of a run.

        Args:
            block: One version of a block.
            input: The inputs of the block, each with its value. An estimate may omit some of them.
            metadata: Names and values for your own use.
            estimate: Return the price of the run, and run nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/aoi/{aoi_id}/insights
        """
        from .create_insight import asyncio

        return await asyncio(
            aoi_id,
            client=self._client,
            body={
                "block": block,
                "input": input,
                "name": name,
                "project_id": project_id,
                "metadata": metadata,
                "estimate": estimate,
            },
        )

    async def delete(
        self,
        aoi_id: str,
        insight_id: str,
        *,
        project_id: str,
    ) -> None:
        """Delete an insight.

        Deletes an insight permanently.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        DELETE /v0/aoi/{aoi_id}/insights/{insight_id}
        """
        from .delete_insight import asyncio

        return await asyncio(
            aoi_id,
            insight_id,
            client=self._client,
            project_id=project_id,
        )

    async def download(
        self,
        aoi_id: str,
        insight_id: str,
        *,
        body: InsightDownload | Mapping[str, Any] | None = None,
    ) -> InsightPackage:
        """Pack the files of an insight for download.

        Starts to pack the named inputs and outputs, or all of them, and returns at once. The same request later
        returns the status of the packing and, after success, the URL of the package.

        Args:
            inputs: The names of inputs.
            outputs: The names of outputs.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/aoi/{aoi_id}/insights/{insight_id}/download
        """
        from .download_insight import asyncio

        return await asyncio(
            aoi_id,
            insight_id,
            client=self._client,
            body=body,
        )
