"""The files of a report, which every run leaves, however it ends."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.contract.model.departures import line_of
from tests.contract.model.operations import CONTRACT
from tests.contract.runner import junit, results, sarif
from tests.contract.runner.page import page
from tests.contract.runner.run import Run
from tests.oracle import Operation

PAGE = "report.html"
DATA = "report.json"
SARIF = "report.sarif"
JUNIT = "junit.xml"


def write(folder: Path, run: Run, operations: list[Operation]) -> None:
    """Write the report into `folder`, which is created if it is missing. `junit.xml` is pytest's; it is completed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_text(page(run, operations), encoding="utf-8")
    (folder / DATA).write_bytes(_json(data(run)))
    (folder / SARIF).write_bytes(_json(sarif.log(run)))
    if (folder / JUNIT).exists():
        junit.complete(folder / JUNIT, run)


def _json(value: Any) -> bytes:
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    # An answer may have half of a surrogate pair, which UTF-8 has not; the escape is the one of JSON.
    return text.encode("utf-8", "backslashreplace")


def data(run: Run) -> dict[str, Any]:
    """All of the run as plain values, for programs. `docs/checking-a-server.md` names the keys."""
    sentence, outcome = results.verdict(run)
    numbers = run.findings.numbers()
    return {
        "run": {
            "server": run.base_url,
            "verdict": sentence,
            "outcome": outcome,
            "contract": {
                "title": CONTRACT.document["info"]["title"],
                "version": CONTRACT.document["info"]["version"],
                "sha256": results.digest(),
            },
            "began": run.began.isoformat(timespec="seconds"),
            "seconds": round(run.seconds, 1),
            "depth": run.limits.depth,
            "tags": list(run.tags),
            "seed": run.seed,
            "requests": run.requests,
            "waited": run.pace.waited,
            "retried": {str(status): count for status, count in run.retried.items()},
            "not_applicable": run.not_applicable,
            "not_run": run.not_run,
            "notices": run.notices,
            "leftovers": run.leftovers,
        },
        "findings": [
            {
                "cause": cause.number,
                **asdict(finding),
                "line": line_of(finding.source) if finding.source else None,
                "expected": finding.expected,
                "got": finding.got,
            }
            for cause in results.causes(run)
            for finding in cause.findings
        ],
        "checks": [
            {
                **asdict(check),
                "sentence": check.sentence,
                "blocked_by": sorted({numbers[key] for key in check.blocked_by if key in numbers}),
            }
            for check in run.checks
        ],
    }
