"""The plugin of pytest for the faults: options, which faults run, and the table at the end.

`tests/conftest.py` loads it. With pytest-xdist, tests run in workers, and the process that prints the table and keeps
the record of outcomes loads no other conftest.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import Any

import pytest

from tests.faults import record
from tests.tables import table

# The name of the property of a test report that carries a `Result`.
PROPERTY = "fault"
WIDTH = 100
VERDICTS = ("noticed", "survived", "timed out")


@dataclass(frozen=True)
class Result:
    """What became of one fault: "noticed", "survived" or "timed out", and the test that failed."""

    kind: str
    area: str
    sentence: str
    verdict: str
    failed: str | None
    cpu_seconds: float

    def attach(self, item: pytest.Item) -> None:
        """Add this to the report of a test; a worker sends only plain values."""
        item.user_properties.append((PROPERTY, asdict(self)))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--all-faults", action="store_true", help="run every fault, not only the smoke selection")
    group.addoption("--faults-seed", type=int, help="other random data for the suites that must notice the faults")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "all_faults: runs only with --all-faults, or if -k selects it")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `--all-faults` runs, unless tests are selected by `-k`."""
    if config.getoption("--all-faults") or config.getoption("keyword"):
        return
    left_out = {item for item in items if item.get_closest_marker("all_faults")}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


class Table:
    """Keeps the record of outcomes and prints one line for each area, and each fault that was not noticed."""

    def __init__(self) -> None:
        self._results: list[Result] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        properties: dict[str, Any] = dict(report.user_properties)
        if report.when != "call" or PROPERTY not in properties:
            return
        result = Result(**properties[PROPERTY])
        self._results.append(result)
        if result.verdict == "noticed" and result.failed:
            record.keep(result.kind, result.sentence, result.failed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._results:
            terminalreporter.section("faults")
            terminalreporter.write_line("\n".join(lines(self._results)))


def lines(results: list[Result]) -> list[str]:
    """The table, at most `WIDTH` columns wide."""
    areas: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        areas[result.area].append(result)
    printed = list(
        table(
            rows=[_row(area, group) for area, group in sorted(areas.items())],
            header=[("area", "faults", *VERDICTS, "CPU seconds")],
            footer=[_row("all", results)],
            right=range(1, len(VERDICTS) + 3),
        )
    )
    for result in results:
        if result.verdict != "noticed":
            text = f"{result.verdict}: {result.area}: {result.sentence}"
            printed += textwrap.wrap(text, WIDTH, subsequent_indent="  ")
    return printed


def _row(area: str, results: list[Result]) -> list[str]:
    verdicts = Counter(result.verdict for result in results)
    seconds = sum(result.cpu_seconds for result in results)
    return [area, str(len(results)), *(str(verdicts[verdict]) for verdict in VERDICTS), f"{seconds:.1f}"]
