"""The server that the contract is held against, how hard, and what is said of it in the end."""

from __future__ import annotations

import copy
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.model.inventory import Inventory, find_inventories
from tests.contract.model.links import Link
from tests.contract.model.operations import CONTRACT
from tests.contract.outcomes import NotApplicable, Skipped
from tests.contract.runner import cleanup, example_store, report
from tests.contract.runner.collector import Collector, attach, is_worker
from tests.contract.runner.options import EXAMPLES, KEYS, RUN, option, tags
from tests.contract.runner.run import EXIT_NOT_CHECKED, Check, Keys, Limits, Run
from tests.contract.transport.connect import preflight, remote_server
from tests.contract.transport.sandbox import sandbox_in_process
from tests.contract.transport.server import Server
from tests.ledger import Ledger
from tests.oracle import Operation

DEPTHS = ("quick", "standard", "deep")
# What modules are about whose checks are of no operation in particular; the others go with the smallest tag.
TAGS = {"legends": "visualizations", "orders": "orders", "visualizations": "visualizations"}
COMMON_TAG = "service"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract")
    group.addoption("--depth", choices=DEPTHS, default="standard", help="how much random data; quick has none")
    group.addoption("--tag", action="append", help="only the operations of this tag; can be given several times")
    group.addoption("--read-only", action="store_true", help="send nothing that may change the server")
    group.addoption("--max-requests", type=int, help="stop checking after as many requests")
    group.addoption("--rate", type=float, help="send at most as many requests a second")
    group.addoption("--timeout", type=float, default=30, help="how many seconds an answer may take")
    group.addoption("--report", type=Path, help="a folder for report.html and junit.xml")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """One process talks to a server, whatever -n says: its limits, and who removes what was created, are of one run."""
    if config.getoption("--base-url") and option(config, "numprocesses"):
        config.option.numprocesses, config.option.dist, config.option.tx = None, "no", []


def pytest_configure(config: pytest.Config) -> None:
    # Taken now: no test sees the environment's keys.
    config.stash[KEYS] = Keys(
        os.environ.get("PIXXEL_API_KEY"),
        os.environ.get("PIXXEL_OTHER_API_KEY"),
        os.environ.get("PIXXEL_REVOKED_API_KEY"),
    )
    config.stash[EXAMPLES] = kept = os.environ.get(example_store.VARIABLE)
    if kept:
        example_store.open_store(kept)
    limits = Limits(
        option(config, "--read-only", default=False),
        option(config, "--max-requests"),
        option(config, "--rate"),
        option(config, "--timeout", default=30),
    )
    config.stash[RUN] = Run(limits, config.getoption("--base-url"))
    config.pluginmanager.register(Collector(config.stash[RUN]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = tags(config)
    if unknown := wanted - {operation.tag for operation in CONTRACT.operations.values()}:
        raise pytest.UsageError(f"the contract has no tag {', '.join(sorted(unknown))}")
    if wanted:
        kept = [item for item in items if tag_of(item, wanted) in wanted]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def tag_of(item: pytest.Item, wanted: set[str]) -> str:
    """The tag that a check is selected by."""
    module = item.path.stem.removeprefix("test_")
    if operation := operation_of(item):
        return operation.tag
    if module == "generated":
        # Chains of requests lead through all the selected tags.
        return str(parameters_of(item).get("tag", min(wanted)))
    return TAGS.get(module, COMMON_TAG)


def parameters_of(item: pytest.Item) -> dict[str, Any]:
    return item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}


def operation_of(item: pytest.Item) -> Operation | None:
    """What a check is about, if it is about one operation."""
    for value in parameters_of(item).values():
        if isinstance(value, Operation):
            return value
        if isinstance(value, Link):
            return value.target
    return None


@pytest.fixture(scope="session")
def run(request: pytest.FixtureRequest) -> Run:
    return request.config.stash[RUN]


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest, run: Run) -> str | None:
    if run.base_url is not None:
        key = request.config.stash[KEYS].own
        trouble = (
            preflight(run.base_url, key, run.limits.timeout)
            if key
            else "set PIXXEL_API_KEY to a key of the server at --base-url"
        )
        if trouble:
            run.trouble = trouble
            pytest.exit(trouble, returncode=EXIT_NOT_CHECKED)
    return run.base_url


