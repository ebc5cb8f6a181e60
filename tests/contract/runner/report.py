"""The report of a run: one self-contained page, and a summary for the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from tests.contract.model.departures import line_of
from tests.contract.model.operations import CONTRACT
from tests.contract.runner.run import Check, Run
from tests.oracle import JSON, Operation
from tests.tables import table

TEMPLATE = Template(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
MARKS = {"kept": "✓", "broken": "✗", "blocked": "⊘", "skipped": "○"}
NAME = "report.html"
DATA = "report.json"


def write(folder: Path, run: Run, operations: list[Operation]) -> None:
    """Write the page and the data into `folder`, which is created if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(page(run, operations), encoding="utf-8")
    (folder / DATA).write_text(json.dumps(data(run), indent=1), encoding="utf-8")


def data(run: Run) -> dict[str, Any]:
    """All of the run as plain values, for programs."""
    causes = run.findings.causes()
    return {
        "run": {
            "server": run.base_url,
            "verdict": verdict(run)[0],
            "requests": run.requests,
            "waited": run.pace.waited,
            "retried": {str(status): count for status, count in run.retried.items()},
            "not_run": run.not_run,
            "leftovers": run.leftovers,
        },
        "findings": [
            {**asdict(finding), "cause": number, "line": line_of(finding.source) if finding.source else None}
            for number, group in enumerate(causes, 1)
            for finding in group
        ],
        "checks": [
            {**asdict(check), "blocked_by": sorted({run.findings.number(key) for key in check.blocked_by})}
            for check in run.checks
        ],
    }


def page(run: Run, operations: list[Operation]) -> str:
    """The page. All text is escaped, because it contains answers of the server."""
    outcome, mood = verdict(run)
    counts = Counter(check.outcome for check in run.checks)
    facts = [
        f"Server: {run.base_url or 'the sandbox, in process'}",
        f"Checks: {counts['kept']} kept, {counts['broken']} broken, {counts['skipped']} skipped",
        f"Not applicable: {run.not_applicable} checks, because the contract gives them nothing to test",
        f"Requests: {run.requests}",
        f"Operations: {sum(run.reached(item.id) for item in operations)} of {len(operations)} answered with a success",
    ]
    return TEMPLATE.substitute(
        title="The contract and this server",
        mood=mood,
        verdict=escape(outcome),
        facts="\n".join(f"<li>{escape(fact)}</li>" for fact in facts),
        broken="\n".join(_broken(run)) or "<p>Nothing.</p>",
        skipped=_table(("Check", "Reason", "Operations"), _skipped(run, operations)) or "<p>Nothing.</p>",
        left="\n".join(["<ul>", *(f"<li>{escape(line)}</li>" for line in run.leftovers), "</ul>"])
        if run.leftovers
        else "<p>Nothing.</p>",
        checks=_grid(run, operations),
        sent=_table(("Operation", "Statuses", "Statuses never seen", "Parameters never sent"), _sent(run, operations)),
    )


def verdict(run: Run) -> tuple[str, str]:
    """Whether the contract is kept, as a sentence, and the CSS class for it."""
    broken = sum(check.outcome == "broken" for check in run.checks)
    if run.trouble:
        return f"The check did not finish: {run.trouble}", "skipped"
    found = len(run.findings.causes())
    if broken or found:
        return f"The contract is broken: {_count(found, 'finding')}, {_count(broken, 'broken check')}", "broken"
    return "The contract is kept in every check that was made", "kept"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def findings(run: Run) -> Iterator[str]:
    """The findings for the terminal, each cause once."""
    for number, group in enumerate(run.findings.causes(), 1):
        yield f"{number}. {group[0].sentence} ({sum(item.count for item in group)} times)"
        if group[1:]:
            yield f"   also: {', '.join(dict.fromkeys(item.operation for item in group[1:]))}"
        yield f"   rule: {group[0].rule}" + (f", openapi.yaml:{line_of(group[0].source)}" if group[0].source else "")
        yield f"   {group[0].curl}"


