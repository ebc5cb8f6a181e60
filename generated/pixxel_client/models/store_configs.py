# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class StoreConfigs(Model):
    """The bucket, and the path in it."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("bucket", "bucket", STRING, required=True),
        Property("region", "region", STRING, required=True),
        Property("path_prefix", "path_prefix", STRING),
    )

    bucket: str
    region: str
    path_prefix: str | None = None
