"""Runs the proof on a copy of the sandbox or the client with one fault in it.

A fault is a change of source text in a copy of the package, so the packages know nothing of faults, and a fault whose
text is gone fails loudly instead of surviving.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from tests.faults import order
from tests.faults.fault import Fault

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "generated" / "pixxel_client"
# How long one test may take. The time counts for a test and not for a run, which takes many minutes on a busy machine.
PATIENCE = 300


@dataclass(frozen=True)
class Target:
    """What faults of one kind change, and the modules that must notice them: all that are in `checks`."""

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


TARGETS = {
    "server": Target(ROOT / "sandbox" / "pixxel_sandbox", ROOT / "tests" / "contract" / "checks", order.SERVER_MODULES),
    "client": Target(CLIENT, ROOT / "tests" / "client", order.CLIENT_MODULES),
    # The client is generated from the templates.
    "template": Target(ROOT / "templates", ROOT / "tests" / "client", order.CLIENT_MODULES),
}


@dataclass(frozen=True)
class Outcome:
    """Which test failed, if any; whether it failed because it did not end; and the end of what the run printed."""

    failed: str | None
    timed_out: bool
    cpu_seconds: float
    tail: str


class Watch:
    """A plugin of pytest that keeps which test fails, and ends a run whose test does not end.

    A whole run may take `limit` seconds.
    """

    def __init__(self, limit: float | None = None) -> None:
        self.failed: str | None = None
        self.timed_out = False
        self._end_at = None if limit is None else time.monotonic() + limit
        self._limit = limit
        self._running = "the collection"

    def start(self) -> None:
        signal.signal(signal.SIGALRM, self._end)
        self._set_alarm()

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _set_alarm(self) -> None:
        left = PATIENCE if self._end_at is None else min(PATIENCE, self._end_at - time.monotonic())
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.timed_out = True
        is_over = self._end_at is not None and time.monotonic() >= self._end_at
        if is_over:
            pytest.exit(f"the run has not ended after {self._limit:g} seconds")
        self.failed = order.short(self._running)
        pytest.exit(f"{self._running} has not ended after {PATIENCE} seconds")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._running = nodeid
        self._set_alarm()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # An answer that departs from the contract ends the run, and fails no test by itself.
        if self.failed is None and (report.failed or "contract_findings" in vars(report)):
            self.failed = order.short(report.nodeid)


class Ordered:
    """A plugin of pytest that puts the tests in the order of `tests.faults.order`, and leaves out all but `only`."""

    def __init__(
        self, modules: Sequence[str], area: str | None, first: str | None, only: Collection[str] | None
    ) -> None:
        self._modules = modules
        self._area = area
        self._first = first
        self._only = only

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if self._only is not None:
            config.hook.pytest_deselected(items=[item for item in items if order.short(item.nodeid) not in self._only])
            items[:] = [item for item in items if order.short(item.nodeid) in self._only]
        items[:] = order.ordered(items, self._modules, self._area, self._first)


def run(
    kind: str,
    fault: Fault | None,
    seed: int | None = None,
    first: str | None = None,
    area: str | None = None,
    *,
    modules: Sequence[str] = (),
    only: Collection[str] | None = None,
) -> Outcome:
    """The outcome of the proof on a copy of a package with the fault in it. To be called in a process of its own.

    Without a seed, random data are the same each time. `first` is the test to begin with, such as the one that noticed
    the fault the last time; an unknown one is ignored. Its module runs alone at first: collecting the other modules
    takes longer than most of these runs. `area` is the area of the fault, such as "orders", whose tests come first.
    With `modules`, only these test modules run, and with `only`, only the tests with these short ids.
    """
    target = TARGETS[kind]
    modules = modules or target.modules
    # Random data differ from run to run only with a seed.
    data = ["quick"] if seed is None else ["quick-seeded", f"--hypothesis-seed={seed}"]
    hint = order.module_of(first) if first else fault.smoke if fault else None
    stages: list[Sequence[str]] = [modules]
    if hint is not None and hint in modules:
        stages = [[hint], [name for name in modules if name != hint]]
    started = cpu_seconds()
    with copy_of(kind, fault) as folder, contextlib.redirect_stdout(io.StringIO()) as printed:
        sys.path.insert(0, str(folder))
        os.chdir(ROOT)
        watch = Watch()
        status = 0
        for stage in stages:
            words = [*map(target.path, stage), "-x", "--hypothesis-profile", *data]
            status = run_pytest(words, watch, Ordered(modules, area, first, only))
            # A stage without any of the tests notices nothing.
            status = 0 if status == pytest.ExitCode.NO_TESTS_COLLECTED else status
            if status:
                break
    return Outcome(watch.failed, watch.timed_out, cpu_seconds() - started, tail_of(printed, status))


@contextlib.contextmanager
def copy_of(kind: str, fault: Fault | None) -> Iterator[Path]:
    """A folder with a copy of a package that has the fault, and with the contract."""
    target = TARGETS[kind]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / target.package.name
        shutil.copytree(target.package, copy, ignore=shutil.ignore_patterns("__pycache__"))
        contract = folder / "pixxel_contract"
        contract.mkdir()
        shutil.copy(ROOT / "openapi.yaml", contract)
        if fault is not None:
            _apply(fault, copy / fault.file)
        if kind == "template":
            _generate(folder)
        yield folder


def run_pytest(words: Sequence[str], watch: Watch, *plugins: object) -> int:
    """Run pytest with these words. Returns its status."""
    # This process is one of several already. What was imported beforehand cannot be rewritten for better assertion
    # messages, which does not matter here.
    alone = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-Wignore::pytest.PytestAssertRewriteWarning"]
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS"):
        os.environ.pop(name, None)
    status: int = pytest.ExitCode.TESTS_FAILED
    watch.start()
    try:
        # The time may be over outside of a test, where pytest does not expect it.
        with contextlib.suppress(pytest.exit.Exception):
            status = pytest.main([*words, *alone], plugins=[watch, *plugins])
    except* pytest.PytestUnraisableExceptionWarning:
        # What a test leaves open may be found as late as when the run ends.
        watch.failed = watch.failed or "an object left open"
    finally:
        watch.stop()
    return status


def tail_of(printed: io.StringIO, status: int) -> str:
    """The end of what a run printed that did not end well."""
    return printed.getvalue()[-3000:] if status else ""


def cpu_seconds() -> float:
    """The CPU time of this process and its children: on a busy machine, the time by the clock says little."""
    return sum(os.times()[:4])


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
