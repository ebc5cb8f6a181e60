# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Nullable
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class JobPackage(Model):
    """A package with the results of a job, one ZIP file."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", STRING, required=True),
        Property("workflow_id", "workflowId", STRING),
        Property("signed_url", "signed_url", Nullable(STRING)),
    )

    id: str
    """The id of the download."""
    status: str
    """The status of the packing, such as `pending` or `ready`."""
    workflow_id: str | None = None
    signed_url: str | None = None
    """The URL of the file, for a limited time and without a key. Empty or absent until the file is ready. How long
    it is valid is not documented."""
