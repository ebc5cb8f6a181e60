"""Findings: each rule at each place once, grouped by cause, the same when several processes have found them."""

from __future__ import annotations

from tests.contract.runner.findings import Findings
from tests.oracle import Departure

PROJECT_ID = "/components/schemas/Project/properties/id/type"


def departure(pointer: str, source: str = PROJECT_ID) -> Departure:
    return Departure(pointer, "type is string", "must be a string, is 7", source)


def test_rule_that_many_items_break_is_one_finding_that_counts_answers() -> None:
    findings = Findings()

    findings.record("listProjects", 200, [departure(f"/projects/{number}/id") for number in range(500)], "curl 1")
    findings.record("listProjects", 200, [departure("/projects/0/id")], "curl 2")

    (finding,) = findings
    assert (finding.count, finding.place, finding.pointer) == (2, "/projects/*/id", "/projects/0/id")
    assert finding.curl == "curl 1"


def test_same_rule_of_the_contract_is_one_cause_in_all_operations() -> None:
    findings = Findings()

    findings.record("listProjects", 200, [departure("/projects/0/id")], "")
    findings.record("getProject", 200, [departure("/id")], "")

    (cause,) = findings.causes()
    assert [finding.operation for finding in cause] == ["listProjects", "getProject"]
    assert {findings.number(finding.key) for finding in findings} == {1}


def test_other_rules_and_places_are_other_causes() -> None:
    findings = Findings()

    findings.record("getProject", 200, [departure("/id"), departure("/name", "/other")], "")
    findings.record("getAoi", 200, [departure("", ""), departure("/x", "")], "")

    assert len(findings.causes()) == 4


def test_failures_of_the_server_come_before_wrong_values() -> None:
    findings = Findings()

    findings.record("getProject", 200, [departure("/id")], "")
    findings.record("getAoi", 500, [departure("", "")], "")
    findings.record("getAoi", 200, [Departure("", "no answer shows a key", "the answer shows a key")], "")

    first = [cause[0] for cause in findings.causes()]
    assert first[0].rule == "no answer shows a key"
    assert [finding.status for finding in first] == [200, 500, 200]


def test_findings_of_several_processes_are_the_same_as_those_of_one() -> None:
    one, main = Findings(), Findings()
    workers = [Findings(), Findings()]
    for number in range(4):
        found = [departure(f"/projects/{number}/id"), departure(f"/x/{number % 2}y", "")]
        one.record("listProjects", 200, found, "curl")
        workers[number % 2].record("listProjects", 200, found, "curl")
        main.merge(workers[number % 2].take_new())

    assert {(finding.key, finding.count) for finding in main} == {(finding.key, finding.count) for finding in one}
    assert all(worker.take_new() == [] for worker in workers)
