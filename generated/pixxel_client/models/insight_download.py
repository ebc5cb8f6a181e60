# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, ListOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class InsightDownload(Model):
    """The files to pack. Without a list, all files of its kind are packed, by inference."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("inputs", "inputs", ListOf(STRING)),
        Property("outputs", "outputs", ListOf(STRING)),
    )

    inputs: list[str] | None = None
    """The names of inputs."""
    outputs: list[str] | None = None
    """The names of outputs."""
