# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .block_spec import BlockSpec


@define(kw_only=True, repr=False, eq=False, slots=False)
class Block(Model):
    """One version of a processing step."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("spec", "spec", Object("block_spec", "BlockSpec"), required=True),
        Property("block_status", "block_status", STRING),
        Property("err", "err", STRING),
        Property("created_at", "created_at", STRING),
    )

    id: str
    spec: BlockSpec
    """The specification of a block, with its inputs and outputs."""
    block_status: str | None = None
    err: str | None = None
    """The error of the block, if it has one."""
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
