# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import ListOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .pagination import Pagination
    from .workflow import Workflow


@define(kw_only=True, repr=False, eq=False, slots=False)
class WorkflowList(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("workflows", "workflows", ListOf(Object("workflow", "Workflow")), required=True),
        Property("pagination", "pagination", Object("pagination", "Pagination"), required=True),
    )

    workflows: list[Workflow]
    pagination: Pagination
    """The position of a page in the whole list."""
