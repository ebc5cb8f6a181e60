"""Which version of the contract is due after a change, by semantic versioning."""

from __future__ import annotations

import re

from tests.spec.documents import Document, Unusable

Version = tuple[int, int, int]


def version(document: Document) -> Version:
    info = document.content.get("info")
    written = info.get("version") if isinstance(info, dict) else None
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", str(written))
    if match is None:
        raise Unusable(f"{document.name}: info.version is {written!r}, which is not x.y.z. Set it to three numbers.")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


def version_verdict(old: Version, new: Version, has_breaking: bool, has_additions: bool) -> tuple[str, bool]:
    """A sentence about the version that is due, and whether the new one will do. Additions do not insist on it."""
    if not has_breaking and not has_additions:
        return f"The contract's version may stay {_dotted(old)}.", True
    major, minor, patch = old
    if major == 0:
        due, step = ((0, minor + 1, 0), "minor") if has_breaking else ((0, minor, patch + 1), "patch")
    else:
        due, step = ((major + 1, 0, 0), "major") if has_breaking else ((major, minor + 1, 0), "minor")
    sentence = (
        f"Due for the contract's version: {_dotted(old)} → {_dotted(due)} ({step}). info.version is {_dotted(new)}"
    )
    if new >= due:
        return f"{sentence}.", True
    return f"{sentence}: set it to {_dotted(due)} in openapi.yaml.", not has_breaking


def _dotted(version_: Version) -> str:
    return ".".join(map(str, version_))
