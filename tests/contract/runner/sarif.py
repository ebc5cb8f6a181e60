"""The findings and broken checks as SARIF 2.1.0, at their lines of `openapi.yaml`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.contract.runner import contract_file, results
from tests.contract.runner.results import Cause
from tests.contract.runner.run import Run

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Longer names are cut off, because GitHub takes at most 255 characters.
LONGEST_NAME = 60


def log(run: Run) -> dict[str, Any]:
    """The log with one run: a result for each cause, and one for each statement of broken checks."""
    entries = [*_of_findings(run), *_of_broken_checks(run)]
    rules = {rule["id"]: rule for rule, _ in entries}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tests.contract",
                        "fullName": f"Check of a server against {CONTRACT.document['info']['title']}",
                        "semanticVersion": CONTRACT.document["info"]["version"],
                        "rules": list(rules.values()),
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": run.trouble is None and not run.is_interrupted,
                        "startTimeUtc": _time(run, 0),
                        "endTimeUtc": _time(run, run.seconds),
                        "properties": dict(results.facts(run)),
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "results": [result for _, result in entries],
            }
        ],
    }


def _time(run: Run, seconds: float) -> str:
    return f"{run.began + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


def _of_findings(run: Run) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for cause in results.causes(run):
        text = f"{cause.first.sentence}\nSeen in {cause.seen}."
        text += f" Also in {results.joined(cause.others)}." if cause.others else ""
        line = cause.line or results.line_of_operation(cause.first.operation)
        yield _entry(
            _name(cause),
            cause.first.rule,
            text,
            line,
            cause.first.curl,
            operations=cause.operations,
            pointer=cause.first.pointer,
            rule=cause.first.source,
        )


def _name(cause: Cause) -> str:
    """A name of a cause that is the same in every run."""
    words = re.sub(r"[^a-z0-9]+", "-", cause.first.rule.lower()).strip("-")[:LONGEST_NAME]
    return f"finding/{words}-{_fingerprint(' '.join(cause.first.cause))[:8]}"


def _of_broken_checks(run: Run) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for group in results.broken(run):
        first = group.checks[0]
        text = f"{group.label}: {first.why}\nBroken for {results.joined(group.operations)}."
        name = f"check/{first.module}/{first.name.removeprefix('test_')}"
        line = results.line_of_operation(first.operation)
        yield _entry(name, group.label, text, line, first.curl, operations=group.operations)


def _entry(
    name: str, statement: str, text: str, line: int, curl: str, **properties: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A rule and its result."""
    rule = {"id": name, "shortDescription": {"text": statement}, "defaultConfiguration": {"level": "error"}}
    location = {"artifactLocation": {"uri": contract_file.path()}, "region": {"startLine": line}}
    result = {
        "ruleId": name,
        "level": "error",
        "message": {"text": text + (f"\n{curl}" if curl else "")},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"cause/v1": _fingerprint(name)},
        "properties": properties,
    }
    return rule, result


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
