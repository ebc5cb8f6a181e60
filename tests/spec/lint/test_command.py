"""`make lint-spec` runs all it says it runs, reports what they find, and says in a sentence when it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.oracle import ROOT
from tests.spec.lint import redocly
from tests.spec.lint.__main__ import main
from tests.spec.lint.support import break_


def test_a_clean_file_leaves_nothing_to_say(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: 3 operations, nothing to say\n"


def test_without_a_file_it_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    assert capsys.readouterr().out.splitlines()[-1].startswith("openapi.yaml: ")


def test_there_is_a_line_for_each_problem(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_(file, "      summary: Get a thing\n", "")
    assert main([str(file)]) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    where = "#/paths/~1things~1{thing_id}/get/summary, line 11"
    assert lines == [
        "GET /things/{thing_id} has no summary",
        f"{where}: Operation object should contain `summary` field. (Redocly, operation-summary)",
    ]
    assert last == f"{file}: 3 operations, 2 problems"


def test_what_is_not_openapi_fails(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_(file, "in: query", "in: question")
    assert main([str(file)]) == 1
    assert "/parameters/0/in is not valid OpenAPI 3.1: " in capsys.readouterr().out


def test_a_reference_out_of_the_file_is_not_followed(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_(file, '{$ref: "#/components/schemas/Part"}', '{$ref: "https://things.test/part.yaml"}')
    monkeypatch.setattr(redocly, "problems", lambda _: pytest.fail("Redocly was run"))
    assert main([str(file)]) == 1
    assert "leads out of #/components" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read: No such file or directory. "),
        ("a: [", "does not parse at line 1, column 5: "),
        ("a: 1\na: 2", "does not parse at line 2, column 1: the key 'a' stands twice. "),
        ("[]", "is no OpenAPI 3.1 document: at its top, `openapi` is None. "),
        ("openapi: 3.0.4\npaths: {}", "is no OpenAPI 3.1 document: at its top, `openapi` is 3.0.4. "),
        ("openapi: 3.1.0", "has no `paths`. "),
        (
            "openapi: 3.1.0\npaths: {}\nx-day: 2024-13-14",
            "holds what YAML takes for a date, and is none: month must be in 1..12. ",
        ),
    ],
)
def test_what_is_no_contract_is_refused_in_a_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], content: str | None, problem: str
) -> None:
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    assert main([str(file)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"{file} {problem}")
    assert output.err.count("\n") == 1


def test_what_is_lost_among_the_parameters_is_said_and_counted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_(file, "- {name: kind,", '- {$ref: "#/components/parameters/Kind"}\n        - {name: kind,')
    assert main([str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "#/paths/~1things~1{thing_id}/get/parameters/0: the reference #/components/parameters/Kind leads nowhere",
        f"{file}: 3 operations, 1 problem",
    ]


def test_nothing_lands_without_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test:.*\blint-spec\b", makefile, re.MULTILINE)
