# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, INTEGER, NUMBER, STRING, ListOf, Nullable, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .task import Task
    from .workflow_fault import WorkflowFault


@define(kw_only=True, repr=False, eq=False, slots=False)
class Job(Model):
    """A run of a workflow."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", STRING, required=True),
        Property("workflow_id", "workflow_id", STRING),
        Property("progress", "progress", STRING),
        Property("cost", "cost", NUMBER),
        Property("estimated_duration", "estimated_duration", INTEGER),
        Property("time_taken", "time_taken", STRING),
        Property("tasks", "tasks", ListOf(Object("task", "Task"))),
        Property("spec", "spec", ANY),
        Property("val_errors", "val_errors", ListOf(Object("workflow_fault", "WorkflowFault"))),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
        Property("finished_at", "finished_at", Nullable(STRING)),
        Property("exec_created_at", "exec_created_at", Nullable(STRING)),
        Property("exec_updated_at", "exec_updated_at", Nullable(STRING)),
    )

    id: str
    status: str
    """The status of a run, such as `queued`, `running`, `completed` or `failed`. The last two are terminal."""
    workflow_id: str | None = None
    progress: str | None = None
    """The progress, as text for people."""
    cost: float | None = None
    """The price in tokens."""
    estimated_duration: int | None = None
    """The expected duration of the run, in seconds."""
    time_taken: str | None = None
    """The duration of the run, as text for people."""
    tasks: list[Task] | None = None
    spec: Any = None
    """The specification of the workflow for this run, as any JSON."""
    val_errors: list[WorkflowFault] | None = None
    """The errors in the connections of the blocks, if there are any."""
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
    finished_at: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    exec_created_at: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    exec_updated_at: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
