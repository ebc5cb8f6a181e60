"""A run of the proof in a process of its own, and its report."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.oracle import ROOT
from tests.subprocesses import run

# The operation, the place with `*` for the items of lists, and the rule: what a report lists once.
Finding = tuple[str, str, str]


@dataclass(frozen=True)
class Outcome:
    """What a run has printed, and its report.json."""

    status: int
    printed: str
    report: Mapping[str, Any]

    @property
    def causes(self) -> list[set[Finding]]:
        """The findings, grouped by their cause."""
        groups: dict[int, set[Finding]] = defaultdict(set)
        for finding in self.report["findings"]:
            groups[finding["cause"]].add((finding["operation"], finding["place"], finding["rule"]))
        return list(groups.values())

    @property
    def broken(self) -> list[Mapping[str, str]]:
        """The broken checks, with name, module, operation and reason."""
        return [check for check in self.report["checks"] if check["outcome"] == "broken"]

    def count(self, outcome: str) -> int:
        return sum(check["outcome"] == outcome for check in self.report["checks"])


def check_server(url: str, key: str, folder: Path, *options: str, timeout: float) -> Outcome:
    """Check the server at a URL; fails if the run has not ended by itself after `timeout` seconds."""
    words = [sys.executable, "-m", "tests.contract", f"--base-url={url}", f"--report={folder}", *options]
    result = run(words, {"PIXXEL_API_KEY": key}, ROOT, timeout=timeout)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return Outcome(result.returncode, result.stdout + result.stderr, report)
