"""The result of a run for the terminal: at most 100 columns.

Shell commands and the last sentence are not broken, because people copy them and search for them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.contract.runner import github, results
from tests.contract.runner.redaction import printable
from tests.contract.runner.results import Cause, Group, joined, shortened
from tests.contract.runner.run import Run

WIDTH = 100
INDENT = "   "
# How many findings, groups of checks, operations and lines of one message are printed. The page has all.
MOST_FINDINGS = 5
MOST_GROUPS = 5
MOST_REASONS = 8
MOST_OPERATIONS = 3
MOST_LINES = 8
# A longer shell command has a body that nobody reads in a terminal.
LONGEST_CURL = 1000
# What the runner of GitHub would read as a command.
COMMANDS = ("::", "##[")


class Line(NamedTuple):
    """A line, and the outcome that its colour stands for, if it has one."""

    text: str
    outcome: str = ""


def head(run: Run) -> Iterator[Line]:
    """What is checked, before the first request."""
    facts = dict(results.facts(run))
    yield from _wrapped(f"Checking {facts['Server']}")
    yield from _wrapped(f"against {facts['Contract']}")
    yield from _wrapped(f"depth {facts['Depth']} · tags {facts['Tags']} · seed {facts['Seed']}")
    yield from _wrapped("each letter is a check: . kept, s skipped, B blocked, F broken")
    for notice in run.notices:
        yield from _wrapped(notice, "skipped")
    yield Line("")


def result(run: Run, page: Path | None) -> Iterator[Line]:
    """The whole result; `page` is the report, if there is one."""
    has_begun = bool(run.checks or run.findings or run.leftovers)
    if has_begun:
        yield from findings(run)
        yield from _broken(run)
        yield from _blocked(run)
        yield from _skipped(run)
        yield from _left(run)
        yield from _counts(run)
    sentence, outcome = results.verdict(run)
    # A run that has not begun has one sentence.
    yield Line(printable(sentence if has_begun else run.trouble or sentence), outcome)
    if page is not None:
        yield Line(f"report: {page}")
    if github.are_wanted():
        yield from map(Line, github.lines(run))


def findings(run: Run) -> Iterator[Line]:
    """The first findings, the most severe in front."""
    causes = results.causes(run)
    if not causes:
        return
    yield Line(f"{results.count(len(causes), 'finding')}: answers that depart from the contract", "broken")
    yield Line("")
    for cause in causes[:MOST_FINDINGS]:
        yield from _finding(cause)
        yield Line("")
    yield from _more(len(causes) - MOST_FINDINGS, "finding")


def _finding(cause: Cause) -> Iterator[Line]:
    yield from _wrapped(f"{cause.number}. {cause.title}")
    first = cause.first
    if first.expected:
        yield from _row("expected", first.expected)
        yield from _row("got", first.got)
    else:
        yield from _row("what", first.message)
    yield from _row("rule", cause.rule)
    also = f"; also in {shortened(cause.others, MOST_OPERATIONS)}" if cause.others else ""
    yield from _row("seen", f"in {cause.seen}{also}")
    yield from _curl(first.curl)


def _broken(run: Run) -> Iterator[Line]:
    groups = results.broken(run)
    if not groups:
        return
    number = sum(len(group.checks) for group in groups)
    yield Line(results.count(number, "broken check"), "broken")
    yield Line("")
    for position, group in enumerate(groups[:MOST_GROUPS], 1):
        first = group.checks[0]
        yield from _wrapped(f"{position}. {group.label}")
        yield from _row("where", shortened(group.operations, MOST_OPERATIONS))
        parts = enumerate(first.why.splitlines())
        lines = [line for number, part in parts for line in _row("" if number else "what", part)]
        yield from lines[:MOST_LINES]
        if lines[MOST_LINES:]:
            yield from _row("", f"… {results.count(len(lines) - MOST_LINES, 'line')} more in the report")
        yield from _curl(first.curl)
        yield Line("")
    yield from _more(len(groups) - MOST_GROUPS, "broken statement")


def _blocked(run: Run) -> Iterator[Line]:
    groups = results.blocked(run)
    if groups:
        yield Line(f"{results.count(sum(len(group.checks) for group in groups), 'blocked check')}", "blocked")
        yield from _counted(groups)


def _skipped(run: Run) -> Iterator[Line]:
    groups = results.skipped(run)
    if groups:
        yield Line(f"{results.count(sum(len(group.checks) for group in groups), 'skipped check')}", "skipped")
        yield from _counted(groups)


def _counted(groups: list[Group]) -> Iterator[Line]:
    for group in groups[:MOST_REASONS]:
        label = f"{INDENT}{len(group.checks):>4}  "
        yield from _wrapped(group.label, first=label)
    if groups[MOST_REASONS:]:
        rest = groups[MOST_REASONS:]
        number = sum(len(group.checks) for group in rest)
        yield Line(f"{INDENT}{number:>4}  for {results.count(len(rest), 'other reason')}, which the report lists")
    yield Line("")


def _left(run: Run) -> Iterator[Line]:
    if not run.leftovers:
        return
    yield Line("Left on the server; the report has the IDs")
    for (operation, why), items in results.leftovers(run).items():
        what = operation or results.count(len(items), "resource")
        yield from _wrapped(f"{what}: {why}", first=f"{INDENT}{len(items):>4}  ")
    yield Line("")


def _counts(run: Run) -> Iterator[Line]:
    outcomes = results.outcomes(run)
    counted = [f"{outcomes[name]} {name}" for name in ("kept", "broken", "blocked", "skipped") if outcomes[name]]
    text = f"{joined(counted) or 'no'} checks"
    text += f", {run.not_applicable} not applicable" if run.not_applicable else ""
    text += f", {run.not_run} not begun" if run.not_run > 0 else ""
    lines = [text]
    for part in (results.count(run.requests, "request"), results.duration(run.seconds)):
        if len(lines[-1]) + len(part) + len(" · ") <= WIDTH:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    yield from map(Line, lines)
    if waits := results.waits(run):
        yield from _wrapped(waits)


def _more(number: int, noun: str) -> Iterator[Line]:
    if number > 0:
        yield Line(f"and {results.count(number, f'more {noun}')}, which the report lists")
        yield Line("")


def _curl(curl: str) -> Iterator[Line]:
    if len(curl) > LONGEST_CURL:
        yield from _row("curl", "the report has the command; its body is long")
    elif curl:
        yield Line(INDENT + printable(curl))


def _row(label: str, text: str) -> Iterator[Line]:
    yield from _wrapped(text, first=f"{INDENT}{label:<10}")


def _wrapped(text: str, outcome: str = "", first: str = "") -> Iterator[Line]:
    """Lines of at most `WIDTH` columns; those after the first one are indented as deep as the text of the first."""
    lines: Iterable[str] = textwrap.wrap(
        printable(text).replace("\n", " "),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * (len(first) or len(INDENT)),
        break_on_hyphens=False,
    ) or [first.rstrip()]
    for line in lines:
        is_command = line.lstrip().startswith(COMMANDS)
        yield Line(line.replace(line.lstrip(), f"· {line.lstrip()}", 1) if is_command else line, outcome)
