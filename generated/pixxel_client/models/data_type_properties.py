# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import STRING, Many
from ..types import Model, Property


@define(kw_only=True, repr=False)
class DataTypeProperties(Model):
    _properties: ClassVar[tuple[Property, ...]] = (Property("bands", "bands", Many(STRING)),)

    bands: list[str] | None = None
    """Names of the bands that are needed."""
