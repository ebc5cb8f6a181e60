"""What all tests share: how hard to look, which server to look at, and the table of what was checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.ledger import Ledger
from tests.oracle import Contract, Operation

pytest_plugins = ("tests.faults.plugin",)

# The same data every time, so that a red build means a change. A few examples find nearly all that many do. A server is
# checked with more; `make explore` and `make nightly` draw other data each time.
settings.register_profile(
    "default",
    derandomize=True,
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
settings.register_profile("full", settings.get_profile("default"), max_examples=30)
settings.register_profile("explore", settings.get_profile("default"), derandomize=False, max_examples=300)
# For the faults: whether something is found, not the smallest example of it.
settings.register_profile(
    "quick", settings.get_profile("default"), max_examples=5, phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("quick-seeded", settings.get_profile("quick"), derandomize=False)
settings.load_profile("default")

_LEDGER = Ledger()
# The suites that are the proof, and what each is about.
PROOF = {"client": "client", "contract": "server"}
# The name under which workers of pytest-xdist hand over their counts.
LEDGER = "ledger"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--base-url", help="the server to check against the contract; without it, the sandbox in process")
    parser.addoption("--all-servers", action="store_true", help="check the servers of tests/servers with every tag")
    parser.addoption("--ledger", type=Path, help="a file for the counts of what was checked")


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return _LEDGER


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key, a base URL or a profile that happens to be there must not decide what a test sees."""
    for name in [name for name in os.environ if name.startswith("PIXXEL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")


def pytest_runtest_setup(item: pytest.Item) -> None:
    about = None
    if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
        operation = item.callspec.params.get("operation")
        suite = next((name for name in PROOF if name in item.path.relative_to(item.config.rootpath).parts), None)
        if isinstance(operation, Operation) and suite:
            about = operation.id, f"{PROOF[suite]}: {item.path.stem.removeprefix('test_').replace('_', ' ')}"
    _LEDGER.begin(about)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _LEDGER.fail()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands over its counts."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[LEDGER] = _LEDGER.cells()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker has ended. One that crashed hands over nothing: its counts are lost, its failure is not."""
    _LEDGER.merge(getattr(node, "workeroutput", {}).get(LEDGER, ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not _LEDGER.counts and not _LEDGER.failed:
        return
    if path := config.getoption("--ledger"):
        _LEDGER.save(path)
        return
    # The page that a run writes has the table as well, and a terminal only the end of what is long.
    if config.getoption("--report", default=None):
        return
    terminalreporter.section("checked against the contract")
    terminalreporter.write_line(_LEDGER.table(Contract.load().operations))
