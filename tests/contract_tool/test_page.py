"""docs/checking-a-server.md: its samples use existing tags, targets and variables."""

from __future__ import annotations

import re

import yaml

from tests.contract import __main__ as program
from tests.contract.model.operations import OPERATIONS
from tests.contract.runner import report
from tests.contract.runner.run import EXIT_INCOMPLETE
from tests.contract_tool.example_run import example_run
from tests.oracle import ROOT

TEXT = (ROOT / "docs" / "checking-a-server.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
(SAMPLE,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
JOB = yaml.safe_load(SAMPLE)["jobs"]["contract"]


def test_jobs_of_the_sample_cover_every_tag_once() -> None:
    tags = [tag for group in JOB["strategy"]["matrix"]["tags"] for tag in group.split(",")]

    assert sorted(tags) == sorted({operation.tag for operation in OPERATIONS})


def test_targets_and_variables_of_the_page_exist() -> None:
    commands = [step["run"] for step in JOB["steps"] if "run" in step] + re.findall(r"make [a-z]+ .*", TEXT)
    for target in {word for command in commands for word in re.findall(r"\bmake (contract[a-z-]*)", command)}:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target
    for variable in {name for command in commands for name in re.findall(r"\b([A-Z_]+)=", command)}:
        assert variable.startswith("PIXXEL_") or re.search(rf"^{variable} \?=", MAKEFILE, re.MULTILINE), variable


def rows(title: str) -> list[list[str]]:
    """The rows of the table whose head begins with these words, as cells."""
    table = TEXT.partition(f"| {title} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table]


def test_every_option_is_explained() -> None:
    source = (ROOT / "tests" / "contract" / "__main__.py").read_text(encoding="utf-8")
    options = set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"', source))

    assert {option.strip("`") for _, option, _ in rows("variable") if option} == options
    assert options


def test_every_exit_code_is_explained() -> None:
    codes = {program.KEPT, program.BROKEN, program.USAGE, program.INTERRUPTED, EXIT_INCOMPLETE}

    assert {int(code) for code, _ in rows("exit code")} == codes


def test_every_file_of_the_report_is_explained() -> None:
    assert {name.strip("`") for name, _ in rows("file")} == {report.PAGE, report.DATA, report.SARIF, report.JUNIT}


def test_keys_of_the_data_are_those_of_the_page() -> None:
    data = report.data(example_run())
    named = {key.strip("`"): re.findall(r"`([a-z_0-9]+)`", text) for key, text in rows("key")}

    assert set(named) == set(data)
    for part, values in {"run": data["run"], "findings": data["findings"][0], "checks": data["checks"][0]}.items():
        assert set(values) <= set(named[part]), part
