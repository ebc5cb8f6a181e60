# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import STRING
from ..types import Model, Property


@define(kw_only=True, repr=False)
class BandsetReference(Model):
    _properties: ClassVar[tuple[Property, ...]] = (Property("bandset_id", "bandset_id", STRING, required=True),)

    bandset_id: str
