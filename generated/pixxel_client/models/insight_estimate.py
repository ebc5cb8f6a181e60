# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import INTEGER
from ..types import Model, Property


@define(kw_only=True, repr=False)
class InsightEstimate(Model):
    _properties: ClassVar[tuple[Property, ...]] = (Property("estimate", "estimate", INTEGER, required=True),)

    estimate: int
    """A price in tokens."""
