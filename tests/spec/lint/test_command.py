"""The command lints the contract or another file, prints a line for each problem, and exits with a documented code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.oracle import CONTRACT, ROOT, Contract
from tests.spec.lint import __main__ as command
from tests.spec.lint import redocly
from tests.spec.lint.__main__ import main
from tests.spec.lint.support import break_


@pytest.mark.usefixtures("real_redocly")
def test_a_clean_file_has_no_problems(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: 3 operations, no problems\n"


def test_the_default_is_the_contract(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    contract = Contract.load()
    monkeypatch.setattr(command, "problems", lambda document: [f"linted: {document == contract.document}"])
    monkeypatch.setattr(redocly, "problems", lambda path: [f"{path} is wrong"])
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "linted: True",
        f"{CONTRACT} is wrong",
        f"openapi.yaml: {len(contract.operations)} operations, 2 problems",
    ]


@pytest.mark.usefixtures("real_redocly")
def test_each_problem_has_a_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_(file, "      summary: Get a thing\n", "")
    assert main([str(file)]) == 1
    pointer = "#/paths/~1things~1{thing_id}/get/summary, line 11"
    assert capsys.readouterr().out.splitlines() == [
        "GET /things/{thing_id} has no summary",
        f"{pointer}: Operation object should contain `summary` field. (Redocly, operation-summary)",
        f"{file}: 3 operations, 2 problems",
    ]


@pytest.mark.usefixtures("no_redocly")
def test_invalid_openapi_exits_with_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_(file, "in: query", "in: question")
    assert main([str(file)]) == 1
    assert "/parameters/0/in is not valid OpenAPI 3.1: " in capsys.readouterr().out


def test_redocly_does_not_follow_references_out_of_the_file(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_(file, '{$ref: "#/components/schemas/Part"}', '{$ref: "https://things.test/part.yaml"}')
    monkeypatch.setattr(redocly, "problems", lambda path: pytest.fail("Redocly was run"))
    assert main([str(file)]) == 1
    assert "leads out of #/components" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read: No such file or directory. "),
        ("a: [", "does not parse at line 1, column 5: "),
        ("a: 1\na: 2", "does not parse at line 2, column 1: the key 'a' is repeated. "),
        ("[]", "is no OpenAPI 3.1 document: at its top, `openapi` is None. "),
        ("openapi: 3.0.4\npaths: {}", "is no OpenAPI 3.1 document: at its top, `openapi` is 3.0.4. "),
        ("openapi: 3.1.0", "has no `paths`. "),
        (
            "openapi: 3.1.0\npaths: {}\nx-day: 2024-13-14",
            "has a value that YAML reads as a date, but it is none: month must be in 1..12. ",
        ),
    ],
)
def test_an_unusable_file_is_refused_in_one_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], content: str | None, problem: str
) -> None:
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    assert main([str(file)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"{file} {problem}")
    assert output.err.count("\n") == 1


def test_a_lost_reference_of_a_parameter_is_reported(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_(file, "- {name: kind,", '- {$ref: "#/components/parameters/Kind"}\n        - {name: kind,')
    assert main([str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "#/paths/~1things~1{thing_id}/get/parameters/0: the reference #/components/parameters/Kind leads nowhere",
        f"{file}: 3 operations, 1 problem",
    ]


def test_make_test_lints_the_contract() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test:.*\n(\t.*\n)*\t.*\blint-contract\b", makefile, re.MULTILINE)


def test_without_redocly_the_other_problems_are_reported(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(redocly, "PROGRAM", tmp_path / "cli.js")
    break_(file, "      summary: Get a thing\n", "")
    assert main([str(file)]) == 2
    output = capsys.readouterr()
    assert output.out.splitlines() == [
        "GET /things/{thing_id} has no summary",
        f"{file}: 3 operations, 1 problem without Redocly",
    ]
    assert re.fullmatch(
        r"Redocly is not installed in .*, so its rules were not checked\. make lint-spec installs .*\.\n", output.err
    )


@pytest.mark.usefixtures("no_redocly")
def test_fix_writes_the_missing_errors_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = file.read_text(encoding="utf-8")
    break_(file, '        "403": {$ref: "#/components/responses/Forbidden"}\n', "")
    assert main([str(file)]) == 1
    assert main(["--fix", str(file)]) == 0
    assert capsys.readouterr().out.endswith(f"{file}: 3 operations, no problems\n")
    assert file.read_text(encoding="utf-8") == clean


def test_fix_leaves_an_unusable_file_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("a: [", encoding="utf-8")
    assert main(["--fix", str(file)]) == 2
    assert file.read_text(encoding="utf-8") == "a: ["
