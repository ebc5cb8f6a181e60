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
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from tests.oracle import ROOT
from tests.spec.diff.comparison import BOUNDS, KINDS, Change
from tests.spec.diff.compatibility import sorted_changes
from tests.spec.diff.versions import judged, version
from tests.spec.documents import Unusable, load, load_commit


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


def line(change: Change) -> str:
    if change.kind in KINDS or change.kind in BOUNDS:
        return f"{change.place} | {change.kind} | {change.before} → {change.after}"
    return f"{change.place} | {change.kind} | conditional rule changed"


if __name__ == "__main__":
    sys.exit(main())
