"""The findings and broken checks as annotations of GitHub: workflow commands on standard output."""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.contract.runner import contract_file, results
from tests.contract.runner.redaction import printable
from tests.contract.runner.run import Run

# GitHub shows this many errors of a step.
MOST = 10
# Longer messages are cut off.
LONGEST = 500


def are_wanted() -> bool:
    """Whether a workflow of GitHub runs this."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def lines(run: Run) -> Iterator[str]:
    """The commands: the most severe findings, then broken checks."""
    errors = [
        (cause.line or results.line_of_operation(cause.first.operation), cause.title, cause.first.message)
        for cause in results.causes(run)
    ]
    errors += [
        (results.line_of_operation(group.checks[0].operation), group.label, group.checks[0].why)
        for group in results.broken(run)
    ]
    for line, title, message in errors[:MOST]:
        properties = {"file": contract_file.path(), "line": str(line), "title": title}
        named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        text = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
        yield f"::error {named}::{_message(text)}"


def _message(text: str) -> str:
    return printable(text.replace("\r", "")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
