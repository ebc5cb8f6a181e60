# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Get a visualization's legends as SLD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._answers import Response
from ..._data.field_types import STRING, Object
from ..._http.operations import JSON, Answer, Operation

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.sld_request import SldRequest
    from ...models.sld_styles import SldStyles


__all__ = ["OPERATION", "asyncio", "asyncio_detailed", "sync", "sync_detailed"]

OPERATION: Operation[SldStyles] = Operation(
    id="generate_visualization_sld",
    method="POST",
    path="/v0/aois/{aoi_id}/visualizations/{visualization_id}/sld",
    path_parameters={
        "aoi_id": STRING,
        "visualization_id": STRING,
    },
    body=Object("sld_request", "SldRequest"),
    answers={
        200: Answer(JSON, Object("sld_styles", "SldStyles")),
    },
    read_only=True,
)


def sync(
    aoi_id: str,
    visualization_id: str,
    *,
    client: Transport,
    body: SldRequest | Mapping[str, Any],
) -> SldStyles:
    """Get a visualization's legends as SLD.

    One Styled Layer Descriptor (SLD, XML) for each requested mode and date. Changes nothing.

    Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

    POST /v0/aois/{aoi_id}/visualizations/{visualization_id}/sld
    """
    return client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )


def sync_detailed(
    aoi_id: str,
    visualization_id: str,
    *,
    client: Transport,
    body: SldRequest | Mapping[str, Any],
) -> Response[SldStyles]:
    """As `sync`, but returns the answer as it came, and raises no error because of its status."""
    return client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )


async def asyncio(
    aoi_id: str,
    visualization_id: str,
    *,
    client: AsyncTransport,
    body: SldRequest | Mapping[str, Any],
) -> SldStyles:
    """As `sync`, for asyncio."""
    return await client.call(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )


async def asyncio_detailed(
    aoi_id: str,
    visualization_id: str,
    *,
    client: AsyncTransport,
    body: SldRequest | Mapping[str, Any],
) -> Response[SldStyles]:
    """As `sync_detailed`, for asyncio."""
    return await client.call_detailed(
        OPERATION,
        {
            "aoi_id": aoi_id,
            "visualization_id": visualization_id,
        },
        body=body,
    )
