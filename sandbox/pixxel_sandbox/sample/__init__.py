"""The data that a new sandbox holds: what the examples of the contract speak of, and a second workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import analysis, aois, archive, orders
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
from .workspaces import ONE, PROJECT, PROJECT_TWO, SAMPLE_KEY, SAMPLE_KEY_TWO, TWO, WORKSPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..storage import Row

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
    "SAMPLE_KEY",
    "SAMPLE_KEY_TWO",
    "SOURCE_ASSET_ID",
    "TWO",
    "VISUALIZATION_ID",
    "WORKSPACES",
    "rows",
]


def rows() -> Iterator[Row]:
    """Every document of the sample data, oldest first within a kind."""
    for part in (archive, aois, analysis, orders):
        yield from part.rows()
