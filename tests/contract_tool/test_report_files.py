"""The files of a report for programs: JSON, SARIF, annotations of GitHub, JUnit."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from tests.contract.model.departures import line_of
from tests.contract.model.operations import OPERATIONS
from tests.contract.runner import contract_file, github, junit, report, results, sarif
from tests.contract.runner.run import Check, Run
from tests.contract_tool.example_run import HOSTILE, KEY, PROJECT_ID, example_run
from tests.oracle import CONTRACT, ROOT, Departure

# As pytest writes it.
JUNIT = """<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" tests="1">
<testcase classname="checks" name="test_it"><failure message="has the key {key}">a link to ?signature=s</failure>
</testcase></testsuite></testsuites>"""


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(contract_file.WORKSPACE, raising=False)


def line_with(text: str) -> int:
    """The line of the contract that has this text."""
    (number,) = [n for n, line in enumerate(CONTRACT.read_text("utf-8").splitlines(), 1) if line.strip() == text]
    return number


def test_all_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "junit.xml").write_text(JUNIT, encoding="utf-8")
    report.write(tmp_path, example_run(), OPERATIONS)

    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "report.json", "report.sarif", "junit.xml"}
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == json.loads(
        json.dumps(report.data(example_run()))
    )


def test_files_can_be_read_whatever_a_server_sends(tmp_path: Path) -> None:
    run = example_run()
    run.observe("listAois", 200, [Departure("/half of a pair \ud800", "rule", "must be text, is \udfff\x00")])
    report.write(tmp_path, run, OPERATIONS)

    assert "/half of a pair \ud800" in json.dumps(json.loads((tmp_path / report.DATA).read_bytes()), ensure_ascii=False)
    assert json.loads((tmp_path / report.SARIF).read_bytes())["runs"]
    assert "half of a pair" in (tmp_path / report.PAGE).read_text(encoding="utf-8")


def test_json_has_what_the_page_of_the_documentation_promises() -> None:
    data = json.loads(json.dumps(report.data(example_run())))

    assert set(data) == {"run", "findings", "checks"}
    assert data["run"]["outcome"] == "broken"
    assert data["run"]["contract"]["sha256"] == results.digest()
    first = data["findings"][1]
    assert first | {"curl": ""} == {
        "cause": 2,
        "operation": "listProjects",
        "status": 200,
        "pointer": "/projects/0/created_at",
        "place": "/projects/*/created_at",
        "rule": "pattern of Timestamp",
        "source": "/components/schemas/Timestamp/pattern",
        "line": line_of("/components/schemas/Timestamp/pattern"),
        "message": 'must be like "2024", is "late"',
        "expected": 'like "2024"',
        "got": '"late"',
        "count": 1,
        "curl": "",
    }
    assert [finding["cause"] for finding in data["findings"]] == [1, 2, 2, 3]
    (blocked,) = [check for check in data["checks"] if check["outcome"] == "blocked"]
    assert blocked["blocked_by"] == [3]
    assert blocked["sentence"] == "It is found"


def test_sarif_is_valid_and_has_each_cause_once() -> None:
    log = sarif.log(example_run())
    SarifLog.model_validate_json(json.dumps(log))

    (run,) = log["runs"]
    assert [result["message"]["text"].partition("\n")[0] for result in run["results"]] == [
        "listProjects 418: must have the status 200 or 404, has 418",
        'listProjects 200 /projects/0/created_at: must be like "2024", is "late"',
        "listProjects 200 /projects/0/id: must be a string, is 7",
        f"It is right: must be 1, is {HOSTILE}",
    ]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert "Also in getProject /project/created_at." in run["results"][1]["message"]["text"]


def test_sarif_schema_refuses_what_is_no_sarif() -> None:
    log = sarif.log(example_run())
    log["runs"][0]["results"][0]["place"] = "openapi.yaml"

    with pytest.raises(ValidationError):
        SarifLog.model_validate_json(json.dumps(log))


def test_sarif_points_to_the_lines_of_the_contract() -> None:
    places = [result["locations"][0]["physicalLocation"] for result in sarif.log(example_run())["runs"][0]["results"]]

    assert {place["artifactLocation"]["uri"] for place in places} == {"openapi.yaml"}
    lines = CONTRACT.read_text("utf-8").splitlines()
    number = places[2]["region"]["startLine"]
    assert lines[number - 1].strip() == "type: string"
    assert lines[number - 2].strip() == "id:"
    # A broken check is at its operation.
    path = line_with("/v0/projects/{id}:")
    assert path < places[3]["region"]["startLine"] < path + 15


def test_names_in_sarif_stay_the_same_and_differ_by_cause() -> None:
    names = [result["ruleId"] for result in sarif.log(example_run())["runs"][0]["results"]]
    more = example_run()
    more.observe("getAoi", 200, [Departure("/id", "type is string", "must be a string, is 8", PROJECT_ID)])
    more.observe("getAoi", 200, [Departure("/x", "type is string", "must be a string, is 8", "/other")])

    # The most severe one, so that the others have other numbers.
    more.observe("getAoi", 200, [Departure("", "no answer shows a key", "the answer shows a key")])

    later = [result["ruleId"] for result in sarif.log(more)["runs"][0]["results"]]
    assert len(set(names)) == len(names)
    assert set(names) < set(later)
    assert len(later) == len(names) + 2


def test_annotations_are_escaped_commands_at_lines() -> None:
    lines = list(github.lines(example_run()))

    assert len(lines) == 4
    assert lines[2] == (
        f"::error file=openapi.yaml,line={line_of(PROJECT_ID)},title=listProjects 200 /projects/0/id"
        "::must be a string, is 7"
    )
    run = Run(checks=[Check("test_x", "reading", "", "broken", "a: 100%, b\n::error::c\r\x1b")])
    assert list(github.lines(run)) == ["::error file=openapi.yaml,line=1,title=X::a: 100%25, b%0A::error::c\\x1b"]
    run.observe("a,b", 200, [Departure("/c:d", "rule", "e")])
    assert next(github.lines(run)) == "::error file=openapi.yaml,line=1,title=a%2Cb 200 /c%3Ad::e"


def test_long_message_of_an_annotation_is_cut_off() -> None:
    run = Run(checks=[Check("test_x", "reading", "", "broken", "w" * 9000)])

    assert [len(line) for line in github.lines(run)] == [len("::error file=openapi.yaml,line=1,title=X::…") + 500]


def test_annotations_are_as_many_as_github_shows() -> None:
    run = Run()
    for number in range(30):
        run.observe(f"operation{number}", 200, [Departure("", f"rule {number}", "x")])

    assert len(list(github.lines(run))) == 10


def test_paths_are_relative_to_the_repository_that_is_checked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(contract_file.WORKSPACE, str(ROOT.parent))
    assert contract_file.path() == f"{ROOT.name}/openapi.yaml"

    monkeypatch.setenv(contract_file.WORKSPACE, "/elsewhere")
    assert contract_file.path() == "openapi.yaml"


def test_junit_has_the_findings_beside_the_checks_and_no_secrets(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(JUNIT.format(key=KEY), encoding="utf-8")
    junit.complete(path, example_run())

    checks, findings = ElementTree.parse(path).getroot().iter("testsuite")  # noqa: S314  our own file
    assert [case.attrib["name"] for case in checks] == ["test_it"]
    assert findings.attrib["tests"] == findings.attrib["failures"] == "3"
    names = [case.attrib["name"] for case in findings]
    assert names == ["listProjects 418", "listProjects 200 /projects/0/created_at", "listProjects 200 /projects/0/id"]
    (failure,) = findings[2]
    assert failure.attrib["message"] == "must be a string, is 7"
    assert "curl -sS -X GET" in str(failure.text)
    text = path.read_text("utf-8")
    assert KEY not in text
    assert "signature" not in text


def test_junit_of_a_kept_contract_has_no_suite_of_findings(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(JUNIT, encoding="utf-8")
    junit.complete(path, Run())

    assert len(list(ElementTree.parse(path).getroot().iter("testsuite"))) == 1  # noqa: S314  our own file


def test_junit_is_xml_whatever_a_server_sends(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(JUNIT, encoding="utf-8")
    run = Run()
    run.observe("getAoi", 200, [Departure("/\x00", "rule", f"must be a, is {HOSTILE}\x0b\ud800")])
    junit.complete(path, run)

    *_, failure = ElementTree.parse(path).getroot().iter("failure")  # noqa: S314  our own file
    assert "<script>alert(1)</script>" in failure.attrib["message"]
