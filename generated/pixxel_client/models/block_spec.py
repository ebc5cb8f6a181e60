# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .data_type import DataType


@define(kw_only=True, repr=False, eq=False, slots=False)
class BlockSpec(Model):
    """The specification of a block, with its inputs and outputs."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING, required=True),
        Property("version", "version", STRING, required=True),
        Property("id", "id", STRING),
        Property("version_id", "version_id", STRING),
        Property("title", "title", STRING),
        Property("kind", "kind", STRING),
        Property("type", "type", STRING),
        Property("status", "status", INTEGER),
        Property("description", "description", STRING),
        Property("catalog_content_url", "catalog_content_url", STRING),
        Property("supported_collections_id", "supported_collections_id", ListOf(STRING)),
        Property("inputs", "inputs", ListOf(Object("data_type", "DataType"))),
        Property("outputs", "outputs", ListOf(Object("data_type", "DataType"))),
    )

    name: str
    version: str
    """A semantic version."""
    id: str | None = None
    version_id: str | None = None
    title: str | None = None
    kind: str | None = None
    type: str | None = None
    status: int | None = None
    """A number whose meaning is not documented."""
    description: str | None = None
    catalog_content_url: str | None = None
    supported_collections_id: list[str] | None = None
    """The STAC collections of the images that the block accepts."""
    inputs: list[DataType] | None = None
    """The inputs of a run."""
    outputs: list[DataType] | None = None
    """The outputs of a run."""
