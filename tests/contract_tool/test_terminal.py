"""What the terminal says at the end of a run: the first findings, then the rest in order of importance."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.model.operations import OPERATIONS
from tests.contract.runner import terminal
from tests.contract.runner.run import Check, Run
from tests.contract_tool.example_run import example_run
from tests.oracle import Departure

PAGE = Path("build/report.html")


@pytest.fixture(autouse=True)
def _not_on_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def printed(run: Run) -> list[str]:
    return [line.text for line in terminal.result(run, PAGE)]


def test_head_names_server_contract_depth_tags_and_seed() -> None:
    first, second, third, *_ = [line.text for line in terminal.head(example_run())]

    assert first == "Checking https://staging.example.com"
    assert second.startswith("against Pixxel Earth Observation API ")
    assert "sha256" in second
    assert third == "depth quick · tags all · seed 1"


def test_finding_has_expected_got_rule_count_and_command() -> None:
    lines = printed(example_run())
    start = lines.index("2. listProjects 200 /projects/0/created_at")

    assert lines[start + 1 : start + 3] == ['   expected  like "2024"', '   got       "late"']
    assert lines[start + 3].startswith("   rule      pattern of Timestamp (openapi.yaml:")
    assert lines[start + 4] == "   seen      in 3 answers; also in getProject /project/created_at"
    assert lines[start + 5].startswith("   curl -sS -X GET 'https://staging.example.com/v0/projects?limit=50'")


def test_sections_stand_in_the_order_of_importance() -> None:
    lines = printed(example_run())
    starts = [
        "3 findings: answers that depart from the contract",
        "2 broken checks",
        "1 blocked check",
        "      1  by finding 3: listProjects 200 /projects/0/id",
        "2 skipped checks",
        "      2  no key of another workspace",
        "Left on the server; the report has the IDs",
        "     30  createIndex: the API cannot delete it",
        "1 kept, 2 broken, 1 blocked and 2 skipped checks, 3 not applicable · 7 requests · 1 min 15 s",
        "waited 12 s for the server; requests sent again after: 2 × 429",
        "The contract is broken: 3 findings, 2 broken checks",
    ]

    assert [line for line in lines if line in starts] == starts
    assert lines[-1] == f"report: {PAGE}"


def test_only_the_first_findings_are_printed() -> None:
    run = example_run()
    for operation in OPERATIONS[20:29]:
        run.observe(operation.id, 418, [Departure("", "status 200", "must have the status 200, has 418", "/x")])

    lines = printed(run)
    assert sum(line.startswith("   seen ") for line in lines) == terminal.MOST_FINDINGS
    assert "and 7 more findings, which the report lists" in lines


def test_lines_have_at_most_100_columns_but_for_commands() -> None:
    run = example_run()
    place = "/".join(["", *["a_long_name_of_a_field"] * 12])
    run.observe("getAoi", 200, [Departure(place, "rule " * 60, f"must be {'x y ' * 90}, is {'z' * 300}")])
    run.checks.append(Check("test_" + "it_is_so_" * 40, "reading", "getAoi", "broken", "w " * 200, "curl " + "c" * 200))
    run.checks.append(Check("test_x", "reading", "getAoi", "skipped", "because " * 50))

    long = [line for line in printed(run) if len(line) > terminal.WIDTH]
    assert {line.strip().partition(" ")[0] for line in long} == {"curl"}

    run.trouble = "it is gone " * 20
    sentence, path = printed(run)[-2:]
    assert run.trouble in sentence
    assert path == f"report: {PAGE}"


def test_command_with_a_very_long_body_is_left_to_the_report() -> None:
    run = Run(checks=[Check("test_x", "reading", "getAoi", "broken", "why", "curl " + "c" * 5000)])

    assert "   curl      the report has the command; its body is long" in printed(run)


def test_what_a_server_sends_commands_neither_terminal_nor_github() -> None:
    run = example_run()
    run.checks[1].why = "first\n::error file=x::y\n\x1b[2J\u202e ##[group]"

    text = "\n".join(printed(run))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\x1b[2J\u202e" in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith(("::", "##["))]
    assert "· ::error file=x::y" in text


def test_run_that_has_not_begun_has_one_sentence() -> None:
    run = Run(trouble="http://x cannot be reached: refused; check --base-url and the network")

    assert printed(run) == [run.trouble, f"report: {PAGE}"]


def test_annotations_follow_on_github_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [line for line in printed(example_run()) if line.startswith("::")]

    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert [line for line in printed(example_run()) if line.startswith("::error file=openapi.yaml,line=")]
