"""The stored document of a visualization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...core.auth import Workspace

# The resolution of the satellites' own imagery, in metres.
NATIVE_RESOLUTION = 10
# What a visualization takes over from its index.
_OF_INDEX = ("type", "expression", "expression_type", "rescale")


def new_visualization(
    workspace: Workspace,
    aoi: dict[str, Any],
    index: dict[str, Any],
    *,
    visualization_id: str,
    created_at: str,
    source_ids: list[str],
    resolution: float,
    assets: list[dict[str, Any]],
) -> dict[str, Any]:
    """A visualization of `index` over `aoi` without legends set by users; `source_ids` are the ids of its images."""
    return {
        "id": visualization_id,
        "aoi_id": aoi["aoi_id"],
        "index_id": index["id"],
        "index_name": index["name"],
        **{field: index[field] for field in _OF_INDEX},
        "tenant_id": workspace.tenant_id,
        "user_id": workspace.user_id,
        "created_at": created_at,
        "updated_at": created_at,
        "source_ids": sorted(source_ids),
        "resolution": resolution,
        "assets": assets,
        "set_legends": {},
    }
