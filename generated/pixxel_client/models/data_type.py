# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .asset_source import AssetSource
    from .data_type_properties import DataTypeProperties


@define(kw_only=True, repr=False, eq=False, slots=False)
class DataType(Model):
    """An input or an output of a block. To run an insight, send each input of its block with a `value`, or with the
    imagery of an AOI as `stac_url` and `asset_source`."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING, required=True),
        Property("type", "type", STRING),
        Property("format", "format", STRING),
        Property("description", "description", STRING),
        Property("properties", "properties", Object("data_type_properties", "DataTypeProperties")),
        Property("value", "value", STRING),
        Property("stac_url", "stac_url", STRING),
        Property("asset_source", "asset_source", Object("asset_source", "AssetSource")),
    )

    name: str
    type: str | None = None
    """The type of the value as it is written, such as `url`, `string` or `number`."""
    format: str | None = None
    """The meaning of the value, such as `raster`, `date`, `string` or `number`."""
    description: str | None = None
    properties: DataTypeProperties | None = None
    value: str | None = None
    """The value, as text, even if it is a number."""
    stac_url: str | None = None
    """The URL of the STAC item of the imagery."""
    asset_source: AssetSource | None = None
    """The asset of an AOI that provides an input."""
