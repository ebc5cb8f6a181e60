"""Redocly is run as it is locked, and what it reports is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.oracle import Contract
from tests.spec.documents import Unusable
from tests.spec.lint import redocly
from tests.spec.lint.support import break_

pytestmark = pytest.mark.usefixtures("real_redocly")


@pytest.mark.parametrize(
    ("text", "other", "rule"),
    [
        ("#/components/schemas/Part", "#/components/schemas/Bart", "no-unresolved-refs"),
        ("examples: {whole: {value: {name: t1}}}", "examples: {whole: {value: {}}}", "no-invalid-media-type-examples"),
        # Redocly itself only warns of it.
        (", license: {name: MIT, identifier: MIT}", "", "info-license"),
    ],
)
def test_redocly_reports_what_it_finds(file: Path, text: str, other: str, rule: str) -> None:
    assert redocly.problems(file) == []
    break_(file, text, other)
    sentences = redocly.problems(file)
    assert sentences
    assert [problem for problem in sentences if f"(Redocly, {rule})" not in problem] == []


def test_redocly_lints_the_contract(tmp_path: Path) -> None:
    document = dict(Contract.load().document)
    del document["servers"]
    document["info"] = {key: value for key, value in document["info"].items() if key != "license"}
    copy = tmp_path / "openapi.yaml"
    # JSON is YAML, and faster to write.
    copy.write_text(json.dumps(document), encoding="utf-8")
    sentences = " ".join(redocly.problems(copy))
    assert "(Redocly, info-license)" in sentences
    assert "(Redocly, no-empty-servers)" in sentences


def test_the_installed_version_is_the_locked_one() -> None:
    locked = json.loads(redocly.RULES.with_name("package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = json.loads((redocly.PROGRAM.parent.parent / "package.json").read_text(encoding="utf-8"))
    assert locked["node_modules/@redocly/cli"]["version"] == installed["version"]
    assert all("integrity" in package for name, package in locked.items() if name)
    assert not any("resolved" in package for package in locked.values())


def test_an_unknown_rule_is_an_error(file: Path, tmp_path: Path) -> None:
    rules = tmp_path / "redocly.yaml"
    rules.write_text("extends: [recommended]\nrules: {info-licence: error}\n", encoding="utf-8")
    with pytest.raises(Unusable, match="Redocly"):
        redocly.problems(file, rules)


def test_the_output_is_shown_if_it_is_no_report(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cli.js").write_text("console.error('no more memory')", encoding="utf-8")
    monkeypatch.setattr(redocly, "PROGRAM", tmp_path / "cli.js")
    with pytest.raises(Unusable, match=r"wrote no report about .*things\.yaml\. The end of its output: no more memory"):
        redocly.problems(file)
