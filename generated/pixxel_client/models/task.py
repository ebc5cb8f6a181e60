# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, INTEGER, NUMBER, STRING, ListOf, Nullable, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .task_block import TaskBlock


@define(kw_only=True, repr=False, eq=False, slots=False)
class Task(Model):
    """A step of a job - one run of one block."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", STRING, required=True),
        Property("name", "name", STRING),
        Property("state_msg", "state_msg", STRING),
        Property("progress", "progress", NUMBER),
        Property("depends_on", "depends_on", ListOf(STRING)),
        Property("block_info", "block_info", Object("task_block", "TaskBlock")),
        Property("inputs", "inputs", ANY),
        Property("result", "result", ANY),
        Property("info_logs", "info_logs", ANY),
        Property("disclaimer", "disclaimer", ListOf(STRING)),
        Property("estimated_time_duration", "estimated_time_duration", INTEGER),
        Property("time_taken", "time_taken", STRING),
        Property("err_msg", "err_msg", STRING),
        Property("failure_type", "failure_type", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
        Property("finished_at", "finished_at", Nullable(STRING)),
        Property("send_time", "send_time", Nullable(STRING)),
        Property("recv_time", "recv_time", Nullable(STRING)),
        Property("block_inf_start_time", "block_inf_start_time", Nullable(STRING)),
        Property("block_inf_end_time", "block_inf_end_time", Nullable(STRING)),
    )

    id: str
    status: str
    """The status of a run, such as `queued`, `running`, `completed` or `failed`. The last two are terminal."""
    name: str | None = None
    state_msg: str | None = None
    """The status as text for people."""
    progress: float | None = None
    """The progress in percent."""
    depends_on: list[str] | None = None
    """The names of the tasks that must end before this one."""
    block_info: TaskBlock | None = None
    """The block of a task."""
    inputs: Any = None
    """The inputs of the block, as any JSON."""
    result: Any = None
    """The output of the block, as any JSON."""
    info_logs: Any = None
    """The log of the block, as any JSON."""
    disclaimer: list[str] | None = None
    estimated_time_duration: int | None = None
    """The expected duration of the task, in seconds."""
    time_taken: str | None = None
    """The duration of the task, as text for people."""
    err_msg: str | None = None
    """The error, if there is one."""
    failure_type: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
    finished_at: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    send_time: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    recv_time: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    block_inf_start_time: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    block_inf_end_time: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
