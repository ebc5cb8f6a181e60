"""The table of faults and of what noticed them, at the end of the run."""

from __future__ import annotations

import pytest

Noticed = list[tuple[str, str, str | None, float]]

_NOTICED: Noticed = []


@pytest.fixture
def noticed() -> Noticed:
    return _NOTICED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _NOTICED:
        return
    terminalreporter.section("faults, and what noticed them")
    width = max(len(sentence) for _, sentence, _, _ in _NOTICED)
    for kind, sentence, test, seconds in _NOTICED:
        terminalreporter.write_line(f"{kind}  {sentence:{width}}  {seconds:5.1f} s  {test or 'SURVIVED'}")
