"""`make breaking BASE=…`: what the contract's changes since a commit mean for those who use it.

Compares `openapi.yaml` with what it was at a git ref and sorts the changes by whether they break users of the client
or callers over HTTP. A request breaks by asking for more or taking less, an answer by promising less; a new value of
an enum in an answer breaks nobody, because the client keeps values that it does not know. Rules that are not looked
into (`if`, `not`, `dependentRequired`, …) break when they change in a request. Prose and examples are no changes.

Then says which version follows by semantic versioning: for something that breaks the next minor of a 0.y.z, otherwise
the next major; for additions the next patch of a 0.y.z, otherwise the next minor.

Exits with 0 if nothing breaks, or if `info.version` has moved far enough; with 1 if it has not, and with 2 for input
that cannot be used. `make` turns every failure into 2; `python -m tests.spec.breaking <git ref>` keeps them apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.oracle import ROOT
from tests.spec.comparison import BOUNDS, KINDS, Change, changes
from tests.spec.documents import Document, Unusable, load, load_commit
from tests.spec.shapes import ABSENT, View

# A change of these moves what a program names.
NAMES = {"name", "operation id", "style", "tag"}
# These come and go as a whole.
PARTS = {"body", "field", "header", "media type", "model", "operation", "parameter"}
# The formats that make another type in Python.
TYPED_FORMATS = {"binary", "date", "date-time", "uuid"}
Version = tuple[int, int, int]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.spec.breaking", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("base", help="the git ref to compare with: a branch, a tag or a commit")
    parser.add_argument("--root", default=ROOT, type=Path, help="the work tree")
    arguments = parser.parse_args(argv)
    try:
        before = load_commit(arguments.base, arguments.root)
        after = load(str(arguments.root / "openapi.yaml"))
        breaking, adding = sorted_changes(before, after)
        was, is_ = version(before), version(after)
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for title, found in (("breaking", breaking), ("adds", adding)):
        sys.stdout.write(f"{title}: {len(found) or 'nothing'}\n")
        for operation, group in groupby(found, key=lambda change: change.operation):
            sys.stdout.write("\n".join([f"  {operation}", *(f"    {line(change)}" for change in group), ""]))
    verdict, enough = judged(was, is_, bool(breaking), bool(adding))
    sys.stdout.write(f"{verdict}\n")
    return 0 if enough else 1


def sorted_changes(before: Document, after: Document) -> tuple[list[Change], list[Change]]:
    """The changes that break, and the others."""
    old, new = View(before), View(after)
    found = [*changes(old, new), *_lost_models(old, new)]
    return [change for change in found if breaks(change)], [change for change in found if not breaks(change)]


def breaks(change: Change) -> bool:
    in_request = change.direction == "request"
    if change.kind in NAMES:
        return True
    if change.kind in PARTS:
        return change.effect == "removed" or (in_request and change.effect == "narrowed")
    if change.kind == "status":
        return change.effect == "removed" and not re.match("response [145]", change.place)
    if change.kind == "default":
        return in_request and change.before != ABSENT
    if change.kind == "format" and {change.before, change.after} & TYPED_FORMATS:
        return True
    if in_request:
        return change.effect in {"narrowed", "changed"}
    if change.kind == "type" and change.before == "any":
        # What was a plain dict is a model now.
        return "object" in change.after
    return change.effect in {"widened", "changed"} and change.kind in KINDS - {"enum value"}


def line(change: Change) -> str:
    if change.kind in KINDS or change.kind in BOUNDS:
        return f"{change.place} | {change.kind} | {change.before} → {change.after}"
    return f"{change.place} | {change.kind} | conditional rule changed"


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


def _lost_models(old: View, new: View) -> Iterator[Change]:
    """The classes of the Python package that are gone: objects and enums are classes, by the name of their schema."""
    kept = new.document.content.get("components", {}).get("schemas", {})
    for name, schema in old.document.content.get("components", {}).get("schemas", {}).items():
        forms = old.shape((schema,)).forms
        if name not in kept and any(form.fields or form.enum for form in forms):
            yield Change("the Python package", f"models.{name}", "model", "present", ABSENT, "removed", "request")


if __name__ == "__main__":
    sys.exit(main())
