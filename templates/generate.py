"""Generates the client from the contract (`make generate`), and checks that it is up to date (`make check`).

openapi-python-client does most of the work, with the templates in this folder. This script does what templates cannot
do: it copies the modules that do not depend on the contract (`package/`), writes the facts that the generator does not
give its templates (the server's URL and the versions), and lists the operations in the documentation.
"""

from __future__ import annotations

import argparse
import filecmp
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from operations_page import page

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "openapi.yaml"
CONFIG = ROOT / "generator-config.yaml"
TEMPLATES = ROOT / "templates"
PACKAGE = ROOT / "generated" / "pixxel_client"
PAGE = ROOT / "docs" / "operations.md"
# The only place of the client's version, which does not follow the contract's.
PROJECT = ROOT / "pyproject.toml"

HEADER = "# Made by `make generate` from openapi.yaml and templates/; edit those, not this.\n"
# What the templates write in place of code that they cannot write: a name, or a name and a reason.
UNSUPPORTED = re.compile(r'unsupported_\w+(?: = "(.*)")?')


class GenerationFailed(Exception):
    """The package could not be generated; the one that was there before is unchanged."""


def generate(contract: Path, package: Path) -> None:
    """Generates `package` from `contract` and replaces it as a whole; changes nothing if it raises GenerationFailed."""
    if not contract.is_file():
        raise GenerationFailed(f"{contract} does not exist")
    package.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=package.parent, prefix=".generating-") as scratch:
        target = Path(scratch) / package.name
        _run_generator(contract, target)
        _add_constant_modules(target)
        _add_facts(contract, target)
        _finish(target)
        shutil.rmtree(package, ignore_errors=True)
        target.rename(package)


def differences(contract: Path, package: Path) -> list[str]:
    """The differences between `package` and what `contract` gives, one line each."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / package.name
        generate(contract, fresh)
        wanted, present = set(_files(fresh)), set(_files(package))
        return sorted(
            [f"missing: {name}" for name in wanted - present]
            + [f"not from the contract: {name}" for name in present - wanted]
            + [f"differs: {n}" for n in wanted & present if not filecmp.cmp(fresh / n, package / n, shallow=False)]
        )


def _run_generator(contract: Path, target: Path) -> None:
    _run(
        *("openapi_python_client", "generate", "--fail-on-warning", "--meta", "none"),
        *("--path", contract, "--config", CONFIG, "--custom-template-path", TEMPLATES, "--output-path", target),
    )


def _add_constant_modules(target: Path) -> None:
    shutil.copytree(TEMPLATES / "package", target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "py.typed").touch()


def _add_facts(contract: Path, target: Path) -> None:
    document = _document(contract)
    if not document.get("servers"):
        raise GenerationFailed(f"{contract} has no servers; the client needs the URL of one")
    facts = {
        "VERSION": tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"],
        "CONTRACT_VERSION": str(document["info"]["version"]),
        "BASE_URL": document["servers"][0]["url"],
    }
    lines = [
        '"""The version of this client, and what the contract says of itself."""\n',
        *(f"{name} = {value!r}" for name, value in facts.items()),
    ]
    (target / "_facts.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _document(contract: Path) -> dict[str, Any]:
    document: dict[str, Any] = YAML(typ="safe").load(contract)
    return document


def _finish(target: Path) -> None:
    for path in sorted(target.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if beyond := UNSUPPORTED.search(text):
            why = beyond[1] or beyond[0]
            raise GenerationFailed(f"{path.relative_to(target)}: the templates cannot express this yet: {why}")
        # The module of a mapping is empty: a mapping is a dict, not a class.
        if text.strip():
            path.write_text(HEADER + text, encoding="utf-8")
        else:
            path.unlink()
    # Isolated, so that the result does not depend on where the package is generated.
    style = ("--isolated", "--no-cache", "--quiet", "--line-length", "120", "--target-version", "py311")
    unused = ("--select", "F401,I,PIE790,RUF022,TC005,UP", "--config", "lint.ignore-init-module-imports=false")
    _run("ruff", "check", "--fix", "--unsafe-fixes", *style, *unused, target)
    _run("ruff", "format", *style, target)


def _run(module: str, *arguments: str | Path) -> None:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own words only
    if result.returncode:
        raise GenerationFailed((result.stdout + result.stderr).strip())


def _files(package: Path) -> Iterator[str]:
    return (
        str(path.relative_to(package))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Generates the client package from the contract.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the package is not up to date")
    parser.add_argument("--contract", type=Path, default=CONTRACT)
    parser.add_argument("--package", type=Path, default=PACKAGE)
    parser.add_argument("--page", type=Path, default=PAGE, help="the page that lists the methods of the package")
    arguments = parser.parse_args()
    try:
        if not arguments.check:
            generate(arguments.contract, arguments.package)
            arguments.page.write_text(page(_document(arguments.contract), arguments.package), encoding="utf-8")
            return 0
        found = differences(arguments.contract, arguments.package)
        if not found and not _is_listed(arguments.contract, arguments.package, arguments.page):
            found = [f"differs: {arguments.page.name}"]
    except GenerationFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    if found:
        sys.stderr.write("\n".join([*found, "The package does not match the contract: run `make generate`"]) + "\n")
    return 1 if found else 0


def _is_listed(contract: Path, package: Path, listing: Path) -> bool:
    return listing.is_file() and listing.read_text(encoding="utf-8") == page(_document(contract), package)


if __name__ == "__main__":
    sys.exit(main())
