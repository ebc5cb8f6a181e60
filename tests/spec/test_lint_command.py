"""`make lint-spec` runs all it says it runs, reports what they find, and says in a sentence when it cannot."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.oracle import CONTRACT, ROOT
from tests.spec import redocly
from tests.spec.documents import Unusable
from tests.spec.lint import main
from tests.spec.test_lint import DOCUMENT

# What Redocly wants besides.
CLEAN = DOCUMENT.replace(
    "info: {title: Things, version: 1.0.0}",
    'info: {title: Things, version: 1.0.0, license: {name: MIT, identifier: MIT}}\nservers: [{url: "https://things.test"}]',
).replace(
    '"429": {$ref: "#/components/responses/Error"}',
    '"429": {$ref: "#/components/responses/Error"}\n        "404": {$ref: "#/components/responses/Error"}',
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file without problems, to break."""
    path = tmp_path / "things.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def break_(file: Path, text: str, other: str) -> None:
    assert text in CLEAN
    file.write_text(CLEAN.replace(text, other, 1), encoding="utf-8")


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


# ── Redocly ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "other", "rule"),
    [
        ("#/components/schemas/Part", "#/components/schemas/Bart", "no-unresolved-refs"),
        ("examples: {whole: {value: {name: t1}}}", "examples: {whole: {value: {}}}", "no-invalid-media-type-examples"),
        # Redocly itself only warns of it.
        (", license: {name: MIT, identifier: MIT}", "", "info-license"),
    ],
)
def test_redocly_is_run_and_reports(file: Path, text: str, other: str, rule: str) -> None:
    assert redocly.problems(file) == []
    break_(file, text, other)
    found = redocly.problems(file)
    assert found
    assert [problem for problem in found if f"(Redocly, {rule})" not in problem] == []


def test_redocly_judges_the_contract(tmp_path: Path) -> None:
    document = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    del document["info"]["license"], document["servers"]
    copy = tmp_path / "openapi.yaml"
    copy.write_text(yaml.safe_dump(document), encoding="utf-8")
    found = " ".join(redocly.problems(copy))
    assert "(Redocly, info-license)" in found
    assert "(Redocly, no-empty-servers)" in found


def test_redocly_is_the_version_that_is_locked() -> None:
    locked = json.loads((ROOT / "tests/spec/linter/package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = json.loads((redocly.PROGRAM.parent.parent / "package.json").read_text(encoding="utf-8"))
    assert locked["node_modules/@redocly/cli"]["version"] == installed["version"]
    assert all("integrity" in package for name, package in locked.items() if name)
    assert not any("resolved" in package for package in locked.values())


def test_a_rule_that_redocly_does_not_know_is_no_rule(file: Path, tmp_path: Path) -> None:
    rules = tmp_path / "redocly.yaml"
    rules.write_text("extends: [recommended]\nrules: {info-licence: error}\n", encoding="utf-8")
    with pytest.raises(Unusable, match="Redocly"):
        redocly.problems(file, rules)


def test_it_says_what_to_do_where_redocly_is_not(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(redocly, "PROGRAM", tmp_path / "cli.js")
    assert main([str(file)]) == 2
    assert capsys.readouterr().err.endswith("Run make lint-spec, which installs it.\n")


def test_it_says_what_redocly_said_where_that_is_no_report(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cli.js").write_text("console.error('no more memory')", encoding="utf-8")
    monkeypatch.setattr(redocly, "PROGRAM", tmp_path / "cli.js")
    with pytest.raises(Unusable, match=r"reported nothing about .*things\.yaml, but said: no more memory"):
        redocly.problems(file)
