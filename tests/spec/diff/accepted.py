"""The accepted differences: the entries of `drift-accepted.yaml`, whose first lines say how to write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.spec.diff.comparison import Change
from tests.spec.diff.shapes import text
from tests.spec.documents import Unusable, lines, parse

PROSE = ("reason", "source")
MATCHERS = ("operations", "places", "kind", "ours", "published")


@dataclass
class Entry:
    """Accepts differences. `used` holds the patterns that have matched."""

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
            yield f"{self.where}: the entry matches no difference; remove it"
            return
        for matcher, patterns in self.patterns.items():
            for pattern in patterns:
                if (matcher, pattern) not in self.used:
                    yield f"{self.where}: {pattern!r} in `{matcher}` matches no difference; remove it"


def accepted(path: Path) -> list[Entry]:
    """The entries of a file of accepted differences."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}. Restore it, or create an empty file.") from None
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
            raise Unusable(f"{where}: the entry has no `{key}`. Write it down, so that the entry can be reviewed.")
    for key in ("places", "kind"):
        if key not in entry:
            raise Unusable(f"{where}: the entry has no `{key}`. Name it, so that other drift is still reported.")
    if not entry.keys() & {"ours", "published"}:
        raise Unusable(f"{where}: the entry has neither `ours` nor `published`. Give the value of one side.")
    patterns = {
        key: [text(value) for value in (entry[key] if isinstance(entry[key], list) else [entry[key]])]
        for key in MATCHERS
        if key in entry
    }
    empty = [key for key, values in patterns.items() if not all(values) or not values]
    if empty:
        raise Unusable(f"{where}: `{empty[0]}` is empty. Fill it in, or remove the entry.")
    return Entry(where, patterns)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression: `**` matches any text, `*` any text without a slash."""
    words = {"**": ".*", "*": "[^/]*"}
    return re.compile("".join(words.get(part) or re.escape(part) for part in re.split(r"(\*\*?)", pattern)), re.DOTALL)
