"""The project's own files: workflows are valid and safe, and what the documents name exists."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pixxel_client import CONTRACT_VERSION
from tests.oracle import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *GITHUB.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "tests/README.md"])
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# A misspelt key; and what GitHub would run all the same: an action by a tag that can move, and a title as a command.
INVALID = """
name: invalid
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    timeout: 5
    steps:
      - run: make test
"""
UNSAFE = """
name: unsafe
on: pull_request
permissions: {}
jobs:
  test:
    name: test
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - run: echo "${{ github.event.pull_request.title }}"
"""


def command(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    path = Path(sys.executable).with_name(program)
    return subprocess.run(  # noqa: S603
        [path, *arguments], capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )


def schema_check(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    return command("check-jsonschema", "--builtin-schema", schema, *files)


def audit(*paths: Path) -> subprocess.CompletedProcess[str]:
    options = ("--offline", "--quiet", "--no-progress", "--persona=pedantic", "--collect=all", "--strict-collection")
    return command("zizmor", *options, *paths)


def read_yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(path)
    return content


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code_of(path: Path) -> list[str]:
    """The commands of a file: all of a workflow but its comments, the code in a document."""
    text = text_of(path)
    if path.suffix == ".md":
        return re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL)
    return [re.sub(r"(^|\s)#.*", "", text)]


def anchors_of(document: Path) -> set[str]:
    """What GitHub makes of the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", text_of(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
    ],
)
def test_files_for_github_follow_their_schemas(schema: str, files: list[Path]) -> None:
    assert files
    result = schema_check(schema, *files)
    assert result.returncode == 0, result.stdout


def test_an_invalid_workflow_is_refused(tmp_path: Path) -> None:
    (tmp_path / "invalid.yml").write_text(INVALID, encoding="utf-8")
    result = schema_check("vendor.github-workflows", tmp_path / "invalid.yml")
    assert result.returncode == 1
    assert "'timeout' was unexpected" in result.stdout


def test_workflows_pin_their_actions_and_have_no_more_rights_than_they_use() -> None:
    result = audit(GITHUB)
    assert result.returncode == 0, result.stdout
    # An expression that cannot be parsed is only a warning.
    assert "WARN" not in result.stderr, result.stderr


def test_an_unsafe_workflow_is_refused(tmp_path: Path) -> None:
    (tmp_path / "unsafe.yml").write_text(UNSAFE, encoding="utf-8")
    result = audit(tmp_path / "unsafe.yml")
    assert result.returncode != 0
    assert "error[unpinned-uses]" in result.stdout
    assert "error[template-injection]" in result.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_need_jobs_that_exist(path: Path) -> None:
    jobs = read_yaml(path)["jobs"]
    needed = {name for job in jobs.values() for name in ([job["needs"]] if "needs" in job else [])}
    assert needed <= jobs.keys()


def test_python_versions_are_the_same_everywhere() -> None:
    classifiers = {
        name.rpartition(" ")[2]
        for name in PROJECT["project"]["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", name)
    }
    oldest = min(classifiers, key=lambda version: int(version.partition(".")[2]))
    jobs = read_yaml(GITHUB / "workflows/tests.yml")["jobs"]
    matrices = [job["strategy"]["matrix"] for job in jobs.values() if "strategy" in job]

    assert [set(matrix["python"]) for matrix in matrices] == [classifiers] * len(matrices)
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert PROJECT["tool"]["pyright"]["pythonVersion"] == oldest
    for name in ("README.md", "CONTRIBUTING.md"):
        assert f"Python {oldest} or newer" in text_of(ROOT / name), name


def test_operating_systems_are_those_that_are_tested() -> None:
    runners = {"ubuntu": "POSIX :: Linux", "macos": "MacOS", "windows": "Microsoft :: Windows"}
    jobs = read_yaml(GITHUB / "workflows/tests.yml")["jobs"].values()
    systems = {
        system.partition("-")[0]
        for job in jobs
        for system in job.get("strategy", {}).get("matrix", {}).get("system", [job["runs-on"]])
    }
    named = {name for name in PROJECT["project"]["classifiers"] if name.startswith("Operating System")}

    assert named == {f"Operating System :: {runners[system]}" for system in systems}


