"""`python -m tests.contract`: hold a server against the contract, and say by the exit code what came of it.

0: the contract is kept. 1: it is broken. 2: the command was not understood. 3: it could not be checked, or not all of
it: no server, a key that is not accepted, a server that stopped in the middle, or operations that never answered with a
success. 130: interrupted. Words that are not known here go to pytest.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.runner.run import EXIT_NOT_CHECKED

KEPT, BROKEN, USAGE, INTERRUPTED = 0, 1, 2, 130
CODES = {
    pytest.ExitCode.OK: KEPT,
    pytest.ExitCode.TESTS_FAILED: BROKEN,
    pytest.ExitCode.INTERRUPTED: INTERRUPTED,
    pytest.ExitCode.INTERNAL_ERROR: EXIT_NOT_CHECKED,
    pytest.ExitCode.USAGE_ERROR: USAGE,
    pytest.ExitCode.NO_TESTS_COLLECTED: USAGE,
}
SUITE = Path(__file__).parent
REPORT = Path("build/contract")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__, allow_abbrev=False)
    parser.add_argument("--base-url", help="the server; without it, the sandbox in process")
    parser.add_argument("--tag", action="append", help="only the operations of this tag; can be given several times")
    parser.add_argument("--depth", choices=("quick", "standard", "deep"), default="standard")
    parser.add_argument("--read-only", action="store_true", help="send nothing that may change the server")
    parser.add_argument("--max-requests", type=positive(int), help="stop checking after as many requests")
    parser.add_argument("--rate", type=positive(float), help="send at most as many requests a second")
    parser.add_argument("--timeout", type=positive(float), default=30.0, help="seconds that an answer may take")
    parser.add_argument("--report", type=Path, default=REPORT, help="a folder for report.html and junit.xml")
    known, others = parser.parse_known_args(words)
    if known.base_url is not None and not known.base_url.startswith(("http://", "https://")):
        parser.error(f"--base-url {known.base_url!r} is no URL of a server, such as https://staging.example.com")
    given = [
        "--hypothesis-profile=full",
        f"--depth={known.depth}",
        f"--timeout={known.timeout}",
        f"--report={known.report}",
    ]
    given += [f"--{name}={value}" for name in ("base-url", "max-requests", "rate") if (value := option(known, name))]
    given += [f"--tag={tag}" for tag in known.tag or ()]
    given += ["--read-only"] if known.read_only else []
    status = pytest.main(
        [str(SUITE), "-q", "--tb=no", "-rN", f"--junit-xml={known.report / 'junit.xml'}", *given, *others]
    )
    # What ended the run by itself has a code of this command already, and it is none of pytest's.
    return EXIT_NOT_CHECKED if status == EXIT_NOT_CHECKED else CODES[pytest.ExitCode(status)]


def option(known: argparse.Namespace, name: str) -> object:
    return getattr(known, name.replace("-", "_"))


def positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    """A reader of numbers above 0."""

    def number(text: str) -> float:
        if not (value := kind(text)) > 0:
            raise argparse.ArgumentTypeError(f"{text} is not above 0")
        return value

    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
