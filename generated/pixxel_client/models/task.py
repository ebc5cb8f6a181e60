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
    """A step of a job - one block, run once."""

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
    """How far a run is, such as `queued`, `running`, `completed` or `failed`. The last two are final."""
    name: str | None = None
    state_msg: str | None = None
    """The status in words."""
    progress: float | None = None
    """How much is done, in percent."""
    depends_on: list[str] | None = None
    """Names of the tasks that have to be done first."""
    block_info: TaskBlock | None = None
    """The block that a task ran."""
    inputs: Any = None
    """What the block was given, as any JSON."""
    result: Any = None
    """What the block has made, as any JSON."""
    info_logs: Any = None
    """What the block had to say, as any JSON."""
    disclaimer: list[str] | None = None
    estimated_time_duration: int | None = None
    """How long the task is expected to take, in seconds."""
    time_taken: str | None = None
    """How long the task took, as text for people."""
    err_msg: str | None = None
    """What went wrong, if anything."""
    failure_type: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
    finished_at: str | None = None
    """A point in time, with its offset from UTC; empty, null or absent until it has come."""
    send_time: str | None = None
    """A point in time, with its offset from UTC; empty, null or absent until it has come."""
    recv_time: str | None = None
    """A point in time, with its offset from UTC; empty, null or absent until it has come."""
    block_inf_start_time: str | None = None
    """A point in time, with its offset from UTC; empty, null or absent until it has come."""
    block_inf_end_time: str | None = None
    """A point in time, with its offset from UTC; empty, null or absent until it has come."""
