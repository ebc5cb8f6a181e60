# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, INTEGER, STRING, MapOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class Project(Model):
    """Projects group keys, AOIs, orders and workflows."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("name", "name", STRING, required=True),
        Property("title", "title", STRING),
        Property("description", "description", STRING),
        Property("org_id", "org_id", STRING),
        Property("members_count", "members_count", INTEGER),
        Property("metadata", "metadata", MapOf(ANY)),
        Property("created_at", "created_at", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    name: str
    title: str | None = None
    description: str | None = None
    org_id: str | None = None
    """The workspace."""
    members_count: int | None = None
    """The number of users of the project."""
    metadata: dict[str, Any] | None = None
    """Any notes on the project."""
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
