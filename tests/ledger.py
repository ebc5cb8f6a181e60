"""What was checked, operation by operation: the counts behind the table that the proof prints."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.tables import table


class Ledger:
    """Counts by (operation, check). A failed check marks its cell."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.failed: set[tuple[str, str]] = set()
        self._latest: tuple[str, str] | None = None

    def note(self, operation: str, check: str, count: int = 1) -> None:
        self._latest = operation, check
        self.counts[operation, check] += count

    def begin(self, about: tuple[str, str] | None) -> None:
        """A test begins. `about` is its cell until it notes another one."""
        self._latest = about

    def fail(self) -> None:
        """The test failed: mark the cell that it noted last."""
        if self._latest is not None:
            self.failed.add(self._latest)

    def cells(self) -> list[list[Any]]:
        """All counts, as plain values: operation, check, count, whether a check has failed."""
        return [[*cell, self.counts[cell], cell in self.failed] for cell in {*self.counts, *self.failed}]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.cells()), encoding="utf-8")

    def merge(self, cells: Iterable[list[Any]]) -> None:
        """Add the cells of another ledger."""
        for operation, check, count, failed in cells:
            self.counts[operation, check] += count
            if failed:
                self.failed.add((operation, check))

    def table(self, operations: Iterable[str]) -> str:
        """Operations × checks, which are named `group: check`.

        `·` stands for no checks, `✗` before a count for a failure.
        """
        rows = list(operations)
        checks = sorted({check for _, check in {*self.counts, *self.failed}})
        groups, names = zip(*(check.split(": ") for check in checks), strict=True)
        shown = [group if group not in groups[:place] else "" for place, group in enumerate(groups)]
        lines = table(
            rows=[[row, *(self._cell(row, check) for check in checks)] for row in rows],
            header=[["", *shown], ["operation", *names]],
            footer=[["all", *(str(sum(self.counts[row, check] for row in rows)) for check in checks)]],
            right=range(1, len(checks) + 1),
        )
        return "\n".join(lines)

    def _cell(self, operation: str, check: str) -> str:
        count = self.counts[operation, check]
        if (operation, check) in self.failed:
            return f"✗ {count}"
        return str(count) if count else "·"