@pytest.fixture
def server(request: pytest.FixtureRequest, base_url: str | None, ledger: Ledger, run: Run) -> Iterator[Server]:
    check = "server: " + request.module.__name__.rpartition("test_")[2].replace("_", " ")
    if base_url is None:
        yield from sandbox_in_process(ledger, check, run)
    else:
        yield from remote_server(request.config.stash[KEYS], ledger, check, run)


@pytest.fixture
def inventories(server: Server, run: Run) -> list[Inventory]:
    # Every new sandbox has the same; on another server, what the last check left is to be found again.
    if server.is_sandbox and run.found:
        return [Inventory(server, copy.deepcopy(visualization)) for visualization in run.found]
    inventory = find_inventories(server)
    run.found = [copy.deepcopy(one.visualization) for one in inventory]
    return inventory


@pytest.fixture
def inventory(inventories: list[Inventory]) -> Inventory:
    """The last of them: a server that always means the first one is to be noticed."""
    return inventories[-1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    result = yield
    run = item.config.stash[RUN]
    if (result.when == "setup" and result.passed) or (result.when == "teardown" and not result.failed):
        return result
    error = call.excinfo.value if call.excinfo else None
    outcome = "kept" if result.passed else "broken"
    if isinstance(error, NotApplicable):
        outcome = "not applicable"
        end_as_skipped(result, item, f"not applicable: {error}")
    if isinstance(error, Skipped) and (run.base_url is not None or error.is_expected_in_sandbox):
        outcome = "skipped"
        end_as_skipped(result, item, str(error))
    operation = operation_of(item)
    check = Check(
        getattr(item, "originalname", None) or item.name,
        item.path.stem.removeprefix("test_"),
        operation.id if operation else "",
        outcome,
    )
    if result.skipped:
        check.why = str(error)
    if result.failed:
        check.why = said(error)
        check.curl = run.last.curl(run.url) if run.last else ""
        result.sections.insert(0, ("what is broken", f"{check.sentence}\n{check.why}\n{check.curl}"))
    attach(result, check)
    return result


def end_as_skipped(result: pytest.TestReport, item: pytest.Item, reason: str) -> None:
    result.outcome = "skipped"
    result.longrepr = (str(item.path), item.location[1] or 0, reason)


def said(error: BaseException | None) -> str:
    """What a failed check says, without what pytest adds to it."""
    text = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
    if isinstance(error, Skipped):
        text = f"skipped, though the sandbox has everything: {error}"
    return "\n".join(line for line in text.splitlines() if not line.startswith(" +"))[:2000]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    run, key = config.stash[RUN], config.stash[KEYS].own
    if is_worker(config):
        return
    if not run.requests and run.trouble is None:
        return
    if run.base_url is not None and key is not None and run.made:
        cleanup.clean_up(run, key)
    folder = option(config, "--report")
    if folder is not None:
        wanted = tags(config)
        operations = [one for one in CONTRACT.operations.values() if not wanted or one.tag in wanted]
        report.write(folder, run, operations)
        unreached = [one.id for one in operations if not run.reached(one.id) and one.id not in run.withheld]
        if exitstatus == 0 and unreached and option(config, "--depth") != "quick":
            run.trouble = f"never answered with a success, so not checked: {', '.join(unreached)}"
            session.exitstatus = EXIT_NOT_CHECKED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    run = config.stash[RUN]
    if run.left:
        terminalreporter.section("left on the server")
        for line in run.left:
            terminalreporter.write_line(line)
    if option(config, "--report") is not None:
        terminalreporter.section("result")
        for line in report.summary(run):
            terminalreporter.write_line(line)


def pytest_report_header(config: pytest.Config) -> Any:
    run = config.stash[RUN]
    return f"server: {run.base_url or 'the sandbox, in process'}" if run.base_url else None
