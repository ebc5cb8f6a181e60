"""Validates the inputs of an insight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...contract import errors, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.storage import Documents

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def check(
    documents: Documents,
    aoi_id: str,
    declared: Iterable[dict[str, Any]],
    inputs: list[dict[str, Any]],
    *,
    complete: bool,
) -> None:
    """Check the inputs of a run over an AOI against the inputs that the block declares.

    400 for an unknown, repeated or empty input, for an invalid number and, with `complete`, for a missing input; 404
    for imagery that is not an asset of the AOI.
    """
    kinds = {input_["name"]: input_.get("type") for input_ in declared}
    seen: set[str] = set()
    for number, input_ in enumerate(inputs):
        if input_["name"] not in kinds:
            raise rules.broken(f"/input/{number}/name", "the block has no such input")
        if input_["name"] in seen:
            raise rules.broken(f"/input/{number}/name", "the input is repeated")
        seen.add(input_["name"])
        _check_content(documents, aoi_id, f"/input/{number}", kinds[input_["name"]], input_)
    if complete and (missing := [name for name in kinds if name not in seen]):
        raise rules.broken("/input", f"inputs are missing: {', '.join(missing)}")


def _check_content(documents: Documents, aoi_id: str, pointer: str, kind: str | None, input_: dict[str, Any]) -> None:
    source = input_.get("asset_source")
    if "value" not in input_ and (source is None or "stac_url" not in input_):
        raise rules.broken(pointer, "an input must have a value, or a stac_url and an asset_source")
    if kind == "number" and not _NUMBER.fullmatch(input_.get("value", "")):
        raise rules.broken(f"{pointer}/value", "the value of this input must be a number, as a string")
    if source is not None:
        assets, _ = documents.page("asset", parent=aoi_id, where={"id": [source["id"]]}, limit=1)
        if not assets:
            raise errors.not_found("the AOI has no such asset", {"asset_id": source["id"]})
