# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, INTEGER, NUMBER, STRING, ListOf, MapOf, Nullable, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .data_type import DataType


@define(kw_only=True, repr=False, eq=False, slots=False)
class Insight(Model):
    """A run of a block on the imagery of an AOI."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", STRING, required=True),
        Property("name", "name", STRING),
        Property("aoi_id", "aoi_id", STRING),
        Property("progress", "progress", NUMBER),
        Property("cost", "cost", INTEGER),
        Property("estimated_time_in_min", "estimated_time_in_min", INTEGER),
        Property("err_msg", "err_msg", STRING),
        Property("input", "input", ListOf(Object("data_type", "DataType"))),
        Property("output", "output", ANY),
        Property("metadata", "metadata", MapOf(STRING)),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("deleted_at", "deleted_at", Nullable(STRING)),
    )

    id: str
    status: str
    """The status of a run, such as `queued`, `running`, `completed` or `failed`. The last two are terminal."""
    name: str | None = None
    aoi_id: str | None = None
    progress: float | None = None
    """The progress in percent."""
    cost: int | None = None
    """A price in tokens."""
    estimated_time_in_min: int | None = None
    """The expected duration of the run, in minutes."""
    err_msg: str | None = None
    """The error, if there is one."""
    input: list[DataType] | None = None
    output: Any = None
    """The output of the run, as any JSON."""
    metadata: dict[str, str] | None = None
    """Names and values for your own use."""
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    deleted_at: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
