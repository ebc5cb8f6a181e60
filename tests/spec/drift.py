"""`make drift PUBLISHED=…`: where `openapi.yaml` and a published OpenAPI document say different things.

Prints a line for each difference, grouped by operation: the place, what differs there, what ours says and what the
published one says. In a place, `*` stands for every item of a list and `{}` for every value of a map.

Ours may be stricter where the published document is silent: a bound (`minimum`, `pattern`, `format`, …) or a rule
(`if`, `not`, …) that only ours states is no difference. One that the published document states is, if ours does not
state the same. Names of operations and tags, prose, examples and servers are not compared.

`drift-accepted.yaml` lists the differences that are meant, each with its reason; it says how. What is left is drift.

Exits with 0 if nothing is left, 1 for drift or entries that match nothing, 2 for input that cannot be used. `make`
turns every failure into 2; `python -m tests.spec.drift <file or URL>` keeps them apart.
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
# The client's own names.
OURS_ALONE = {"operation id", "tag"}
LONGEST = 100


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.spec.drift", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("published", help="the published document, a file or a URL")
    parser.add_argument("--ours", default=str(CONTRACT), help="the contract, a file or a URL")
    parser.add_argument("--accepted", default=ACCEPTED, type=Path, help="the differences that are meant")
    arguments = parser.parse_args(argv)
    try:
        entries = accepted(arguments.accepted)
        ours = View(load(arguments.ours))
        found = differences(ours, View(load(arguments.published)))
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Every entry sees every difference: one that another entry accepts first does not make it stale.
    fits = {change: [entry for entry in entries if entry.accepts(change)] for change in found}
    drift = [change for change in found if not fits[change]]
    stale = [problem for entry in entries for problem in entry.stale()]
    for operation, group in groupby(drift, key=lambda change: change.operation):
        sys.stdout.write("\n".join([operation, *(f"  {line(change)}" for change in group), ""]))
    sys.stdout.writelines(f"{problem}\n" for problem in stale)
    sys.stdout.write(
        f"{len(ours.operations)} operations: {len(drift)} unaccepted differences, {len(found) - len(drift)} accepted, "
        f"{len(stale)} stale acceptances.\n"
    )
    return 1 if drift or stale else 0


def differences(ours: View, published: View) -> list[Change]:
    """What differs; in each, `before` is what the published document says, `after` what ours says."""
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
