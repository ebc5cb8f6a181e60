"""Runs of `python -m tests.contract` for the tests of the command."""

from __future__ import annotations

import os
import subprocess
import sys

from pixxel_sandbox import SAMPLE_KEY
from tests.oracle import ROOT

Result = subprocess.CompletedProcess[str]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.contract", *arguments]


def environment(key: str | None) -> dict[str, str]:
    """The environment of this process, with this key alone."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PIXXEL_")}
    return inherited | ({"PIXXEL_API_KEY": key} if key else {})


def check(*arguments: str, key: str | None = SAMPLE_KEY) -> Result:
    """Run the checks, and wait for their end."""
    return subprocess.run(  # noqa: S603  our own words only
        command(*arguments),
        cwd=ROOT,
        env=environment(key),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
