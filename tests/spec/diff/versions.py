"""Which version follows from changes, by semantic versioning."""

from __future__ import annotations

import re

from tests.spec.documents import Document, Unusable

Version = tuple[int, int, int]


def version(document: Document) -> Version:
    info = document.content.get("info")
    said = info.get("version") if isinstance(info, dict) else None
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", str(said))
    if match is None:
        raise Unusable(f"{document.name}: info.version is {said!r}, which is not x.y.z; set it to three numbers.")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


def judged(was: Version, is_: Version, breaking: bool, adding: bool) -> tuple[str, bool]:
    """What the changes ask of the version, and whether what breaks has got it."""
    major, minor, patch = was
    if not breaking and not adding:
        return f"The version may stay {_dotted(was)}.", True
    if major == 0:
        due, step = ((0, minor + 1, 0), "minor") if breaking else ((0, minor, patch + 1), "patch")
    else:
        due, step = ((major + 1, 0, 0), "major") if breaking else ((major, minor + 1, 0), "minor")
    asked = f"{_dotted(was)} → {_dotted(due)} ({step}) is due"
    if is_ >= due:
        return f"{asked}, and info.version is {_dotted(is_)}.", True
    return f"{asked}, but info.version is {_dotted(is_)}: set it to {_dotted(due)} in openapi.yaml.", not breaking


def _dotted(version_: Version) -> str:
    return ".".join(map(str, version_))
