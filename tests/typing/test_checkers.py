"""mypy --strict and pyright accept the programs in `accepted/` and report the marked lines in `refused/`.

A marked line ends in a comment with the rule of each checker: `# arg-type, reportArgumentType`, mypy's first.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAMS = sorted(HERE.glob("*/[!_]*.py"))

# A file, the number of a line, and the rule that it breaks.
Refusal = tuple[str, int, str]


def marked_lines(checker: int) -> set[Refusal]:
    """The marked lines, with the rules of the first or the second checker."""
    found = set()
    for program in PROGRAMS:
        for number, line in enumerate(program.read_text(encoding="utf-8").splitlines(), 1):
            if marked := re.search(r"  # ([a-z -]+), (report\w+)$", line):
                found |= {(shown(program), number, name) for name in marked[1 + checker].split()}
    return found


def shown(program: Path) -> str:
    return program.relative_to(HERE).as_posix()


def output(*command: str) -> str:
    """The output of a checker, started where it finds the settings of a user and not of this project."""
    result = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", *command, *map(str, PROGRAMS)],
        capture_output=True,
        text=True,
        cwd=HERE,
        env=os.environ | {"NO_COLOR": "1"},
        check=False,
        timeout=300,
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
    report = json.loads(output("pyright", "--outputjson", "--pythonpath", sys.executable))
    return {
        (shown(Path(diagnostic["file"])), diagnostic["range"]["start"]["line"] + 1, diagnostic["rule"])
        for diagnostic in report["generalDiagnostics"]
    }


PYRIGHT = pytest.param(
    "pyright",
    marks=pytest.mark.skipif(find_spec("pyright") is None, reason="pyright is not installed; run `make lint`"),
)


@pytest.mark.parametrize("checker", ["mypy", PYRIGHT])
def test_a_checker_accepts_correct_programs_and_refuses_wrong_lines(checker: str) -> None:
    found = of_mypy() if checker == "mypy" else of_pyright()

    assert sorted(found) == sorted(marked_lines(["mypy", "pyright"].index(checker)))


def test_there_are_programs_to_accept_and_lines_to_refuse() -> None:
    assert len(marked_lines(0)) > 40
    assert len(marked_lines(1)) > 40
    assert {program.parent.name for program in PROGRAMS} == {"accepted", "refused"}
    assert {file.partition("/")[0] for file, _, _ in marked_lines(0)} == {"refused"}
