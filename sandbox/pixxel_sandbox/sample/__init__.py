"""The sample data of a new sandbox: the documents in the examples of the contract, and a second workspace.

`provided` has the documents of a workspace without sample data.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from . import analysis, aois, orders, projects, provided
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
    """Cached, because tests create hundreds of sandboxes."""
    return tuple(rows())


def seed(workspaces: Iterable[Workspace], data: SeedData) -> Iterator[Row]:
    """The documents of new workspaces: their sample data if `data` is "sample" and they have any, else provided data.

    Raises ValueError for an unknown value of `data`.
    """
    if data not in get_args(SeedData):
        raise ValueError(f"seed_data must be {' or '.join(get_args(SeedData))}, not {data!r}")
    samples = _samples()
    first_samples = [row for row in samples if row.workspace == ONE.tenant_id]
    for workspace in workspaces:
        rows = [row for row in samples if row.workspace == workspace.tenant_id]
        if not rows:
            yield from provided.copies(provided.select(first_samples), workspace)
        else:
            yield from rows if data == "sample" else provided.select(rows)
