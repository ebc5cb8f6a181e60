"""Runs the proof on a copy of the sandbox or the client with one fault in it.

A fault is a change of source text in a copy of the package, so the packages know nothing of faults, and a fault whose
text is gone fails loudly instead of surviving.
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
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from tests.faults.fault import Fault

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "generated" / "pixxel_client"
# How long one test may take. The time counts for a test and not for a run, which takes many minutes on a busy machine.
PATIENCE = 300


@dataclass(frozen=True)
class Target:
    """What faults of one kind change, and the modules that must notice them: all that are in `checks`.

    A run ends with the first failure, so the sharp and quick modules come first.
    """

    package: Path
    checks: Path
    first: tuple[str, ...]

    @property
    def modules(self) -> list[str]:
        """The names of all test modules, without `test_`, in the order in which they run."""
        names = {path.stem.removeprefix("test_") for path in self.checks.glob("test_*.py")}
        return [*(name for name in self.first if name in names), *sorted(names - set(self.first))]

    def path(self, module: str) -> str:
        """A test module as an argument of pytest."""
        return (self.checks / f"test_{module}.py").relative_to(ROOT).as_posix()


_SERVER_FIRST = (
    *("examples", "tables", "legends", "visualizations", "orders", "downloads", "keys", "creation", "consistency"),
    *("bad_input", "lists", "progress", "searches", "generated"),
)
_CLIENT_FIRST = (
    *(
        "credentials",
        "key_functions",
        "profiles",
        "model_construction",
        "options",
        "models",
        "parsers",
        "pages",
        "observers",
    ),
    *("records", "lifecycle", "arguments", "errors", "retries", "waits", "requests", "answers", "redaction", "network"),
)
TARGETS = {
    "server": Target(ROOT / "sandbox" / "pixxel_sandbox", ROOT / "tests" / "contract" / "checks", _SERVER_FIRST),
    "client": Target(CLIENT, ROOT / "tests" / "client", _CLIENT_FIRST),
    # The client is generated from the templates.
    "template": Target(ROOT / "templates", ROOT / "tests" / "client", _CLIENT_FIRST),
}


@dataclass(frozen=True)
class Outcome:
    """Which test failed, if any; whether it failed because it did not end; and the end of what the run printed."""

    failed: str | None
    timed_out: bool
    cpu_seconds: float
    tail: str


class Watch:
    """A plugin of pytest that runs one test before the others, keeps which one fails, and ends a run whose test does
    not end.
    """

    def __init__(self, first: str | None) -> None:
        self.failed: str | None = None
        self.timed_out = False
        self._first = first
        self._running = "the collection"

    def start(self) -> None:
        signal.signal(signal.SIGALRM, self._end)
        signal.alarm(PATIENCE)

    def stop(self) -> None:
        signal.alarm(0)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.timed_out = True
        self.failed = _short(self._running)
        pytest.exit(f"{self._running} has not ended after {PATIENCE} seconds")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._first:
            # The very test, then the same function with other parameters.
            function = self._first.partition("[")[0]
            items.sort(
                key=lambda item: (
                    _short(item.nodeid) != self._first,
                    _short(item.nodeid).partition("[")[0] != function,
                )
            )

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._running = nodeid
        signal.alarm(PATIENCE)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # An answer that departs from the contract ends the run, and fails no test by itself.
        if report.failed or "contract_findings" in vars(report):
            self.failed = _short(report.nodeid)


def pool(processes: int | None = None) -> ProcessPoolExecutor:
    """Processes that run one fault each. They start with the slow imports done, but with no module of this project."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(["httpx", "hypothesis", "jsonschema_rs", "pytest", "schemathesis.engine"])
    return ProcessPoolExecutor(processes or os.cpu_count(), mp_context=context, max_tasks_per_child=1)


def run(kind: str, fault: Fault | None, seed: int | None = None, first: str | None = None) -> Outcome:
    """The outcome of the proof on a copy of a package with the fault in it. To be called in a process of its own.

    Without a seed, random data are the same each time. `first` is the test to begin with, such as the one that noticed
    the fault the last time; an unknown one is ignored. Its module runs alone at first: collecting the other modules
    takes longer than most of these runs.
    """
    target = TARGETS[kind]
    modules = target.modules
    hint = _module(first) or (fault.smoke if fault else None)
    stages = [[hint], [name for name in modules if name != hint]] if hint in modules else [modules]
    started = _cpu_seconds()
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()) as printed:
        copy = Path(scratch) / target.package.name
        shutil.copytree(target.package, copy, ignore=shutil.ignore_patterns("__pycache__"))
        contract = Path(scratch) / "pixxel_contract"
        contract.mkdir()
        shutil.copy(ROOT / "openapi.yaml", contract)
        if fault is not None:
            _apply(fault, copy / fault.file)
        if kind == "template":
            _generate(Path(scratch))
        sys.path.insert(0, scratch)
        os.chdir(ROOT)
        watch = Watch(first)
        status = 0
        for stage in stages:
            status = _run_pytest([target.path(name) for name in stage], seed, watch)
            if status:
                break
    tail = printed.getvalue()[-3000:] if status else ""
    return Outcome(watch.failed, watch.timed_out, _cpu_seconds() - started, tail)


def _run_pytest(paths: list[str], seed: int | None, watch: Watch) -> int:
    data = ["--hypothesis-profile=quick"]
    if seed is not None:
        data = ["--hypothesis-profile=quick-seeded", f"--hypothesis-seed={seed}"]
    # This process is one of several already. What was imported beforehand cannot be rewritten for better assertion
    # messages, which does not matter here.
    alone = ["-p", "no:xdist", "-Wignore::pytest.PytestAssertRewriteWarning"]
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS"):
        os.environ.pop(name, None)
    status: int = pytest.ExitCode.TESTS_FAILED
    watch.start()
    try:
        status = pytest.main([*paths, "-x", "-q", *data, *alone], plugins=[watch])
    except* pytest.PytestUnraisableExceptionWarning:
        # What a test leaves open may be found as late as when the run ends.
        watch.failed = "an object left open"
    finally:
        watch.stop()
    return status


def _cpu_seconds() -> float:
    """The CPU time of this process and its children: on a busy machine, the time by the clock says little."""
    return sum(os.times()[:4])


def _short(nodeid: str) -> str:
    """The id of a test without its folder. Its parameters may contain slashes too."""
    path, separator, test = nodeid.partition("::")
    return path.rpartition("/")[2] + separator + test


def _module(test: str | None) -> str | None:
    return test.partition(".py")[0].removeprefix("test_") if test else None


def _apply(fault: Fault, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    count = text.count(fault.old)
    if count != 1:
        raise AssertionError(f"{fault.sentence}: the text to change stands {count} times in {fault.file}")
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")


def _generate(folder: Path) -> None:
    """Generate the client from the templates in a folder, beside them."""
    for name in ("openapi.yaml", "generator-config.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    words = [folder / "templates" / "generate.py", "--package", folder / CLIENT.name, "--page", folder / "page.md"]
    subprocess.run([sys.executable, *map(str, words)], check=True, timeout=300)  # noqa: S603  no words from outside
