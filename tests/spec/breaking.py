"""`make breaking BASE=…`: the contract's changes since a commit that break a caller, and the version that is due.

Compares `openapi.yaml` with the one at a git ref. A change breaks if it breaks users of the client or callers over
HTTP. A request breaks where it requires more or accepts less, an answer where it promises less. A new value of an enum
in an answer breaks nobody: the client keeps values that it does not know. Conditional rules, such as `if`, `not` and
`dependentRequired`, are not interpreted: in a request, any change of one breaks. Descriptions and examples are not
compared.

The contract's version follows by semantic versioning. A breaking change needs the next minor version of a 0.y.z, or
else the next major version; an addition needs the next patch version of a 0.y.z, or else the next minor version. The
client has its own version.

Exits with 0 if nothing breaks or `info.version` has moved far enough, with 1 if it has not, and with 2 for an unusable
input. `make` turns every failure into 2; `python -m tests.spec.breaking <git ref>` keeps them apart.
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
from tests.spec.diff.versions import version, version_verdict
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
        breaking, additions = sorted_changes(before, after)
        old_version, new_version = version(before), version(after)
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for title, changes in (("breaking changes", breaking), ("additions", additions)):
        sys.stdout.write(f"{title}: {len(changes) or 'none'}\n")
        for operation, group in groupby(changes, key=lambda change: change.operation):
            sys.stdout.write("\n".join([f"  {operation}", *(f"    {line(change)}" for change in group), ""]))
    verdict, is_enough = version_verdict(old_version, new_version, bool(breaking), bool(additions))
    sys.stdout.write(f"{verdict}\n")
    return 0 if is_enough else 1


def line(change: Change) -> str:
    if change.kind in KINDS or change.kind in BOUNDS:
        return f"{change.place} | {change.kind} | {change.before} → {change.after}"
    return f"{change.place} | {change.kind} | conditional rule changed"


if __name__ == "__main__":
    sys.exit(main())
