"""What every form of the report says: the facts of a run, its verdict, and its checks in groups."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tests import json_pointer
from tests.contract.model.departures import line_of
from tests.contract.model.operations import CONTRACT
from tests.contract.runner.findings import Finding
from tests.contract.runner.run import Check, Run
from tests.oracle import CONTRACT as CONTRACT_FILE
from tests.oracle import Operation

# How much of the digest people compare.
SHORT_DIGEST = 12
NO_OPERATION = "no single operation"


@dataclass(frozen=True)
class Cause:
    """Findings with one cause, the first of them in front."""

    number: int
    findings: Sequence[Finding]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def operations(self) -> list[str]:
        return list(dict.fromkeys(finding.operation for finding in self.findings))

    @property
    def others(self) -> list[str]:
        """The other operations and places that show the cause."""
        places = dict.fromkeys((finding.operation, finding.place) for finding in self.findings)
        places.pop((self.first.operation, self.first.place))
        return [f"{operation} {place}".strip() for operation, place in places]

    @property
    def title(self) -> str:
        """Where it was seen first."""
        status = f" {self.first.status}" if self.first.status else ""
        return f"{self.first.operation}{status} {self.first.pointer}".strip()

    @property
    def rule(self) -> str:
        """The rule, with its line in the contract."""
        return self.first.rule + (f" ({CONTRACT_FILE.name}:{self.line})" if self.line else "")

    @property
    def line(self) -> int | None:
        """The line of the rule in `openapi.yaml`; None if no schema has it."""
        return line_of(self.first.source) if self.first.source else None

    @property
    def seen(self) -> str:
        """In how many answers it was seen. One answer can show several findings of a cause."""
        by_operation: dict[str, list[int]] = {}
        for finding in self.findings:
            by_operation.setdefault(finding.operation, []).append(finding.count)
        number = sum(max(numbers) for numbers in by_operation.values())
        is_exact = all(len(numbers) == 1 for numbers in by_operation.values())
        return ("" if is_exact else "at least ") + count(number, "answer")


@dataclass(frozen=True)
class Group:
    """Checks that a report names together: what they share, and the checks."""

    label: str
    checks: Sequence[Check]

    @property
    def operations(self) -> list[str]:
        return list(dict.fromkeys(check.operation or NO_OPERATION for check in self.checks))


def causes(run: Run) -> list[Cause]:
    """The findings by cause, the most severe first."""
    return [Cause(number, findings) for number, findings in enumerate(run.findings.causes(), 1)]


def broken(run: Run) -> list[Group]:
    """The broken checks by their statement."""
    return _grouped((check.sentence, check) for check in run.checks if check.outcome == "broken")


def blocked(run: Run) -> list[Group]:
    """The blocked checks by the findings that block them."""
    numbers, titles = run.findings.numbers(), {cause.number: cause.title for cause in causes(run)}

    def blocker(check: Check) -> str:
        found = sorted({numbers[key] for key in check.blocked_by if key in numbers})
        if not found:
            return check.why
        named = f"by finding{'s' if found[1:] else ''} {joined([*map(str, found)])}"
        return named if found[1:] else f"{named}: {titles[found[0]]}"

    groups = _grouped((blocker(check), check) for check in run.checks if check.outcome == "blocked")
    return sorted(groups, key=lambda group: -len(group.checks))


def skipped(run: Run) -> list[Group]:
    """The skipped checks by reason, the most frequent first."""
    groups = _grouped((check.why, check) for check in run.checks if check.outcome == "skipped")
    return sorted(groups, key=lambda group: -len(group.checks))


def _grouped(pairs: Iterable[tuple[str, Check]]) -> list[Group]:
    groups: dict[str, list[Check]] = {}
    for label, check in pairs:
        groups.setdefault(label, []).append(check)
    return [Group(label, checks) for label, checks in groups.items()]


def unreached(run: Run, operations: Iterable[Operation]) -> dict[str, list[str]]:
    """The operations that never answered with a success, by reason."""
    by_reason: dict[str, list[str]] = {}
    for operation in operations:
        if not run.reached(operation.id):
            why = run.withheld.get(operation.id, "the operation never answered with a success")
            by_reason.setdefault(why, []).append(operation.id)
    return by_reason


def leftovers(run: Run) -> dict[tuple[str, str], list[str]]:
    """What the run leaves on the server: what was done and why it stays, with the resources."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for line in run.leftovers:
        resource, _, why = line.rpartition(": ")
        operation, _, ids = resource.partition(" ")
        # A resource that was changed is named by its path alone.
        key, item = ((operation, why), ids) if ids else (("", why), operation)
        by_reason.setdefault(key, []).append(item)
    return by_reason


def outcomes(run: Run) -> Counter[str]:
    """How many checks ended how."""
    return Counter(check.outcome for check in run.checks)


def verdict(run: Run) -> tuple[str, str]:
    """The result in one sentence, and the outcome that stands for it."""
    found, failed = len(run.findings.causes()), outcomes(run)["broken"]
    departures = f"{count(found, 'finding')}, {count(failed, 'broken check')}"
    reported = f"; reported: {departures}" if found or failed else ""
    if run.is_interrupted:
        return f"The run was interrupted{reported}", "broken" if reported else "skipped"
    if run.trouble:
        return f"Not everything could be checked: {run.trouble}{reported}", "broken" if reported else "skipped"
    if found or failed:
        return f"The contract is broken: {departures}", "broken"
    if not outcomes(run)["kept"]:
        return "No check could be made", "skipped"
    return "The contract is kept in every check that was made", "kept"


def facts(run: Run) -> Iterator[tuple[str, str]]:
    """The run in names and values."""
    yield "Server", run.base_url or "the sandbox, in process"
    yield "Contract", contract()
    yield "Began", f"{run.began:%Y-%m-%d %H:%M:%S} UTC"
    yield "Duration", duration(run.seconds)
    yield "Depth", run.limits.depth
    yield "Tags", ", ".join(run.tags) or "all"
    yield "Seed", run.seed or "none"
    yield "Requests", str(run.requests)
    yield "Waits", waits(run) or "none"


def contract() -> str:
    """Which contract the server was checked against."""
    info = CONTRACT.document["info"]
    return f"{info['title']} {info['version']} ({CONTRACT_FILE.name}, sha256 {digest()[:SHORT_DIGEST]})"


@cache
def digest() -> str:
    """The SHA-256 of `openapi.yaml`."""
    return hashlib.sha256(CONTRACT_FILE.read_bytes()).hexdigest()


def waits(run: Run) -> str:
    """How long the run has waited for the server, and which answers it did not take; empty if it has done neither."""
    retried = [f"{number} × {status or 'no answer'}" for status, number in sorted(run.retried.items())]
    waited = [f"waited {duration(run.pace.waited)} for the server"] if run.pace.waited else []
    return "; ".join([*waited, *([f"requests sent again after: {', '.join(retried)}"] if retried else [])])


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def joined(words: Sequence[str], conjunction: str = "and") -> str:
    """A list in a sentence."""
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}" if words[1:] else "".join(words)


def shortened(words: Sequence[str], most: int, noun: str = "more") -> str:
    """The first words of a list, and how many there are besides."""
    return joined([*words[:most], f"{len(words) - most} {noun}"] if len(words) > most else list(words))


def line_of_operation(operation_id: str) -> int:
    """The line of an operation in `openapi.yaml`; the first one for checks of no single operation."""
    operation = CONTRACT.operations.get(operation_id)
    return line_of(json_pointer.join("/paths", operation.path, operation.method.lower())) if operation else 1
