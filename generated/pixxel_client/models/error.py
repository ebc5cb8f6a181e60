# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from .._data.field_types import ANY, STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class Error(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("code", "code", STRING, required=True),
        Property("message", "message", STRING, required=True),
        Property("details", "details", ANY),
    )

    code: str
    """The kind of error, for programs."""
    message: str
    """The error message, for people."""
    details: Any = None
    """More context, in any form."""
