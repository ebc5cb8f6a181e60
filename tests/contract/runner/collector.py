"""Collects the outcomes of a run: from this process, or from the workers of pytest-xdist."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from tests.contract.runner.run import Check, Run

# The names under which a report has its check and its findings, and a worker its counts.
CHECK = "contract_check"
FINDINGS = "contract_findings"
COUNTS = "contract_counts"


def attach(report: pytest.TestReport, check: Check | None, findings: list[dict[str, Any]]) -> None:
    """Add the check and the new findings to the report of a test. A worker sends only plain values."""
    if check is not None:
        vars(report)[CHECK] = asdict(check)
    if findings:
        vars(report)[FINDINGS] = findings


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


class Collector:
    """A plugin of pytest that adds all outcomes to a run."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if CHECK in vars(report):
            self._run.count(Check(**vars(report)[CHECK]))
        # This process has its own findings already; those of a worker come with the node of the worker.
        if FINDINGS in vars(report) and "node" in vars(report):
            self._run.findings.merge(vars(report)[FINDINGS])

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C or SIGTERM, unless it is a subclass, by which pytest ends a session itself."""
        self._run.is_interrupted = excinfo.type is KeyboardInterrupt

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if is_worker(session.config):
            output: dict[str, Any] = session.config.workeroutput  # type: ignore[attr-defined]
            output[COUNTS] = self._run.counts()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker has ended. One that crashed sends no counts; its checks were sent one by one before."""
        if counts := getattr(node, "workeroutput", {}).get(COUNTS):
            self._run.merge(counts)
