"""Findings: the departures of a server from the contract, each recorded once, whoever sent the request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tests.contract.model.departures import Departure

# An operation, a place in its answers, and the rule that is broken there.
Key = tuple[str, str, str]
# Rules about the status of an answer. If a valid request is answered with a status that is not documented, both are
# broken, for one reason.
STATUS_RULES = ("status ", "a valid request is answered with")
# A message: what was expected, and what came.
MESSAGE = re.compile(r"must (?:be|have) (?P<expected>.+?), (?:is|has) (?P<got>.+)", re.DOTALL)
# A field of IDs, by which other requests name a resource.
ID_FIELD = re.compile(r"(?:^|[_/])ids?(?:/\*)?$")


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
        """What findings with the same cause share.

        That is the operation and the status for a wrong status, the rule in the contract for a wrong value, and the
        rule and the place for what no schema says, such as that a header has the length of the body.
        """
        if self.rule.startswith(STATUS_RULES):
            return self.operation, "", f"status {self.status}"
        return "", self.source or self.place, self.rule

    @property
    def sentence(self) -> str:
        where = f" {self.pointer}" if self.pointer else ""
        return f"{self.operation} {self.status or 'no answer'}{where}: {self.message}"

    @property
    def expected(self) -> str:
        """What the contract says, from the message; empty if the message says it in other words."""
        if self.rule.startswith("required: "):
            return f"the field {self.rule.removeprefix('required: ')}"
        match = MESSAGE.fullmatch(self.message)
        return match["expected"] if match else ""

    @property
    def got(self) -> str:
        """What came instead; empty if `expected` is."""
        return _got(self.message)


class Findings:
    """All findings of a run, in the order in which they were first seen."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Finding] = {}
        # What is new since `take_new`, as findings with counts of their own.
        self._new: dict[Key, Finding] = {}
        # The IDs that depart from the contract, as text, each with its finding.
        self._ids: dict[str, Key] = {}

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def record(self, operation: str, status: int, departures: Iterable[Departure], curl: str) -> list[Key]:
        """Record the departures of one answer; one answer counts once for each place and rule."""
        by_place: dict[Key, Departure] = {}
        for departure in departures:
            key = operation, departure.place, departure.rule
            by_place.setdefault(key, departure)
            if ID_FIELD.search(departure.place) and (got := _got(departure.message)):
                self._ids.setdefault(_text(got), key)
        for (_, place, rule), departure in by_place.items():
            finding = Finding(
                operation, place, rule, departure.source, status, departure.pointer, departure.message, curl
            )
            self._add(self._by_key, finding)
            self._add(self._new, finding)
        return list(by_place)

    def of_id(self, ids: Iterable[Any]) -> Key | None:
        """The finding that one of these IDs departs from the contract, if there is one."""
        return next((self._ids[str(item)] for item in ids if str(item) in self._ids), None)

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
        return self.numbers()[key]

    def numbers(self) -> dict[Key, int]:
        """The numbers of all findings."""
        return {item.key: number for number, findings in enumerate(self.causes(), 1) for item in findings}

    def causes(self) -> list[list[Finding]]:
        """The findings grouped by cause, the most severe cause first."""
        groups: dict[Key, list[Finding]] = {}
        for finding in self:
            groups.setdefault(finding.cause, []).append(finding)
        # First the finding with a line of the contract.
        ordered = [sorted(group, key=lambda finding: not finding.source) for group in groups.values()]
        return sorted(ordered, key=lambda group: (_severity(group[0]), -sum(item.count for item in group)))

    @staticmethod
    def _add(findings: dict[Key, Finding], finding: Finding) -> None:
        known = findings.get(finding.key)
        if known is None:
            findings[finding.key] = Finding(**asdict(finding))
        else:
            known.count += finding.count


def _got(message: str) -> str:
    match = MESSAGE.fullmatch(message)
    return match["got"] if match else ""


def _text(value: str) -> str:
    """A value of a message, as it stands in the path of a request."""
    try:
        return str(json.loads(value))
    except ValueError:
        return value


def _severity(finding: Finding) -> int:
    """Which findings come first: secrets in answers, failures of the server, unreadable answers, wrong values."""
    if finding.rule.startswith("no answer shows"):
        return 0
    if finding.status >= 500:
        return 1
    if not finding.pointer:
        return 2
    return 3 if finding.source else 4
