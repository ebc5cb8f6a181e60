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
    """A step of processing, in one version."""

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
    """What a block does, takes and makes."""
    block_status: str | None = None
    err: str | None = None
    """What is wrong with the block, if anything."""
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
