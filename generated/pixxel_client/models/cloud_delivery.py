# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import STRING
from ..types import Model, Property


@define(kw_only=True, repr=False)
class CloudDelivery(Model):
    """Where to deliver to."""

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("config", "config", STRING, required=True),
        Property("path", "path", STRING),
    )

    config: str
    """The id of a store."""
    path: str | None = None
    """Where in the store."""
