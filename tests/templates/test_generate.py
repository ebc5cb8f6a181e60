"""Generation gives the same package every time; `--check` compares it with the committed one."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.oracle import CONTRACT, ROOT, Contract
from tests.templates.support import generated, written

PACKAGE = ROOT / "generated" / "pixxel_client"
# The modules that do not depend on the contract.
COPIED = ROOT / "templates" / "package"
SMALL = """
    paths:
      /things:
        get:
          operationId: getThing
          tags: [things]
          summary: Get a thing
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
    components:
      schemas:
        Thing: {type: object, properties: {names: {$ref: "#/components/schemas/Names"}}}
        Names: {type: object, additionalProperties: {type: string}}
    """


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small package and, beside it, its contract."""
    return generated(SMALL, tmp_path_factory.mktemp("small"))


def contents(package: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(package)): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_committed_package_is_up_to_date() -> None:
    from generate import differences

    assert differences(CONTRACT, PACKAGE) == []


def test_generation_in_another_folder_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    from generate import generate

    other_package = tmp_path / "deeper" / "another_name"
    generate(written(SMALL, tmp_path), other_package)
    assert contents(other_package) == contents(package)


def test_generation_replaces_the_whole_package(tmp_path: Path, package: Path) -> None:
    from generate import generate

    old = tmp_path / "old"
    (old / "models").mkdir(parents=True)
    (old / "models" / "surplus.py").touch()
    generate(written(SMALL, tmp_path), old)
    assert contents(old) == contents(package)


def test_differences_name_missing_changed_and_surplus_files(tmp_path: Path, package: Path) -> None:
    from generate import differences

    copy = tmp_path / "copy"
    for name, content in contents(package).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    (copy / "client.py").unlink()
    (copy / "models" / "thing.py").write_bytes(contents(package)["models/thing.py"] + b"\n")
    (copy / "models" / "surplus.py").touch()
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "client.pyc").touch()
    before = contents(copy)
    assert differences(written(SMALL, tmp_path), copy) == [
        "differs: models/thing.py",
        "missing: client.py",
        "not from the contract: models/surplus.py",
    ]
    assert contents(copy) == before


def test_check_fails_for_an_outdated_package_and_says_what_to_do(tmp_path: Path, package: Path) -> None:
    command = [sys.executable, str(ROOT / "templates" / "generate.py"), "--check"]
    arguments = ["--contract", str(written(SMALL, tmp_path)), "--package", str(tmp_path / "nothing")]
    result = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
    assert result.returncode == 1
    assert "missing: client.py" in result.stderr
    assert result.stderr.endswith("run `make generate`\n")
    assert not (tmp_path / "nothing").exists()


def test_the_page_lists_each_operation_once_and_is_checked(tmp_path: Path) -> None:
    listed = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = [line for line in listed.splitlines() if line.startswith("| `pixxel.")]
    requests = [row.split("`")[-2] for row in rows]
    assert sorted(requests) == sorted(
        f"{operation.method} {operation.path}" for operation in Contract.load().operations.values()
    )
    assert "| `pixxel.orders.submit(order_items=…)` | `Order` | Submit an order | `POST /v0/orders` |" in rows
    assert "| `pixxel.stores.delete(id)` | nothing | Delete a store | `DELETE /v0/stores/{id}` |" in rows

    command = [sys.executable, str(ROOT / "templates" / "generate.py"), "--check", "--page"]
    stale = tmp_path / "operations.md"
    stale.write_text(listed.replace("Submit an order", "Order"), encoding="utf-8")
    for page, code in ((ROOT / "docs" / "operations.md", 0), (stale, 1), (tmp_path / "nothing.md", 1)):
        result = subprocess.run([*command, str(page)], capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
        assert result.returncode == code, result.stderr
        assert (f"differs: {page.name}" in result.stderr) == bool(code)


@pytest.mark.parametrize("name", ["small", "committed"])
def test_every_module_names_its_generator(package: Path, name: str) -> None:
    modules = sorted({"small": package, "committed": PACKAGE}[name].rglob("*.py"))
    assert len(modules) > 10
    for module in modules:
        first, _, rest = module.read_text(encoding="utf-8").partition("\n")
        assert first == "# Generated by `make generate` from openapi.yaml and templates/. Edit those, not this file."
        assert rest.strip(), module


def test_the_modules_are_those_of_the_contract_and_the_copied_ones(package: Path) -> None:
    copied = {str(path.relative_to(COPIED)) for path in COPIED.rglob("*.py")}
    assert set(contents(package)) == copied | {
        "__init__.py",
        "_facts.py",
        "api/__init__.py",
        "api/things/__init__.py",
        "api/things/get_thing.py",
        "client.py",
        "models/__init__.py",
        "models/thing.py",
        "py.typed",
    }


def test_copied_modules_differ_only_in_the_header() -> None:
    for module in sorted(COPIED.rglob("*.py")):
        copy = (PACKAGE / module.relative_to(COPIED)).read_text(encoding="utf-8").partition("\n")[2]
        assert ast.dump(ast.parse(copy)) == ast.dump(ast.parse(module.read_text(encoding="utf-8"))), module.name


def test_the_client_has_its_own_version_and_names_the_contracts(package: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (package / "_facts.py").read_text(encoding="utf-8").splitlines()
    assert f'VERSION = "{project["version"]}"' in lines
    assert 'CONTRACT_VERSION = "1.2.3"' in lines
    assert 'BASE_URL = "https://things.test"' in lines
