"""Checks that cannot be made: on another server they are skipped, in the sandbox they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracle import ROOT
from tests.servers.small_server import KEY, small_server

CHECKS = """
import pytest
from tests.contract.outcomes import not_applicable, require, skip

def test_it_is_kept():
    assert require([1], "nothing is there") == [1]

def test_there_is_an_order():
    require([], "there is no order")

def test_there_is_an_aoi():
    skip("there is no AOI")

def test_the_other_workspace_has_an_aoi():
    skip("the other workspace has no AOI", is_expected_in_sandbox=True)

def test_the_body_has_an_area():
    not_applicable("the body has no area")

def test_of_pytest():
    pytest.skip("nobody sees this")

def test_it_reads_what_need_not_be_there():
    {}["area"]
"""
DEFECTIVE_CHECKS = """
def test_it_is_kept():
    pass

def test_null_is_no_object():
    None.items()

def test_it_has_a_typo():
    nowhere
"""


@pytest.fixture
def url() -> Iterator[str]:
    """Another server than the sandbox."""
    with small_server() as url:
        yield url


def outcome(folder: Path, *options: str, text: str = CHECKS) -> str:
    """What a run of the checks in this text prints."""
    checks = folder / "test_few.py"
    checks.write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}"]
    # The checks stand outside tests/, where pytest would find these by itself.
    words += ["-p", "tests.conftest", "-p", "tests.contract.conftest"]
    words += ["-rsf", "--tb=short", f"--report={folder}", *options, str(checks)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PIXXEL_API_KEY": KEY}
    run = subprocess.run(  # noqa: S603  our own words only
        words,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return run.stdout + run.stderr


def test_check_without_data_is_skipped_on_another_server(tmp_path: Path, url: str) -> None:
    printed = outcome(tmp_path, f"--base-url={url}")

    assert "1 failed, 1 passed, 5 skipped" in printed
    for reason in ("there is no order", "there is no AOI", "the other workspace has no AOI"):
        assert f"  1  {reason}\n" in printed
    assert "1 kept, 1 broken and 4 skipped checks, 1 not applicable" in printed


def test_check_that_reads_what_need_not_be_there_says_nothing_of_another_server(tmp_path: Path, url: str) -> None:
    assert "an answer lacks what the check reads: KeyError: 'area'" in outcome(tmp_path, f"--base-url={url}")


def test_run_with_a_defective_check_is_incomplete(tmp_path: Path, url: str) -> None:
    # With words for -k, not every operation has to be checked.
    printed = outcome(tmp_path, f"--base-url={url}", "-k", "test", text=DEFECTIVE_CHECKS)

    assert "an answer lacks what the check reads: AttributeError: 'NoneType' object has no attribute 'items'" in printed
    assert "the check itself is defective: NameError: name 'nowhere' is not defined" in printed
    assert "Not everything could be checked: checks ended by an error of their own: few: It has a typo" in printed


def test_check_without_data_fails_in_the_sandbox(tmp_path: Path) -> None:
    printed = outcome(tmp_path)

    assert "4 failed, 1 passed, 2 skipped" in printed
    assert "KeyError: 'area'" in printed
    for reason in ("there is no order", "there is no AOI"):
        assert f"the sandbox must have everything that a check needs: {reason}" in printed
    assert "  1  the other workspace has no AOI\n" in printed


def test_skip_of_pytest_fails_everywhere(tmp_path: Path, url: str) -> None:
    for options in ([], [f"--base-url={url}"]):
        assert "end the check by skip() or not_applicable()" in outcome(tmp_path, *options)