@pytest.mark.parametrize("path", [*DOCUMENTS, *WORKFLOWS], ids=name_of)
def test_make_targets_exist(path: Path) -> None:
    names = re.findall(r"^\.PHONY: (.+)$", text_of(ROOT / "Makefile"), re.MULTILINE)
    targets = {target for line in names for target in line.split()}
    used = {
        target
        for code in code_of(path)
        # Options and variables may stand before the targets.
        for words in re.findall(r"(?<![\w/.-])make (?:-\S+ |[A-Z_]+=\S+ )*([a-z][a-z-]*(?: [a-z][a-z-]*)*)", code)
        for target in words.split()
    }

    assert targets > {"test", "demo"}
    assert used <= targets


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_files_that_a_workflow_uses_exist(path: Path) -> None:
    names = re.findall(r"\b(?:docs|sandbox|templates|tests)/[\w./-]+[\w/]", text_of(path))
    assert [name for name in names if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target, _, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(#([^)]+))?\)", text_of(path)):
        document = path.parent / target if target else path
        assert document.exists(), target
        assert not anchor or anchor in anchors_of(document), f"{target}#{anchor}"


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "RELEASE.md", "SECURITY.md"])
def test_files_that_a_document_names_exist(document: str) -> None:
    names = re.findall(r"`((?:[\w.<>-]+/)+[\w.<>-]*|[\w-]+\.(?:md|py|toml|txt|yaml))`", text_of(ROOT / document))
    # `<noun>` stands for any; the real name of the repository is still to come.
    patterns = [re.sub(r"<\w+>", "*", name.rstrip("/")) for name in names if not name.startswith("example/")]

    assert patterns
    assert [pattern for pattern in patterns if not any(ROOT.glob(pattern))] == []


def test_generated_files_are_marked() -> None:
    marked = re.findall(r"^(\S+) linguist-generated$", text_of(ROOT / ".gitattributes"), re.MULTILINE)
    assert {"generated/**", "docs/operations.md"} <= set(marked)
    assert [pattern for pattern in marked if not any(ROOT.glob(pattern))] == []


def test_dependabot_looks_where_dependencies_are_and_leaves_the_generator_alone() -> None:
    manifests = {"pip": "pyproject.toml", "npm": "package.json", "github-actions": ".github/workflows"}
    updates = {update["package-ecosystem"]: update for update in read_yaml(GITHUB / "dependabot.yml")["updates"]}

    assert updates.keys() == manifests.keys()
    for ecosystem, update in updates.items():
        for directory in update.get("directories") or [update["directory"]]:
            assert (ROOT / directory.strip("/") / manifests[ecosystem]).exists(), directory
    looked_at = {directory.strip("/") for directory in updates["npm"]["directories"]}
    assert looked_at == {name_of(path.parent) for path in ROOT.glob("tests/**/node/package.json")}
    exact = {line.partition("==")[0] for line in PROJECT["dependency-groups"]["dev"] if "==" in line}
    assert {rule["dependency-name"] for rule in updates["pip"]["ignore"]} == exact


def test_hooks_before_a_commit_use_what_is_installed() -> None:
    hooks = [hook for repo in read_yaml(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program.startswith(".venv/bin/"), hook["id"]
        assert Path(sys.executable).with_name(Path(program).name).exists(), hook["id"]
        assert [name for name in arguments if name.endswith(".py") and not (ROOT / name).exists()] == [], hook["id"]


def test_the_repository_has_one_address() -> None:
    address = PROJECT["project"]["urls"]["Repository"]
    texts = [*DOCUMENTS, *FORMS, GITHUB / "ISSUE_TEMPLATE/config.yml", ROOT / "pyproject.toml"]
    for path in texts:
        found = re.findall(r"https://github\.com/[\w-]+/pixxel-client\b", text_of(path))
        assert set(found) <= {address}, path.name


def test_the_changelog_begins_with_the_next_release_and_its_contract() -> None:
    section = re.search(r"^## (\S+) — .+\n\nContract (\S+)\.$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert section
    assert section.groups() == (PROJECT["project"]["version"], CONTRACT_VERSION)


def test_the_release_workflow_is_the_one_that_the_steps_name() -> None:
    steps = text_of(ROOT / "RELEASE.md")
    publish = read_yaml(GITHUB / "workflows/release.yml")["jobs"]["publish"]
    assert "`release.yml`" in steps
    assert f"`{publish['environment']['name']}`" in steps
