"""mypy --strict and pyright take the programs of `accepted/` and refuse those of `refused/`, line by line.

A refused line ends in a comment with what the checkers call it: `# arg-type, reportArgumentType`, mypy's name first.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAMS = sorted(HERE.glob("*/[!_]*.py"))

# A file, a line of it, and what the line is refused for.
Refusal = tuple[str, int, str]


def wanted(checker: int) -> set[Refusal]:
    """What the programs say of themselves, to the first or to the second checker."""
    found = set()
    for program in PROGRAMS:
        for number, line in enumerate(program.read_text(encoding="utf-8").splitlines(), 1):
            if marked := re.search(r"  # ([a-z -]+), (report\w+)$", line):
                found |= {(shown(program), number, name) for name in marked[1 + checker].split()}
    return found


def shown(program: Path) -> str:
    return program.relative_to(HERE).as_posix()


def output(*command: str) -> str:
    """What a checker prints, started where it finds no settings of this project but a user's."""
    result = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", *command, *map(str, PROGRAMS)],
        capture_output=True,
        text=True,
        cwd=HERE,
        env=os.environ | {"NO_COLOR": "1"},
        check=False,
    )
    assert result.stdout, result.stderr
    return result.stdout


def of_mypy() -> set[Refusal]:
    options = (
        "--strict",
        "--config-file=",
        f"--cache-dir={ROOT / '.mypy_cache' / 'users'}",
        "--no-error-summary",
        "--no-pretty",
    )
    printed = output("mypy", *options)
    found = re.findall(r"^(\S+?):(\d+): error: .*\[([a-z-]+)\]$", printed, re.MULTILINE)
    assert len(found) == printed.count(": error: "), printed
    return {(shown(HERE / file), int(line), code) for file, line, code in found}


def of_pyright() -> set[Refusal]:
    told = json.loads(output("pyright", "--outputjson", "--pythonpath", sys.executable))
    return {
        (shown(Path(one["file"])), one["range"]["start"]["line"] + 1, one["rule"]) for one in told["generalDiagnostics"]
    }


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_a_checker_takes_what_is_right_and_refuses_what_is_wrong(checker: str) -> None:
    found = of_mypy() if checker == "mypy" else of_pyright()

    assert sorted(found) == sorted(wanted(["mypy", "pyright"].index(checker)))


def test_there_is_something_to_refuse_and_something_to_take() -> None:
    assert len(wanted(0)) > 40
    assert len(wanted(1)) > 40
    assert {program.parent.name for program in PROGRAMS} == {"accepted", "refused"}
    assert {file.partition("/")[0] for file, _, _ in wanted(0)} == {"refused"}
