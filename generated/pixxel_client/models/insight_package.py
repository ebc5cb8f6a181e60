# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Nullable
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class InsightPackage(Model):
    """A package with the files of a run."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", STRING, required=True),
        Property("signed_url", "signed_url", Nullable(STRING)),
    )

    id: str
    """The id of the insight."""
    status: str
    """The status of the packing, such as `pending` or `ready`."""
    signed_url: str | None = None
    """The URL of the file, for a limited time and without a key. Empty or absent until the file is ready. How long
    it is valid is not documented."""
