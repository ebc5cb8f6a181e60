# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class RgbComposite(Model):
    """The bands for a true-colour picture."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("red", "red", STRING),
        Property("green", "green", STRING),
        Property("blue", "blue", STRING),
    )

    red: str | None = None
    green: str | None = None
    blue: str | None = None
