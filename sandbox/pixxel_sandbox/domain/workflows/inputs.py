"""Whether what an insight is given is what its block takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...contract import errors, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.storage import Documents

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def check(
    documents: Documents, aoi_id: str, taken: Iterable[dict[str, Any]], given: list[dict[str, Any]], *, complete: bool
) -> None:
    """Hold the inputs `given` for a run over an AOI against those that the block takes.

    400 for one that the block does not take, one given twice or with nothing in it, a number that is none and, where
    they are to be `complete`, one left out; 404 for imagery that is not an asset of the AOI.
    """
    kinds = {one["name"]: one.get("type") for one in taken}
    seen: set[str] = set()
    for place, one in enumerate(given):
        if one["name"] not in kinds:
            raise rules.broken(f"/input/{place}/name", "the block takes no such input")
        if one["name"] in seen:
            raise rules.broken(f"/input/{place}/name", "this input is given twice")
        seen.add(one["name"])
        _check_content(documents, aoi_id, f"/input/{place}", kinds[one["name"]], one)
    if complete and (missing := [name for name in kinds if name not in seen]):
        raise rules.broken("/input", f"the block also takes {', '.join(missing)}")


def _check_content(documents: Documents, aoi_id: str, place: str, kind: str | None, one: dict[str, Any]) -> None:
    source = one.get("asset_source")
    if "value" not in one and (source is None or "stac_url" not in one):
        raise rules.broken(place, "an input has a value, or a stac_url and an asset_source")
    if kind == "number" and not _NUMBER.fullmatch(one.get("value", "")):
        raise rules.broken(f"{place}/value", "the value of this input is a number, as text")
    if source is not None:
        found, _ = documents.page("asset", parent=aoi_id, where={"id": [source["id"]]}, limit=1)
        if not found:
            raise errors.not_found("the AOI has no such asset", {"asset_id": source["id"]})
