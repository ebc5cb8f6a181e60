"""Breaks one line of the sandbox or of the client and runs the proof on it: the suites that pass on the healthy one.

A fault is a change of source text in a copy of the package, so nothing in the packages knows of faults, and a fault
whose text is gone fails loudly instead of surviving.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.fault import Fault

ROOT = Path(__file__).resolve().parents[2]
SANDBOX = ROOT / "sandbox" / "pixxel_sandbox"
CLIENT = ROOT / "generated" / "pixxel_client"
TEMPLATES = ROOT / "templates"
# A fault that makes something hang is noticed too, after this many seconds.
PATIENCE = 300

# The sharp and quick ones first: a run ends with the first failure.
SUITES = {
    SANDBOX: [
        *("printed", "tables", "legends", "visualizing", "ordering", "packing", "keys", "creating", "agreeing"),
        *("bad_input", "reading", "progress", "searching", "generated"),
    ],
    CLIENT: [
        *("credentials", "asked_keys", "profiles", "lifecycle", "options", "models", "parsers", "pages", "traffic"),
        *("recorded_traffic", "arguments", "errors", "retries", "requests", "answers"),
    ],
}


SUITES[TEMPLATES] = SUITES[CLIENT]


@dataclass(frozen=True)
class Outcome:
    """Which test noticed, if any, after how much, and the end of what the run printed."""

    caught_by: str | None
    seconds: float
    effort: str
    tail: str


class Effort:
    """A plugin of pytest that tries one test before the others, keeps which one fails, and counts what a run does: the
    requests to a server, or else the tests of a client.
    """

    def __init__(self, first: str | None) -> None:
        self.failed: str | None = None
        self._first = first
        self._tests = 0
        self._requests: int | None = None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._first:
            items.sort(key=lambda item: not item.nodeid.endswith(f"/{self._first}"))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._tests += report.when == "call"
        if report.failed:
            self.failed = report.nodeid.rpartition("/")[2]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        # By its module, which the suite of servers has loaded by now: nothing of ours is, before the fault is in it.
        module = sys.modules.get("tests.contract.conftest")
        self._requests = session.config.stash[module.RUN].requests if module else None

    def __str__(self) -> str:
        return f"{self._tests} tests" if self._requests is None else f"{self._requests} requests"


def pool() -> ProcessPoolExecutor:
    """Processes that have what is slow to import, and nothing of ours, when they start; one for each run."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(["httpx", "hypothesis", "jsonschema_rs", "pytest", "schemathesis.engine"])
    return ProcessPoolExecutor(os.cpu_count(), mp_context=context, max_tasks_per_child=1)


def run(package: Path, fault: Fault | None, seed: int | None = None, first: str | None = None) -> Outcome:
    """The outcome of a package's suite on a copy of it with the fault in it. To be called in a process of its own.

    In place of a package, templates: that of the client is made of them. Without a seed, random data are the same
    each time. `first` is the test to begin with, such as the one that noticed the fault the last time.
    """
    folder = "contract" if package == SANDBOX else "client"
    suite = [f"tests/{folder}/test_{name}.py" for name in SUITES[package]]
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()) as printed:
        copy = Path(scratch) / package.name
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
        contract = Path(scratch) / "pixxel_contract"
        contract.mkdir()
        shutil.copy(ROOT / "openapi.yaml", contract)
        if fault is not None:
            _break(copy / fault.file, fault)
        if package == TEMPLATES:
            _generate(Path(scratch))
        sys.path.insert(0, scratch)
        os.chdir(ROOT)
        signal.signal(signal.SIGALRM, _hanging)
        signal.alarm(PATIENCE)
        started = time.monotonic()
        # What was imported beforehand cannot be rewritten for better assertion messages, which is no matter here.
        rewriting = "-Wignore::pytest.PytestAssertRewriteWarning"
        data = ["--hypothesis-profile=quick"]
        if seed is not None:
            data = ["--hypothesis-profile=quick-seeded", f"--hypothesis-seed={seed}"]
        effort = Effort(first)
        try:
            status = pytest.main([*suite, "-x", "-q", *data, rewriting], plugins=[effort])
        except* pytest.PytestUnraisableExceptionWarning:
            # What a test leaves open may be found as late as when the run ends.
            status = pytest.ExitCode.TESTS_FAILED
        signal.alarm(0)
    tail = printed.getvalue()[-3000:] if status else ""
    return Outcome(effort.failed, time.monotonic() - started, str(effort), tail)


def _generate(folder: Path) -> None:
    """Make the client of the templates in a folder, beside them."""
    for name in ("openapi.yaml", "generator-config.yaml"):
        shutil.copy(ROOT / name, folder)
    words = [folder / "templates" / "generate.py", "--package", folder / CLIENT.name, "--page", folder / "page.md"]
    subprocess.run([sys.executable, *map(str, words)], check=True)  # noqa: S603  our own words only


def _hanging(signal_number: int, frame: object) -> None:
    raise TimeoutError(f"still running after {PATIENCE} seconds")


def _break(path: Path, fault: Fault) -> None:
    text = path.read_text(encoding="utf-8")
    count = text.count(fault.old)
    if count != 1:
        raise AssertionError(f"{fault.sentence}: the text to change stands {count} times in {fault.file}")
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
