"""Which faults are tried, and the table of what noticed them at the end of the run."""

from __future__ import annotations

import pytest

from tests.faults.runner import Outcome

Noticed = list[tuple[str, str, Outcome]]

_NOTICED: Noticed = []

# Every fault takes a run of a suite. With all tests, one in so many is tried; `make faults` tries them all.
ONE_IN = 12


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all-faults") or config.getoption("keyword"):
        return
    faults = [item for item in items if isinstance(item, pytest.Function) and "noticed" in item.fixturenames]
    left_out = {item for number, item in enumerate(faults) if number % ONE_IN}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def noticed() -> Noticed:
    return _NOTICED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _NOTICED:
        return
    terminalreporter.section("faults, and what noticed them")
    width = max(len(sentence) for _, sentence, _ in _NOTICED)
    for kind, sentence, outcome in _NOTICED:
        after = f"{outcome.seconds:5.1f} s  {outcome.effort:>14}"
        terminalreporter.write_line(f"{kind}  {sentence:{width}}  {after}  {outcome.caught_by or 'SURVIVED'}")
