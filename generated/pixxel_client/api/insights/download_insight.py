# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Pack the files of an insight for download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.insight_download import InsightDownload
    from ...models.insight_package import InsightPackage


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[InsightPackage] = Operation(
    id="download_insight",
    method="PUT",
    path="/v0/aoi/{aoi_id}/insights/{insight_id}/download",
    path_parameters={
        "aoi_id": STRING,
        "insight_id": STRING,
    },
    body=Object("insight_download", "InsightDownload"),
    body_required=False,
    answers={
        200: Answer(JSON, Object("insight_package", "InsightPackage")),
    },
)


def sync(
    aoi_id: str,
    insight_id: str,
    *,
    client: Transport,
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
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        body=body,
    )


def sync_detailed(
    aoi_id: str,
    insight_id: str,
    *,
    client: Transport,
    body: InsightDownload | Mapping[str, Any] | None = None,
) -> Response[InsightPackage]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        body=body,
    )


async def asyncio(
    aoi_id: str,
    insight_id: str,
    *,
    client: AsyncTransport,
    body: InsightDownload | Mapping[str, Any] | None = None,
) -> InsightPackage:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        body=body,
    )


async def asyncio_detailed(
    aoi_id: str,
    insight_id: str,
    *,
    client: AsyncTransport,
    body: InsightDownload | Mapping[str, Any] | None = None,
) -> Response[InsightPackage]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "insight_id": insight_id,
        },
        body=body,
    )
