"""`make drift PUBLISHED=…`: the differences between `openapi.yaml` and a published OpenAPI document.

Prints a line for each difference, grouped by operation: the place, what differs there, the value in our contract and
the value in the published document. In a place, `*` stands for every item of a list and `{}` for every value of a map.

Our contract may be stricter where the published document states nothing: a bound (`minimum`, `pattern`, `format`, …)
or a conditional rule (`if`, `not`, …) that only our contract has is no difference. One that the published document has
is a difference unless ours is the same. Names of operations and tags, descriptions, examples and servers are not
compared.

`drift-accepted.yaml` lists the accepted differences, each with its reason. The other differences are drift.

Exits with 0 without drift, with 1 for drift or an entry that matches no difference, and with 2 for an unusable input.
`make` turns every failure into 2; `python -m tests.spec.drift <file or URL>` keeps them apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from tests.oracle import CONTRACT
from tests.spec.diff.accepted import accepted
from tests.spec.diff.comparison import KINDS, Change, changes
from tests.spec.diff.shapes import ABSENT, View
from tests.spec.documents import Unusable, load

ACCEPTED = Path(__file__).with_name("drift-accepted.yaml")
# These are the client's own names.
OURS_ALONE = {"operation id", "tag"}
LONGEST = 100


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.spec.drift", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("published", help="the published document, a file or a URL")
    parser.add_argument("--ours", default=str(CONTRACT), help="the contract, a file or a URL")
    parser.add_argument("--accepted", default=ACCEPTED, type=Path, help="the accepted differences")
    arguments = parser.parse_args(argv)
    try:
        entries = accepted(arguments.accepted)
        ours = View(load(arguments.ours))
        all_changes = differences(ours, View(load(arguments.published)))
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Every entry is tried with every difference, so that an entry before it does not make it stale.
    accepting = {change: [entry for entry in entries if entry.accepts(change)] for change in all_changes}
    drift = [change for change in all_changes if not accepting[change]]
    stale = [problem for entry in entries for problem in entry.stale()]
    for operation, group in groupby(drift, key=lambda change: change.operation):
        sys.stdout.write("\n".join([operation, *(f"  {line(change)}" for change in group), ""]))
    sys.stdout.writelines(f"{problem}\n" for problem in stale)
    sys.stdout.write(
        f"{len(ours.operations)} operations: {len(drift)} unaccepted differences, "
        f"{len(all_changes) - len(drift)} accepted, {len(stale)} stale acceptances.\n"
    )
    return 1 if drift or stale else 0


def differences(ours: View, published: View) -> list[Change]:
    """The differences; `before` is the value in the published document, `after` the value in ours."""
    return [
        change
        for change in changes(published, ours, loosely=True)
        if change.kind not in OURS_ALONE and (change.kind in KINDS or change.before != ABSENT)
    ]


def line(change: Change) -> str:
    ours, published = (
        value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…" for value in (change.after, change.before)
    )
    return f"{change.place} | {change.kind} | ours: {ours} | published: {published}"


if __name__ == "__main__":
    sys.exit(main())