def summary(run: Run, folder: Path) -> Iterator[str]:
    """The result for the terminal: a line for each group of checks, and what was skipped."""
    yield from findings(run)
    modules = sorted({check.module for check in run.checks})
    counts = Counter((check.module, check.outcome) for check in run.checks)
    rows = [[module.replace("_", " "), *(str(counts[module, outcome]) for outcome in MARKS)] for module in modules]
    yield from table(rows, [["", *MARKS]], right={1, 2, 3, 4})
    for number, check in enumerate((item for item in run.checks if item.outcome == "broken"), start=1):
        yield f"\n{number}. {check.sentence}" + (f" [{check.operation}]" if check.operation else "")
        yield from (f"   {line}" for line in [*check.why.splitlines()[:12], check.curl] if line)
    for why, count in Counter(check.why for check in run.checks if check.outcome == "skipped").most_common():
        yield f"skipped: {why} ({count})"
    if run.not_applicable:
        yield f"not applicable: {run.not_applicable} checks, because the contract gives them nothing to test"
    if run.pace.waited:
        yield f"waited {run.pace.waited:.0f} s because the server asked for it"
    yield f"{verdict(run)[0]} ({run.requests} requests)"
    yield f"report: {folder / NAME}"


def _broken(run: Run) -> Iterator[str]:
    # Only the first failure of each check is shown; the others are usually the same on other operations.
    by_check: dict[str, list[Check]] = {}
    for check in run.checks:
        if check.outcome == "broken":
            by_check.setdefault(check.sentence, []).append(check)
    for sentence, checks in by_check.items():
        first = checks[0]
        operation_ids = ", ".join(dict.fromkeys(check.operation or "no single operation" for check in checks))
        yield f"<h3>{escape(sentence)}</h3><p>{escape(operation_ids)}</p><pre>{escape(first.why)}</pre>"
        if first.curl:
            yield f"<p>The last request before the failure:</p><pre>{escape(first.curl)}</pre>"


def _skipped(run: Run, operations: Iterable[Operation]) -> Iterator[tuple[str, ...]]:
    affected: dict[tuple[str, str], list[str]] = {}
    for operation in operations:
        if not run.reached(operation.id):
            why = run.withheld.get(operation.id, "the operation never answered with a success")
            affected.setdefault(("All checks of the operation", why), []).append(operation.id)
    for check in run.checks:
        if check.outcome == "skipped":
            affected.setdefault((check.sentence, check.why), []).append(check.operation or "no single operation")
    for (sentence, why), operation_ids in affected.items():
        yield sentence, why, ", ".join(dict.fromkeys(operation_ids))


def _grid(run: Run, operations: list[Operation]) -> str:
    modules = sorted({check.module for check in run.checks})
    head = "".join(f'<th scope="col">{escape(module.replace("_", " "))}</th>' for module in modules)
    rows = []
    for name in [*(operation.id for operation in operations), ""]:
        cells = []
        for module in modules:
            counts = Counter(item.outcome for item in run.checks if (item.operation, item.module) == (name, module))
            cells.append(" ".join(_mark(outcome, counts[outcome]) for outcome in MARKS if counts[outcome]) or "·")
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{escape(name) or "no single operation"}</th>{row}</tr>')
    body = "\n".join(rows)
    return f'<table><thead><tr><th scope="col">Operation</th>{head}</tr></thead><tbody>{body}</tbody></table>'


def _mark(outcome: str, count: int) -> str:
    return f'<span class="{outcome}" title="{outcome}">{MARKS[outcome]} {count}</span>'


def _sent(run: Run, operations: Iterable[Operation]) -> Iterator[tuple[str, ...]]:
    for operation in operations:
        answered = run.statuses.get(operation.id, Counter())
        documented = {name: name for name in operation.answers}
        seen_statuses = {operation.documents(status) for status in answered}
        yield (
            operation.id,
            ", ".join(f"{status} × {count}" for status, count in sorted(answered.items())),
            ", ".join(name for name in documented if name not in seen_statuses),
            ", ".join(sorted(askable(operation) - run.parameters.get(operation.id, set()))),
        )


def askable(operation: Operation) -> set[str]:
    """The parameters of an operation and the fields at the top of its body."""
    pointer = operation.body.get(JSON)
    described = CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0] if pointer else {}
    return {parameter.name for parameter in operation.parameters} | set(described.get("properties", {}))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = [
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f'<td class="text">{escape(cell)}</td>' for cell in cells)
        for first, *cells in rows
    ]
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    table = f"<table><thead><tr>{columns}</tr></thead><tbody>\n" + "</tr>\n".join(body) + "</tr>\n</tbody></table>"
    return f'<div class="scroll">{table}</div>' if body else ""
