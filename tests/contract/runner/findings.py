"""Findings: the departures of a server from the contract, each recorded once, whoever sent the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tests.contract.model.departures import Departure

# An operation, a place in its answers, and the rule that is broken there.
Key = tuple[str, str, str]


@dataclass
class Finding:
    """A rule of the contract that the answers of one operation break at one place, with the first answer that did."""

    operation: str
    place: str
    rule: str
    # The JSON pointer of the rule in openapi.yaml; empty if no schema has the rule.
    source: str
    # The status, the pointer and the message of the first answer.
    status: int
    pointer: str
    message: str
    curl: str
    # How many answers break the rule there.
    count: int = 1

    @property
    def key(self) -> Key:
        return self.operation, self.place, self.rule

    @property
    def cause(self) -> Key:
        """What findings with the same cause share: the rule in the contract, or without one, the finding itself."""
        return ("", self.source, self.rule) if self.source else self.key

    @property
    def sentence(self) -> str:
        where = f" {self.pointer}" if self.pointer else ""
        return f"{self.operation} {self.status}{where}: {self.message}"


class Findings:
    """All findings of a run, in the order in which they were first seen."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Finding] = {}
        # What is new since `take_new`, as findings with counts of their own.
        self._new: dict[Key, Finding] = {}

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def record(self, operation: str, status: int, departures: Iterable[Departure], curl: str) -> list[Key]:
        """Record what one answer departs in; one answer counts once for each place and rule."""
        by_place: dict[Key, Departure] = {}
        for departure in departures:
            by_place.setdefault((operation, departure.place, departure.rule), departure)
        for (_, place, rule), departure in by_place.items():
            finding = Finding(
                operation, place, rule, departure.source, status, departure.pointer, departure.message, curl
            )
            self._add(self._by_key, finding)
            self._add(self._new, finding)
        return list(by_place)

    def merge(self, values: Iterable[Mapping[str, Any]]) -> None:
        """Add findings of another process, as plain values."""
        for value in values:
            self._add(self._by_key, Finding(**value))

    def take_new(self) -> list[dict[str, Any]]:
        """What was recorded since the last call, as plain values for `merge`."""
        new, self._new = self._new, {}
        return [asdict(finding) for finding in new.values()]

    def number(self, key: Key) -> int:
        """The number of a finding: that of its cause, in the order of `causes`."""
        return next(
            number for number, findings in enumerate(self.causes(), 1) if any(item.key == key for item in findings)
        )

    def causes(self) -> list[list[Finding]]:
        """The findings grouped by cause, the most severe cause first."""
        groups: dict[Key, list[Finding]] = {}
        for finding in self:
            groups.setdefault(finding.cause, []).append(finding)
        return sorted(groups.values(), key=lambda group: (_severity(group[0]), -sum(item.count for item in group)))

    @staticmethod
    def _add(findings: dict[Key, Finding], finding: Finding) -> None:
        known = findings.get(finding.key)
        if known is None:
            findings[finding.key] = Finding(**asdict(finding))
        else:
            known.count += finding.count


def _severity(finding: Finding) -> int:
    """Which findings come first: secrets in answers, failures of the server, unreadable answers, wrong values."""
    if finding.rule.startswith("no answer shows"):
        return 0
    if finding.status >= 500:
        return 1
    if not finding.pointer:
        return 2
    return 3 if finding.source else 4
