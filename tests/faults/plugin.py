"""The plugin of pytest for the faults: options, which faults run, and the tables at the end.

`tests/conftest.py` loads it. With pytest-xdist, tests run in workers, and the process that prints the tables and keeps
the record of outcomes loads no other conftest.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from tests.faults import record
from tests.faults.fault import Fault
from tests.tables import table

# The name of the property of a test report that carries a `Result`.
PROPERTY = "fault"
WIDTH = 100
VERDICTS = ("noticed", "survived", "timed out")
# After how many faults a line says how far the run is.
PROGRESS = 25
# Within how many requests of a run by URL faults are counted as noticed.
REQUESTS = (500, 1000, 2000, 5000)
# How many check functions the table of those that notice most for a request has.
SHARPEST = 15


@dataclass(frozen=True)
class Result:
    """What became of one fault: "noticed", "survived" or "timed out", and the test that failed.

    By URL, `requests` is the number of requests of the run until its end, `functions` has those of each check function,
    and `reason` says why the fault survived.
    """

    kind: str
    area: str
    sentence: str
    verdict: str
    failed: str | None
    cpu_seconds: float
    requests: int | None = None
    functions: dict[str, int] = field(default_factory=dict)
    reason: str | None = None

    def attach(self, item: pytest.Item) -> None:
        """Add this to the report of a test; a worker sends only plain values."""
        item.user_properties.append((PROPERTY, asdict(self)))


def verdict_of(failed: str | None, fault: Fault, *, timed_out: bool) -> str:
    """A test that does not end notices only a fault that hangs."""
    if timed_out:
        return "noticed" if failed and fault.hangs else "timed out"
    return "noticed" if failed else "survived"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--all-faults", action="store_true", help="run every fault, not only the smoke selection")
    group.addoption(
        "--faults-by-url", action="store_true", help="run every fault of the sandbox by URL, and only these"
    )
    group.addoption("--faults-seed", type=int, help="other random data for the suites that must notice the faults")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "all_faults: runs only with --all-faults, or if -k selects it")
    config.addinivalue_line("markers", "by_url: runs only with --faults-by-url, which runs nothing else")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `--all-faults` runs, unless tests are selected by `-k`; and what runs in the other way."""
    is_by_url = config.getoption("--faults-by-url")
    left_out = {item for item in items if bool(item.get_closest_marker("by_url")) != is_by_url}
    if not config.getoption("--all-faults") and not config.getoption("keyword"):
        left_out |= {item for item in items if item.get_closest_marker("all_faults")}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


class Table:
    """Keeps the record of outcomes, says now and then how far the run is, and prints the tables at the end."""

    def __init__(self) -> None:
        self._results: list[Result] = []
        self._config: pytest.Config | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        properties: dict[str, Any] = dict(report.user_properties)
        if report.when != "call" or PROPERTY not in properties:
            return
        result = Result(**properties[PROPERTY])
        self._results.append(result)
        if result.verdict == "noticed" and result.failed and result.requests is None:
            record.keep(result.kind, result.sentence, result.failed)
        if result.verdict != "noticed":
            self._print(_sentence(result))
        if len(self._results) % PROGRESS == 0:
            self._print(progress(self._results))

    def _print(self, text: str) -> None:
        terminal: Any = self._config and self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            # After the dots of the tests.
            terminal.write_line(f"\n{text}")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._results:
            terminalreporter.section("faults")
            terminalreporter.write_line("\n".join(lines(self._results)))


def progress(results: list[Result]) -> str:
    """How many faults have run, and what became of them."""
    verdicts = Counter(result.verdict for result in results)
    seconds = sum(result.cpu_seconds for result in results)
    counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS)
    return f"{len(results)} faults: {counts}; {seconds:.0f} CPU seconds"


def lines(results: list[Result]) -> list[str]:
    """The tables, at most `WIDTH` columns wide."""
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
            printed += textwrap.wrap(_sentence(result), WIDTH, subsequent_indent="  ")
    if by_url := [result for result in results if result.requests is not None]:
        printed += ["", *_lines_by_url(by_url)]
    return printed


def _lines_by_url(results: list[Result]) -> Iterator[str]:
    """What a run by URL says: how soon faults are noticed, by what, and why the others survive."""
    noticed = [result for result in results if result.verdict == "noticed"]
    rows = []
    for limit in REQUESTS:
        count = sum((result.requests or 0) <= limit for result in noticed)
        rows.append([f"the first {limit:,}", str(count), f"{count / len(results):.0%}"])
    rows.append(["all", str(len(noticed)), f"{len(noticed) / len(results):.0%}"])
    yield from table(rows, [["requests of a run", "faults noticed", "of all"]], right={1, 2})
    if reasons := Counter(result.reason or "" for result in results if result.verdict != "noticed"):
        yield ""
        rows = [[reason, str(count)] for reason, count in reasons.most_common()]
        yield from table(rows, [["not noticed by URL, because", "faults"]], right={1})
    yield ""
    spent: Counter[str] = Counter()
    for result in results:
        spent.update(result.functions)
    first = Counter(_function(result.failed) for result in noticed if result.failed)
    sharpest = sorted(first, key=lambda name: -first[name] / max(spent[name], 1))[:SHARPEST]
    rows = [
        [name, str(first[name]), str(spent[name]), f"{1000 * first[name] / max(spent[name], 1):.1f}"]
        for name in sharpest
    ]
    yield from table(rows, [["check", "noticed first", "requests in all runs", "per 1,000 requests"]], right={1, 2, 3})


def _function(test: str) -> str:
    """The module and the function of a test, as checks are counted."""
    path, _, name = test.partition("[")[0].partition("::")
    return f"{path.removeprefix('test_').removesuffix('.py').replace('_', ' ')}: {name}"


def _sentence(result: Result) -> str:
    reason = f" ({result.reason})" if result.reason else ""
    return f"{result.verdict}: {result.area}: {result.sentence}{reason}"


def _row(area: str, results: list[Result]) -> list[str]:
    verdicts = Counter(result.verdict for result in results)
    seconds = sum(result.cpu_seconds for result in results)
    return [area, str(len(results)), *(str(verdicts[verdict]) for verdict in VERDICTS), f"{seconds:.1f}"]
