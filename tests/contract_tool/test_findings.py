"""Findings: each rule at each place once, grouped by cause, the same when several processes have found them."""

from __future__ import annotations

import json

import pytest

from tests.contract.outcomes import Blocked
from tests.contract.runner import results
from tests.contract.runner.findings import Findings
from tests.contract.runner.run import Observed, Run
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


def test_undocumented_status_of_a_valid_request_is_one_cause() -> None:
    findings = Findings()

    findings.record("getAoi", 418, [Departure("", "a valid request is answered with 200", "must be 200, is 418")], "")
    findings.record("getAoi", 418, [Departure("", "status 200", "must have the status 200, has 418", "/paths")], "")
    findings.record("listAois", 418, [Departure("", "a valid request is answered with 200", "must be 200, is 418")], "")

    first, other = findings.causes()
    assert [finding.source for finding in first] == ["/paths", ""]
    assert [finding.operation for finding in other] == ["listAois"]


def test_rule_without_a_schema_is_one_cause_in_all_operations() -> None:
    findings = Findings()
    length = Departure("header Content-Length", "it is the length of the body", "must be 3, is 4")

    findings.record("getAoi", 200, [length], "")
    findings.record("listAois", 200, [length], "")

    assert len(findings.causes()) == 1


def test_answers_are_counted_once_for_each_cause() -> None:
    run = Run()
    for _ in range(3):
        run.observe("listProjects", 200, [departure("/projects/0/id"), departure("/projects/0/metadata/id")])
    run.observe("getProject", 200, [departure("/id")])

    (cause,) = results.causes(run)
    # Three answers of listProjects and one of getProject, or more if one answer has shown one place only.
    assert cause.seen == "at least 4 answers"
    assert cause.others == ["listProjects /projects/*/metadata/id", "getProject /id"]


def test_message_is_split_into_expected_and_got() -> None:
    findings = Findings()
    messages = ['must be "a", "b" or "c", is "d, is e"', "must have at least 2 items, has 1", "it took 40 s"]
    findings.record("getAoi", 200, [Departure(f"/{text}", "rule", text) for text in messages], "")
    findings.record("getAoi", 200, [Departure("", "required: id", "must have id, has name and status")], "")

    assert [(finding.expected, finding.got) for finding in findings] == [
        ('"a", "b" or "c"', '"d, is e"'),
        ("at least 2 items", "1"),
        ("", ""),
        ("the field id", "name and status"),
    ]


def test_departed_ids_are_known_by_their_finding() -> None:
    findings = Findings()
    findings.record("listProjects", 200, [departure("/projects/0/id")], "")
    other = Departure("/projects/0/size", "type is string", "must be a string, is 8", "/size")
    findings.record("listProjects", 200, [other], "")

    assert findings.of_id(["x", "7"]) == ("listProjects", "/projects/*/id", "type is string")
    assert findings.of_id(["8"]) is None


def test_shared_preparation_that_cannot_read_an_answer_blocks_each_check() -> None:
    run = Run(base_url="http://127.0.0.1:9")
    made = []

    def prepare() -> int:
        made.append(1)
        run.observe("listProjects", 200, [departure("/projects/0/id")])
        return int(json.loads("{}")["count"])

    for _ in range(2):
        run.observed = Observed()
        with pytest.raises(Blocked, match="an answer cannot be read: KeyError"):
            run.shared("projects", prepare)
        assert [key[0] for key in run.observed.findings] == ["listProjects"]
    assert made == [1]


def test_shared_preparation_that_fails_without_a_finding_is_no_finding() -> None:
    run = Run(base_url="http://127.0.0.1:9")

    with pytest.raises(KeyError):
        run.shared("projects", lambda: json.loads("{}")["count"])
