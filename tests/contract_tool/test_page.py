"""docs/checking-a-server.md: its samples use existing tags, targets and variables."""

from __future__ import annotations

import re

import yaml

from tests.contract.model.operations import OPERATIONS
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
