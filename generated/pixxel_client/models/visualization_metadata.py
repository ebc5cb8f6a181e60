# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import MapOf, Object
from .._data.models import Model, Property

if TYPE_CHECKING:
    from .legend import Legend


@define(kw_only=True, repr=False, eq=False, slots=False)
class VisualizationMetadata(Model):
    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (Property("legend", "legend", MapOf(Object("legend", "Legend"))),)

    legend: dict[str, Legend] | None = None
    """The legends, keyed by date (`YYYY_MM_DD`)."""
