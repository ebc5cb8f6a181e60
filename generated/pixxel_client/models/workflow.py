# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, INTEGER, STRING, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .workflow_fault import WorkflowFault


@define(kw_only=True, repr=False, eq=False, slots=False)
class Workflow(Model):
    """A combination of blocks."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("description", "description", STRING),
        Property("project_id", "project_id", STRING),
        Property("legacy_project_id", "legacy_project_id", STRING),
        Property("estimated_cost", "estimated_cost", INTEGER),
        Property("spec", "spec", ANY),
        Property("val_errors", "val_errors", ListOf(Object("workflow_fault", "WorkflowFault"))),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    name: str
    description: str | None = None
    project_id: str | None = None
    legacy_project_id: str | None = None
    estimated_cost: int | None = None
    """A price in tokens."""
    spec: Any = None
    """The blocks and their connections, as any JSON."""
    val_errors: list[WorkflowFault] | None = None
    """The errors in the connections of the blocks, if there are any."""
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
