# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import NUMBER, STRING
from ..types import Model, Property


@define(kw_only=True, repr=False)
class Band(Model):
    _properties: ClassVar[tuple[Property, ...]] = (
        Property("name", "name", STRING),
        Property("wavelength", "wavelength", NUMBER),
    )

    name: str | None = None
    wavelength: float | None = None
    """The middle of the band in nanometres."""
