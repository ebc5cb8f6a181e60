"""The import rules and the names that ARCHITECTURE.md states."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import pixxel_client
from tests.oracle import ROOT, Contract

LAYERS = [f"the {package}'s rooms import only rooms below them" for package in ("client", "sandbox", "proof")]
MAY_IMPORT = {
    "generated/pixxel_client": {"attrs", "httpx", "jsonschema_rs", "msgspec", "pixxel_client", "yaml"},
    "sandbox/pixxel_sandbox": {"PIL", "jsonschema_rs", "pixxel_sandbox", "pytest", "starlette", "uvicorn", "yaml"},
}


def imported_modules(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it; relative imports, which stay in the package, are left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lint_imports(config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    words = [str(config), "--no-cache", "--no-logo"]
    return subprocess.run([*command, *words], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_the_packages_it_may(package: str) -> None:
    modules = list((ROOT / package).rglob("*.py"))
    imported = {name.partition(".")[0] for module in modules for name in imported_modules(module)}

    assert len(modules) > 10
    assert imported - sys.stdlib_module_names <= MAY_IMPORT[package]


def test_imports_point_down() -> None:
    result = lint_imports(ROOT / "pyproject.toml")

    assert result.returncode == 0, result.stdout
    for name in LAYERS:
        assert f"{name} KEPT" in result.stdout


@pytest.mark.parametrize("name", LAYERS)
def test_an_import_that_points_up_is_noticed(name: str, tmp_path: Path) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = [contract for contract in settings["contracts"] if contract["name"] == name]
    # With the layers upside down, every import that is allowed points up.
    (tmp_path / "upside_down.ini").write_text(
        f"""[importlinter]
root_package = {contract["containers"][0].partition(".")[0]}
[importlinter:contract:layers]
name = {name}
type = layers
containers = {contract["containers"][0]}
layers =
    """
        + "\n    ".join(reversed(contract["layers"])),
        encoding="utf-8",
    )

    result = lint_imports(tmp_path / "upside_down.ini")

    assert result.returncode == 1
    assert f"{name} BROKEN" in result.stdout


def test_no_test_module_imports_a_test_module() -> None:
    importing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for name in imported_modules(path)
        if name.startswith("tests.") and name.rpartition(".")[2].startswith("test_")
    ]

    # What several test modules need stands in a support.py.
    assert importing == []


def test_every_program_that_a_test_starts_has_a_timeout() -> None:
    calls = [
        (path, node)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "subprocess.run"
    ]
    without = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in calls
        if not any(keyword.arg == "timeout" for keyword in node.keywords)
    ]

    assert calls
    assert without == []


def test_the_noun_is_the_same_everywhere() -> None:
    contract = Contract.load()
    tags = {tag["name"] for tag in contract.document["tags"]}

    assert {operation.tag for operation in contract.operations.values()} == tags
    assert {path.name for path in (ROOT / "generated/pixxel_client/api").iterdir() if path.is_dir()} - {
        "__pycache__"
    } == tags
    assert {path.stem for path in (ROOT / "sandbox/pixxel_sandbox/resources").glob("[a-z]*.py")} == tags
    assert all(hasattr(pixxel_client.Pixxel, tag) and hasattr(pixxel_client.AsyncPixxel, tag) for tag in tags)


def test_the_exported_names_are_the_public_ones() -> None:
    assert sorted(pixxel_client.__all__) == sorted(dir(pixxel_client))
    for name in pixxel_client.__all__:
        assert getattr(pixxel_client, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pixxel_client.nothing


def test_importing_costs_what_is_used() -> None:
    program = (
        "import sys, pixxel_client;"
        "first = {name for name in sys.modules if name.startswith('pixxel_client')};"
        "import pixxel_client.api.visualizations.rollback_visualization_metadata;"
        "print(*sorted(first)); print(*sorted(n for n in sys.modules if n.startswith('pixxel_client.models.')))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300)  # noqa: S603

    package, models = result.stdout.splitlines()
    assert package.split() == ["pixxel_client", "pixxel_client._facts"]
    assert models == ""


def test_the_versions_of_client_and_contract_are_apart() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert pixxel_client.__version__ == project["version"]
    assert Contract.load().document["info"]["version"] == pixxel_client.CONTRACT_VERSION
