"""The data that a new sandbox holds: what the examples of the contract speak of, and a second workspace.

What a workspace holds that goes without is in `given`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from . import analysis, aois, orders, projects
from . import provided as given
from .aois import (
    AOI_ID,
    COMPOSITE_INDEX_ID,
    CUSTOM_INDEX_ID,
    DOWNLOAD_ID,
    MOSAICS,
    PRESET_INDEX_ID,
    SOURCE_ASSET_ID,
    VISUALIZATION_ID,
)
from .workspaces import ONE, PROJECT, PROJECT_TWO, REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, TWO, WORKSPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..core.auth import Workspace
    from ..core.storage import Row

__all__ = [
    "AOI_ID",
    "COMPOSITE_INDEX_ID",
    "CUSTOM_INDEX_ID",
    "DOWNLOAD_ID",
    "MOSAICS",
    "ONE",
    "PRESET_INDEX_ID",
    "PROJECT",
    "PROJECT_TWO",
    "REVOKED_KEY",
    "SAMPLE_KEY",
    "SAMPLE_KEY_TWO",
    "SOURCE_ASSET_ID",
    "TWO",
    "VISUALIZATION_ID",
    "WORKSPACES",
    "SeedData",
    "rows",
    "seed",
]

SeedData = Literal["sample", "none"]


def rows() -> Iterator[Row]:
    """Every document of the sample data, oldest first within a kind."""
    for part in (projects, aois, analysis, orders):
        yield from part.rows()


@cache
def _samples() -> tuple[Row, ...]:
    """Made once: sandboxes are made by the hundred in tests."""
    return tuple(rows())


def seed(workspaces: Iterable[Workspace], data: SeedData) -> Iterator[Row]:
    """What `workspaces` begin with: their samples if `data` says so and they have any, or else what all are given.

    Raises ValueError for any other `data`.
    """
    if data not in get_args(SeedData):
        raise ValueError(f"seed_data is {' or '.join(get_args(SeedData))}, not {data!r}")
    samples = _samples()
    of_one = [row for row in samples if row.workspace == ONE.tenant_id]
    for workspace in workspaces:
        own = [row for row in samples if row.workspace == workspace.tenant_id]
        if not own:
            yield from given.copied(given.part(of_one), workspace)
        else:
            yield from own if data == "sample" else given.part(own)
