# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .project import Project


@define(kw_only=True, repr=False, eq=False, slots=False)
class ProjectEnvelope(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("project", "project", Object("project", "Project"), required=True),
    )

    project: Project
    """Projects group keys, AOIs, orders and workflows."""
