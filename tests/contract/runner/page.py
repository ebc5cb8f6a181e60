"""The report as one self-contained page. All text is escaped, because it contains answers of the server."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from tests.contract.model.operations import CONTRACT
from tests.contract.runner import results
from tests.contract.runner.redaction import printable
from tests.contract.runner.results import NO_OPERATION, Cause, Group
from tests.contract.runner.run import Check, Run
from tests.oracle import JSON, Operation

TEMPLATE = Template(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
MARKS = {"kept": "✓", "broken": "✗", "blocked": "⊘", "skipped": "○"}
NOTHING = "<p>Nothing.</p>"
# Longer lists are folded.
LONGEST_LIST = 4


def page(run: Run, operations: list[Operation]) -> str:
    """The page of a run."""
    sentence, outcome = results.verdict(run)
    outcomes = results.outcomes(run)
    causes, broken = results.causes(run), results.broken(run)
    return TEMPLATE.substitute(
        server=_text(run.base_url or "the sandbox, in process"),
        mood=outcome,
        verdict=_text(sentence),
        notices="".join(f'<p class="notice">{_text(notice)}</p>' for notice in run.notices),
        facts="\n".join(
            f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in _facts(run, operations)
        ),
        findings="\n".join(map(_finding, causes)) or NOTHING,
        broken="\n".join(map(_broken, broken)) or NOTHING,
        blocked=_counted(results.blocked(run), link=True) or NOTHING,
        skipped=_counted(results.skipped(run)) or NOTHING,
        unreached=_unreached(run, operations) or NOTHING,
        left=_left(run) or NOTHING,
        sent=_table(("Operation", "Statuses", "Statuses never seen", "Parameters never sent"), _sent(run, operations)),
        grid=_grid(run, operations),
        findings_count=len(causes),
        **{f"{name}_count": outcomes[name] for name in ("broken", "blocked", "skipped")},
        left_count=len(run.leftovers),
    )


def _facts(run: Run, operations: Sequence[Operation]) -> Iterator[tuple[str, str]]:
    outcomes = results.outcomes(run)
    yield from results.facts(run)
    counted = [f"{outcomes[name]} {name}" for name in MARKS] + [f"{run.not_applicable} not applicable"]
    yield "Checks", ", ".join([*counted, f"{run.not_run} not begun"] if run.not_run > 0 else counted)
    reached = sum(run.reached(operation.id) for operation in operations)
    yield "Operations", f"{reached} of {len(operations)} answered with a success"
    yield "SHA-256 of openapi.yaml", results.digest()


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in rows)


def _finding(cause: Cause) -> str:
    first = cause.first
    rows = [("Expected", first.expected), ("Got", first.got)] if first.expected else [("What", first.message)]
    rows += [("Rule", cause.rule), ("Seen", f"in {cause.seen}")]
    listed = _rows(rows)
    others = f"<div><dt>Also in</dt><dd>{_list(cause.others, 'places')}</dd></div>" if cause.others else ""
    title = f'<h3 id="finding-{cause.number}">{cause.number}. {_text(cause.title)}</h3>'
    return f'<article class="item">{title}<dl class="rows">{listed}{others}</dl>{_curl(first.curl)}</article>'


def _broken(group: Group) -> str:
    # Only the first failure of each check is shown; the others are usually the same on other operations.
    first = group.checks[0]
    where = f"<div><dt>Where</dt><dd>{_list(group.operations, 'operations')}</dd></div>"
    what = f'<div><dt>What</dt><dd class="what">{_text(first.why)}</dd></div>'
    curl = f"<p>The last request before the failure:</p>{_curl(first.curl)}" if first.curl else ""
    return f'<article class="item"><h3>{_text(group.label)}</h3><dl class="rows">{where}{what}</dl>{curl}</article>'


def _curl(curl: str) -> str:
    return f"<pre>{_text(curl)}</pre>" if curl else ""


def _list(words: Sequence[str], noun: str) -> str:
    """A list, folded if it is long."""
    text = ", ".join(_text(word) for word in words)
    if len(words) <= LONGEST_LIST:
        return text
    return f"<details><summary>{len(words)} {noun}</summary>{text}</details>"


def _counted(groups: Iterable[Group], *, link: bool = False) -> str:
    """Groups of checks, each with its number, its statements and its operations."""
    return "\n".join(
        _folded(len(group.checks), _blocker(group.label) if link else _text(group.label), _checks(group.checks))
        for group in groups
    )


def _blocker(label: str) -> str:
    """By which findings checks are blocked, with links to these."""
    numbers, colon, title = label.partition(":")
    if not label.startswith("by finding"):
        return _text(label)
    linked = re.sub(r"\d+", r'<a href="#finding-\g<0>">\g<0></a>', numbers)
    return linked + _text(colon + title)


def _checks(checks: Iterable[Check]) -> str:
    by_sentence: dict[str, list[str]] = {}
    for check in checks:
        by_sentence.setdefault(check.sentence, []).append(check.operation or NO_OPERATION)
    items = (
        f"<li>{_text(sentence)}: {_text(', '.join(dict.fromkeys(operations)))}</li>"
        for sentence, operations in by_sentence.items()
    )
    return f"<ul>{''.join(items)}</ul>"


def _unreached(run: Run, operations: Sequence[Operation]) -> str:
    return "\n".join(
        _folded(len(names), _text(why), f"<p>{_text(', '.join(names))}</p>")
        for why, names in results.unreached(run, operations).items()
    )


def _left(run: Run) -> str:
    return "\n".join(
        _folded(len(items), _text(f"{operation}: {why}" if operation else why), f"<p>{_text(', '.join(items))}</p>")
        for (operation, why), items in results.leftovers(run).items()
    )


def _folded(number: int, title: str, content: str) -> str:
    return f'<details class="group"><summary><span class="number">{number}</span> {title}</summary>{content}</details>'


def _grid(run: Run, operations: Sequence[Operation]) -> str:
    modules = sorted({check.module for check in run.checks})
    head = "".join(f'<th scope="col"><span>{_text(module.replace("_", " "))}</span></th>' for module in modules)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for check in run.checks:
        counts.setdefault((check.operation, check.module), Counter())[check.outcome] += 1
    rows = []
    for name in [*(operation.id for operation in operations), ""]:
        cells = [_cell(counts.get((name, module), Counter())) for module in modules]
        rows.append(f'<tr><th scope="row">{_breakable(name) or NO_OPERATION}</th>{"".join(cells)}</tr>')
    body = "\n".join(rows)
    return (
        f'<table class="grid"><thead><tr><th scope="col">Operation</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(counts: Counter[str]) -> str:
    marks = (
        f'<span class="{outcome}" title="{outcome}">{mark}\N{NO-BREAK SPACE}{counts[outcome]}</span>'
        for outcome, mark in MARKS.items()
        if counts[outcome]
    )
    return f"<td>{' '.join(marks) or '·'}</td>"


def _sent(run: Run, operations: Iterable[Operation]) -> Iterator[tuple[str, ...]]:
    for operation in operations:
        answered = run.statuses.get(operation.id, Counter())
        seen_statuses = {operation.documents(status) for status in answered}
        yield (
            operation.id,
            ", ".join(
                f"{status}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{count}" for status, count in sorted(answered.items())
            ),
            ", ".join(name for name in operation.answers if name not in seen_statuses),
            ", ".join(sorted(askable(operation) - run.parameters.get(operation.id, set()))),
        )


def askable(operation: Operation) -> set[str]:
    """The parameters of an operation and the fields at the top of its body."""
    pointer = operation.body.get(JSON)
    described = CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0] if pointer else {}
    return {parameter.name for parameter in operation.parameters} | set(described.get("properties", {}))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    columns = "".join(f'<th scope="col">{_text(name)}</th>' for name in head)
    lines = "\n".join(
        f'<tr><th scope="row">{_breakable(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return f'<table class="sent"><thead><tr>{columns}</tr></thead><tbody>\n{lines}\n</tbody></table>'


def _breakable(name: str) -> str:
    """The name of an operation, which may break before its capitals."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "<wbr>", _text(name))


def _text(text: str) -> str:
    """Text of a server, harmless and visible."""
    return escape(printable(text))
