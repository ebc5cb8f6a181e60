"""The terminal of `python -m tests.contract`: a sign for each check, and the result instead of pytest's summary."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

import pytest

from tests.contract.runner import terminal
from tests.contract.runner.collector import CHECK
from tests.contract.runner.options import RUN, option
from tests.contract.runner.terminal import Line

COLORS = {"kept": "green", "broken": "red", "blocked": "red", "skipped": "yellow"}
# The signs of outcomes. A check with nothing to test has none.
SIGNS = {"kept": ".", "broken": "F", "blocked": "B", "skipped": "s"}
NAME = "terminalreporter"
SIGNS_IN_A_LINE = 72


class Plugin:
    """Puts a `Screen` in the place of pytest's reporter."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        usual = config.pluginmanager.get_plugin(NAME)
        if usual is not None and not config.option.collectonly:
            config.pluginmanager.unregister(usual)
            config.pluginmanager.register(Screen(usual, config), NAME)


class Screen:
    """Prints what is checked, the progress, and the result, however the run ends."""

    def __init__(self, usual: pytest.TerminalReporter, config: pytest.Config) -> None:
        self._usual = usual
        self._config = config
        self._ended = 0
        self._in_line = 0
        self._session: pytest.Session | None = None
        self._has_plan = option(config, "--plan", default=False)

    def __getattr__(self, name: str) -> Any:
        """What other plugins use of the reporter."""
        return getattr(self._usual, name)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self._session = session
        if not self._has_plan:
            self._print(terminal.head(self._config.stash[RUN]))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._usual.write_line(report.longreprtext)

    def pytest_internalerror(self, excrepr: object) -> None:
        for line in str(excrepr).splitlines():
            self._usual.write_line(line)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome = vars(report).get(CHECK, {}).get("outcome")
        self._ended += outcome is not None
        if outcome in SIGNS:
            self._usual.write(SIGNS[outcome], flush=True, **{COLORS[outcome]: True})
            self._in_line += 1
        if self._in_line == SIGNS_IN_A_LINE:
            self._end_line()

    def _end_line(self) -> None:
        total = self._session.testscollected if self._session else 0
        self._usual.write_line(f"{' ' * (SIGNS_IN_A_LINE - self._in_line)} {self._ended}/{total}")
        self._in_line = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Generator[None]:
        result = yield
        if self._in_line:
            self._end_line()
        if exitstatus == pytest.ExitCode.USAGE_ERROR:
            # pytest prints what is wrong; nothing was checked.
            return result
        if self._has_plan:
            arguments = {"terminalreporter": self, "exitstatus": exitstatus, "config": self._config}
            self._config.hook.pytest_terminal_summary(**arguments)
            return result
        run = self._config.stash[RUN]
        if self._ended:
            self._usual.write_line("")
        self._print(terminal.result(run, run.page))
        return result

    def _print(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._usual.write_line(line.text, **({COLORS[line.outcome]: True} if line.outcome else {}))
