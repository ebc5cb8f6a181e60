# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import BOOLEAN, STRING, ListOf, MapOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .block_reference import BlockReference
    from .data_type import DataType


@define(kw_only=True, repr=False, eq=False, slots=False)
class InsightCreate(Model):
    """The block to run and its inputs."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("block", "block", Object("block_reference", "BlockReference"), required=True),
        Property("input", "input", ListOf(Object("data_type", "DataType")), required=True),
        Property("name", "name", STRING),
        Property("project_id", "project_id", STRING),
        Property("metadata", "metadata", MapOf(STRING)),
        Property("estimate", "estimate", BOOLEAN),
    )

    block: BlockReference
    """One version of a block."""
    input: list[DataType]
    """The inputs of the block, each with its value. An estimate may omit some of them."""
    name: str | None = None
    project_id: str | None = None
    metadata: dict[str, str] | None = None
    """Names and values for your own use."""
    estimate: bool | None = None
    """Return the price of the run, and run nothing."""
