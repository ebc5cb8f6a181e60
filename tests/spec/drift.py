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
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.oracle import CONTRACT
from tests.spec.comparison import KINDS, Change, changes
from tests.spec.documents import Unusable, lines, load, parse
from tests.spec.shapes import ABSENT, View, text

ACCEPTED = Path(__file__).with_name("drift-accepted.yaml")
# The client's own names.
OURS_ALONE = {"operation id", "tag"}
PROSE = ("reason", "source")
MATCHERS = ("operations", "places", "kind", "ours", "published")
LONGEST = 100


@dataclass
class Entry:
    """Differences that are meant. `used` are the patterns that have matched."""

    where: str
    patterns: Mapping[str, Sequence[str]]
    used: set[tuple[str, str]] = field(default_factory=set)

    def accepts(self, change: Change) -> bool:
        values = (change.operation, change.place, change.kind, change.after, change.before)
        matched = {
            matcher: [pattern for pattern in self.patterns[matcher] if _glob(pattern).fullmatch(value)]
            for matcher, value in zip(MATCHERS, values, strict=True)
            if matcher in self.patterns
        }
        if not all(matched.values()):
            return False
        self.used |= {(matcher, pattern) for matcher, patterns in matched.items() for pattern in patterns}
        return True

    def stale(self) -> Iterator[str]:
        if not self.used:
            yield f"{self.where}: the entry matches no difference; take it out"
            return
        for matcher, patterns in self.patterns.items():
            for pattern in patterns:
                if (matcher, pattern) not in self.used:
                    yield f"{self.where}: {pattern!r} in `{matcher}` matches no difference; take it out"


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


def accepted(path: Path) -> list[Entry]:
    """The entries of a file of accepted differences."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}. Put it back, empty if nothing is accepted.") from None
    entries = parse(content, str(path)) or []
    if not isinstance(entries, list):
        raise Unusable(f"{path} is no list. Write each entry as an item that starts with `- `.")
    return [_entry(entry, f"{path.name}:{number}") for entry, number in zip(entries, lines(content), strict=True)]


def _entry(entry: Any, where: str) -> Entry:
    if not isinstance(entry, Mapping):
        raise Unusable(f"{where}: the entry is no map. Give it {', '.join((*PROSE, *MATCHERS))}.")
    for key in entry:
        if key not in {*PROSE, *MATCHERS}:
            raise Unusable(f"{where}: {key!r} is no key of an entry. Use {', '.join((*PROSE, *MATCHERS))}.")
    for key in PROSE:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise Unusable(f"{where}: the entry has no `{key}`. Write down what it is, so that it can be reviewed.")
    for key in ("places", "kind"):
        if key not in entry:
            raise Unusable(f"{where}: the entry has no `{key}`. Name it, so that other drift still shows.")
    if not entry.keys() & {"ours", "published"}:
        raise Unusable(f"{where}: the entry has neither `ours` nor `published`. Say what one side says there.")
    patterns = {
        key: [text(value) for value in (entry[key] if isinstance(entry[key], list) else [entry[key]])]
        for key in MATCHERS
        if key in entry
    }
    empty = [key for key, values in patterns.items() if not all(values) or not values]
    if empty:
        raise Unusable(f"{where}: `{empty[0]}` is empty. Fill it in, or take the entry out.")
    return Entry(where, patterns)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    """`**` stands for anything, `*` for anything without a slash."""
    words = {"**": ".*", "*": "[^/]*"}
    return re.compile("".join(words.get(part) or re.escape(part) for part in re.split(r"(\*\*?)", pattern)), re.DOTALL)


if __name__ == "__main__":
    sys.exit(main())
