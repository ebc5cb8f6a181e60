# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import NUMBER, STRING, ListOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class VisualizationCreate(Model):
    """A new visualization."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("index_id", "index_id", STRING, required=True),
        Property("src_asset_ids", "src_asset_ids", ListOf(STRING)),
        Property("resolution", "resolution", NUMBER),
    )

    index_id: str
    src_asset_ids: list[str] | None = None
    """The source assets. Without them, all assets of the AOI, by inference."""
    resolution: float | None = None
    """Ground resolution in metres, instead of the satellite's own."""
