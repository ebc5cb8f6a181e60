"""Check a server against the contract, and report the result by the exit code.

0: the contract is kept. 1: it is broken. 2: an option is invalid, or PIXXEL_API_KEY is not set. 3: not everything
could be checked: the server cannot be reached, refuses the key or stopped answering, or no check of an operation is
kept. 130: interrupted. Options that are not listed here are passed to pytest.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.contract.model.operations import CONTRACT
from tests.contract.runner import screen
from tests.contract.runner.run import EXIT_INCOMPLETE

KEPT, BROKEN, USAGE, INTERRUPTED = 0, 1, 2, 130
CODES = {
    pytest.ExitCode.OK: KEPT,
    pytest.ExitCode.TESTS_FAILED: BROKEN,
    pytest.ExitCode.INTERRUPTED: INTERRUPTED,
    pytest.ExitCode.INTERNAL_ERROR: EXIT_INCOMPLETE,
    pytest.ExitCode.USAGE_ERROR: USAGE,
    pytest.ExitCode.NO_TESTS_COLLECTED: USAGE,
}
SUITE = Path(__file__).parent
REPORT = Path("build/contract")
# How much alike two names are, from 0 to 1, for one to be a misspelling of the other.
SIMILAR = 0.8
# The longest time that an option takes, in seconds.
A_DAY = 86_400
KEYS = ("PIXXEL_API_KEY", "PIXXEL_OTHER_API_KEY", "PIXXEL_REVOKED_API_KEY")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__, allow_abbrev=False)
    parser.add_argument("--base-url", help="the server; without it, the sandbox in process")
    parser.add_argument(
        "--tag", action="append", help="check only the operations of these tags, with commas between; can be repeated"
    )
    parser.add_argument("--depth", choices=("quick", "standard", "deep"), default="standard")
    parser.add_argument("--read-only", action="store_true", help="send no write operation")
    parser.add_argument("--max-requests", type=positive(int, most=10**9), help="stop after this number of requests")
    parser.add_argument(
        "--rate", type=positive(float, 0.001), help="send at most this number of requests per second, as in 10"
    )
    parser.add_argument(
        "--workers", type=positive(int), default=2, help="independent reads that are sent side by side (2)"
    )
    parser.add_argument("--plan", action="store_true", help="print checks, cases and requests, and send nothing")
    parser.add_argument(
        "--patience", type=positive(int), default=120, help="seconds that work on the server may take (120)"
    )
    parser.add_argument("--timeout", type=positive(float), default=30.0, help="seconds that an answer may take (30)")
    parser.add_argument("--report", type=Path, default=REPORT, help="a folder for the files of the report")
    options, pytest_options = parser.parse_known_args(arguments)
    if options.base_url is not None and not options.base_url.startswith(("http://", "https://")):
        parser.error(
            f"--base-url must be the URL of a server, such as https://staging.example.com, and is {options.base_url!r}"
        )
    tags = {operation.tag for operation in CONTRACT.operations.values()}
    if unknown := {tag for names in options.tag or () for tag in names.split(",")} - tags:
        every = textwrap.fill(", ".join(sorted(tags)), 90, break_on_hyphens=False)
        parser.error(f"the contract has no tag {joined_with_nearest(unknown, tags)}; it has\n{every}")
    own = {name for action in parser._actions for name in action.option_strings}
    for word in pytest_options:
        name = word.partition("=")[0]
        if word.startswith("--") and (nearest := difflib.get_close_matches(name, own, 1, SIMILAR)):
            parser.error(f"there is no option {name}; did you mean {nearest[0]}?")
    if options.base_url is not None and "@" in urlsplit(options.base_url).netloc:
        parser.error("--base-url must have no user name and no password, which the report would show")
    for name in KEYS:
        if not (key := os.environ.get(name, "")).isascii() or (key and not key.isprintable()):
            parser.error(f"{name} has a line break or another character that no header can have")
    if options.base_url is not None and not options.plan and not os.environ.get("PIXXEL_API_KEY"):
        parser.error("set PIXXEL_API_KEY to a key of the server at --base-url")
    try:
        options.report.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"--report {options.report} cannot be a folder: {error.strerror}; name another one")
    suite_options = [
        "--hypothesis-profile=full",
        f"--depth={options.depth}",
        f"--timeout={options.timeout}",
        f"--patience={options.patience}",
        f"--workers={options.workers}",
        f"--report={options.report}",
    ]
    suite_options += [
        f"--{name}={value}" for name in ("base-url", "max-requests", "rate") if (value := option(options, name))
    ]
    suite_options += [f"--tag={tag}" for tag in options.tag or ()]
    suite_options += ["--read-only"] if options.read_only else []
    suite_options += ["--plan"] if options.plan else []
    status = pytest.main(
        [
            str(SUITE),
            "-q",
            "--tb=no",
            "-rN",
            f"--junit-xml={options.report / 'junit.xml'}",
            *suite_options,
            *pytest_options,
        ],
        plugins=[screen.Plugin()],
    )
    # A run that ended by itself has an exit code of this command, which pytest does not use.
    return EXIT_INCOMPLETE if status == EXIT_INCOMPLETE else CODES[pytest.ExitCode(status)]


def joined_with_nearest(unknown: Iterable[str], known: Iterable[str]) -> str:
    """Unknown names, each with the known name that it may have been meant to be."""
    nearest = {name: difflib.get_close_matches(name, known, 1, SIMILAR) for name in sorted(unknown)}
    return ", ".join(f"{name!r} (did you mean {found[0]}?)" if found else repr(name) for name, found in nearest.items())


def option(options: argparse.Namespace, name: str) -> object:
    return getattr(options, name.replace("-", "_"))


def positive(kind: Callable[[str], float], least: float = 0, most: float = A_DAY) -> Callable[[str], float]:
    """A reader of numbers above 0, from `least` to `most`."""

    def number(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
        if not value > 0:
            raise argparse.ArgumentTypeError(f"{text} is not above 0")
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not from {least:g} to {most:g}")
        return value

    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
