# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import ClassVar

from attrs import define

from .._kinds import NUMBER, Many
from ..types import Model, Property


@define(kw_only=True, repr=False)
class SpatialExtent(Model):
    _properties: ClassVar[tuple[Property, ...]] = (Property("bbox", "bbox", Many(Many(NUMBER))),)

    bbox: list[list[float]] | None = None
    """Bounding boxes, WGS 84; the first encloses the others."""
