# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import STRING, Choice, Nullable
from .._data.models import Model, Property
from .catalog_download_status import CatalogDownloadStatus


@define(kw_only=True, repr=False, eq=False, slots=False)
class CatalogDownload(Model):
    """A package with catalogs, one file."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("status", "status", Choice(CatalogDownloadStatus), required=True),
        Property("signed_url", "signed_url", Nullable(STRING)),
    )

    id: str
    status: CatalogDownloadStatus | str
    """The status of the packing. `success` and `failed` are terminal."""
    signed_url: str | None = None
    """The URL of the file, for a limited time and without a key. Empty or absent until the file is ready. How long
    it is valid is not documented."""
