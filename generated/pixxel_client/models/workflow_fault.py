# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class WorkflowFault(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("from_", "from", STRING),
        Property("to", "to", STRING),
        Property("component_name", "component_name", STRING),
        Property("err", "err", STRING),
        Property("reason", "reason", STRING),
    )

    from_: str | None = None
    """The start of the faulty connection."""
    to: str | None = None
    """The end of the faulty connection."""
    component_name: str | None = None
    err: str | None = None
    reason: str | None = None
