# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .pagination import Pagination
    from .project import Project


@define(kw_only=True, repr=False, eq=False, slots=False)
class ProjectList(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("projects", "projects", ListOf(Object("project", "Project")), required=True),
        Property("count", "count", INTEGER),
        Property("pagination", "pagination", Object("pagination", "Pagination")),
    )

    projects: list[Project]
    count: int | None = None
    """The total number of projects."""
    pagination: Pagination | None = None
    """The position of a page in the whole list."""
