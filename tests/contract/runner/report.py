"""What a run found, for people: one page that stands by itself, and a few lines for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from string import Template

from tests.contract.model.operations import CONTRACT
from tests.contract.runner.run import Check, Run
from tests.oracle import JSON, Operation

TEMPLATE = Template(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
MARKS = {"kept": "✓", "broken": "✗", "skipped": "○"}
CLASSES = {"kept": "kept", "broken": "broken", "skipped": "open"}
NAME = "report.html"


def write(folder: Path, run: Run, operations: list[Operation]) -> None:
    """Write the page into `folder`, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(page(run, operations), encoding="utf-8")


def page(run: Run, operations: list[Operation]) -> str:
    """The page, whose text is escaped: answers of a server are in it."""
    outcome, mood = verdict(run)
    counts = Counter(check.outcome for check in run.checks)
    facts = [
        f"Server: {run.base_url or 'the sandbox, in process'}",
        f"Checks: {counts['kept']} kept, {counts['broken']} broken, {counts['skipped']} skipped",
        f"Not applicable: {run.not_applicable} checks, which have nothing to test for their operation",
        f"Requests: {run.requests}",
        f"Operations: {sum(run.reached(one.id) for one in operations)} of {len(operations)} answered with a success",
    ]
    return TEMPLATE.substitute(
        title="The contract and this server",
        mood=mood,
        verdict=escape(outcome),
        facts="\n".join(f"<li>{escape(fact)}</li>" for fact in facts),
        broken="\n".join(_broken(run)) or "<p>Nothing.</p>",
        open=_table(("Check", "Why", "Operations"), _open(run, operations)) or "<p>Nothing: all was checked.</p>",
        left="\n".join(["<ul>", *(f"<li>{escape(line)}</li>" for line in run.left), "</ul>"])
        if run.left
        else "<p>Nothing.</p>",
        checks=_grid(run, operations),
        sent=_table(("Operation", "Answered", "Never answered", "Never sent"), _sent(run, operations)),
    )


def verdict(run: Run) -> tuple[str, str]:
    """Whether the contract is kept, in a sentence, and how that looks."""
    broken = [check for check in run.checks if check.outcome == "broken"]
    if run.trouble:
        return f"Could not be checked: {run.trouble}", "open"
    if broken:
        return f"The contract is broken: {len(broken)} checks say so", "broken"
    return "The contract is kept, as far as it was checked", "kept"


def summary(run: Run) -> Iterator[str]:
    """The result for the terminal: a line for each group of checks, and what was skipped."""
    modules = sorted({check.module for check in run.checks})
    width = max(map(len, ["skipped", *modules]), default=0)
    yield f"{'':{width}}  kept  broken  skipped"
    for module in modules:
        counts = Counter(check.outcome for check in run.checks if check.module == module)
        yield f"{module:{width}}  {counts['kept']:4}  {counts['broken']:6}  {counts['skipped']:7}"
    for number, check in enumerate((one for one in run.checks if one.outcome == "broken"), start=1):
        yield f"\n{number}. {check.sentence}" + (f" [{check.operation}]" if check.operation else "")
        yield from (f"   {line}" for line in [*check.why.splitlines()[:12], check.curl] if line)
    for why, count in Counter(check.why for check in run.checks if check.outcome == "skipped").most_common():
        yield f"skipped: {why} ({count})"
    if run.not_applicable:
        yield f"not applicable: {run.not_applicable} checks, which have nothing to test for their operation"
    yield f"{verdict(run)[0]} ({run.requests} requests)"


def _broken(run: Run) -> Iterator[str]:
    # The first example of each check says what is wrong; the others are the same on other operations.
    by_check: dict[str, list[Check]] = {}
    for check in run.checks:
        if check.outcome == "broken":
            by_check.setdefault(check.sentence, []).append(check)
    for sentence, checks in by_check.items():
        first = checks[0]
        where = ", ".join(dict.fromkeys(check.operation or "no operation in particular" for check in checks))
        yield f"<h3>{escape(sentence)}</h3><p>{escape(where)}</p><pre>{escape(first.why)}</pre>"
        if first.curl:
            yield f"<p>The last request before it:</p><pre>{escape(first.curl)}</pre>"


def _open(run: Run, operations: Iterable[Operation]) -> Iterator[tuple[str, ...]]:
    about: dict[tuple[str, str], list[str]] = {}
    for operation in operations:
        if not run.reached(operation.id):
            why = run.withheld.get(operation.id, "it never answered with a success")
            about.setdefault(("Everything", why), []).append(operation.id)
    for check in run.checks:
        if check.outcome == "skipped":
            about.setdefault((check.sentence, check.why), []).append(check.operation or "no operation in particular")
    for (sentence, why), operation_ids in about.items():
        yield sentence, why, ", ".join(dict.fromkeys(operation_ids))


def _grid(run: Run, operations: list[Operation]) -> str:
    modules = sorted({check.module for check in run.checks})
    head = "".join(f'<th scope="col">{escape(module.replace("_", " "))}</th>' for module in modules)
    rows = []
    for name in [*(operation.id for operation in operations), ""]:
        cells = []
        for module in modules:
            counts = Counter(one.outcome for one in run.checks if (one.operation, one.module) == (name, module))
            cells.append(" ".join(_mark(outcome, counts[outcome]) for outcome in MARKS if counts[outcome]) or "·")
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{escape(name) or "in general"}</th>{row}</tr>')
    body = "\n".join(rows)
    return f'<table><thead><tr><th scope="col">Operation</th>{head}</tr></thead><tbody>{body}</tbody></table>'


def _mark(outcome: str, count: int) -> str:
    return f'<span class="{CLASSES[outcome]}" title="{outcome}">{MARKS[outcome]} {count}</span>'


def _sent(run: Run, operations: Iterable[Operation]) -> Iterator[tuple[str, ...]]:
    for operation in operations:
        answered = run.statuses.get(operation.id, Counter())
        documented = {name: name for name in operation.answers}
        seen = {operation.documents(status) for status in answered}
        yield (
            operation.id,
            ", ".join(f"{status} × {count}" for status, count in sorted(answered.items())),
            ", ".join(name for name in documented if name not in seen),
            ", ".join(sorted(askable(operation) - run.parameters.get(operation.id, set()))),
        )


def askable(operation: Operation) -> set[str]:
    """The parameters of an operation and the fields at the top of its body."""
    pointer = operation.body.get(JSON)
    described = CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0] if pointer else {}
    return {parameter.name for parameter in operation.parameters} | set(described.get("properties", {}))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = [
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f'<td class="text">{escape(cell)}</td>' for cell in rest)
        for first, *rest in rows
    ]
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    table = f"<table><thead><tr>{columns}</tr></thead><tbody>\n" + "</tr>\n".join(body) + "</tr>\n</tbody></table>"
    return f'<div class="scroll">{table}</div>' if body else ""
