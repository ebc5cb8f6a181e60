# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, NUMBER, STRING, Choice, ListOf, Object
from .._data.models import Model, Property
from .expression_type import ExpressionType
from .index_type import IndexType
from .visualization_status import VisualizationStatus

if TYPE_CHECKING:
    from .asset import Asset
    from .visualization_metadata import VisualizationMetadata


@define(kw_only=True, repr=False, eq=False, slots=False)
class Visualization(Model):
    """A map of an index over the imagery of an AOI, for each date."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("aoi_id", "aoi_id", STRING, required=True),
        Property("index_id", "index_id", STRING, required=True),
        Property("status", "status", Choice(VisualizationStatus), required=True),
        Property("index_name", "index_name", STRING),
        Property("type", "type", Choice(IndexType)),
        Property("expression", "expression", STRING),
        Property("expression_type", "expression_type", Choice(ExpressionType)),
        Property("rescale", "rescale", ListOf(NUMBER)),
        Property("progress", "progress", INTEGER),
        Property("assets", "assets", ListOf(Object("asset", "Asset"))),
        Property("metadata", "metadata", Object("visualization_metadata", "VisualizationMetadata")),
        Property("tenant_id", "tenant_id", STRING),
        Property("user_id", "user_id", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    aoi_id: str
    index_id: str
    status: VisualizationStatus | str
    """The status of the visualization. `success`, `partial_success` and `failed` are terminal."""
    index_name: str | None = None
    type: IndexType | str | None = None
    """Created by a user (`custom`) or provided by Pixxel (`preset`)."""
    expression: str | None = None
    """An arithmetic expression of band names."""
    expression_type: ExpressionType | str | None = None
    """The result of the expression - an index value, a colour composite, or one band in grey."""
    rescale: list[float] | None = None
    """The minimum and maximum index value, mapped to the ends of the colour map."""
    progress: int | None = None
    """The progress in percent."""
    assets: list[Asset] | None = None
    """The files of the maps."""
    metadata: VisualizationMetadata | None = None
    tenant_id: str | None = None
    """The workspace."""
    user_id: str | None = None
    """The user who created the visualization."""
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
