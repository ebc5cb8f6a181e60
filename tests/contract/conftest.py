"""Options and fixtures of the checks, and the hooks that turn their outcomes into a report."""

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
from tests.contract.runner.run import EXIT_INCOMPLETE, Check, Keys, Limits, Run
from tests.contract.transport.connect import preflight, remote_server
from tests.contract.transport.sandbox import sandbox_in_process
from tests.contract.transport.server import Server
from tests.ledger import Ledger
from tests.oracle import Operation

DEPTHS = ("quick", "standard", "deep")
# The tag of a module whose checks are not about a single operation. Other modules have the smallest tag.
TAGS = {"legends": "visualizations", "orders": "orders", "visualizations": "visualizations"}
COMMON_TAG = "service"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract")
    group.addoption("--depth", choices=DEPTHS, default="standard", help="how much random data; none with quick")
    group.addoption("--tag", action="append", help="check only the operations of this tag; can be repeated")
    group.addoption("--read-only", action="store_true", help="send no write operation")
    group.addoption("--max-requests", type=int, help="stop after this number of requests")
    group.addoption("--rate", type=float, help="send at most this number of requests per second")
    group.addoption("--timeout", type=float, default=30, help="seconds that an answer may take")
    group.addoption("--report", type=Path, help="a folder for report.html and junit.xml")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """By URL, the checks run in one process even with -n, so that --rate and --max-requests count for the run."""
    if config.getoption("--base-url") and option(config, "numprocesses"):
        config.option.numprocesses, config.option.dist, config.option.tx = None, "no", []


def pytest_configure(config: pytest.Config) -> None:
    # Read now, because tests do not see the keys of the environment.
    config.stash[KEYS] = Keys(
        os.environ.get("PIXXEL_API_KEY"),
        os.environ.get("PIXXEL_OTHER_API_KEY"),
        os.environ.get("PIXXEL_REVOKED_API_KEY"),
    )
    config.stash[EXAMPLES] = store = os.environ.get(example_store.VARIABLE)
    if store:
        example_store.open_store(store)
    limits = Limits(
        option(config, "--read-only", default=False),
        option(config, "--max-requests"),
        option(config, "--rate"),
        option(config, "--timeout", default=30),
    )
    config.stash[RUN] = Run(limits, config.getoption("--base-url"))
    config.pluginmanager.register(Collector(config.stash[RUN]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    selected_tags = tags(config)
    if unknown := selected_tags - {operation.tag for operation in CONTRACT.operations.values()}:
        raise pytest.UsageError(f"the contract has no tag {', '.join(sorted(unknown))}")
    if selected_tags:
        selected = [item for item in items if tag_of(item, selected_tags) in selected_tags]
        config.hook.pytest_deselected(items=[item for item in items if item not in selected])
        items[:] = selected


def tag_of(item: pytest.Item, selected_tags: set[str]) -> str:
    """The tag that a check is selected by."""
    module = item.path.stem.removeprefix("test_")
    if operation := operation_of(item):
        return operation.tag
    if module == "generated":
        # Chains of requests lead through all the selected tags.
        return str(parameters_of(item).get("tag", min(selected_tags)))
    return TAGS.get(module, COMMON_TAG)


def parameters_of(item: pytest.Item) -> dict[str, Any]:
    return item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}


def operation_of(item: pytest.Item) -> Operation | None:
    """The operation that a check is about, if it is only one."""
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
            pytest.exit(trouble, returncode=EXIT_INCOMPLETE)
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
    # Every new sandbox has the same data. Another server has what the last check has left.
    if server.is_sandbox and run.visualizations:
        return [Inventory(server, copy.deepcopy(visualization)) for visualization in run.visualizations]
    inventory = find_inventories(server)
    run.visualizations = [copy.deepcopy(item.visualization) for item in inventory]
    return inventory


@pytest.fixture
def inventory(inventories: list[Inventory]) -> Inventory:
    """The last one, so that a server that always answers for the first one is noticed."""
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
    if isinstance(error, pytest.skip.Exception):
        # It would be neither kept nor listed with its reason.
        result.outcome = "failed"
        result.longrepr = failure_message(error)
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
        check.why = failure_message(error)
        check.curl = run.last.curl(run.url) if run.last else ""
        result.sections.insert(0, ("what is broken", f"{check.sentence}\n{check.why}\n{check.curl}"))
    attach(result, check)
    return result


def end_as_skipped(result: pytest.TestReport, item: pytest.Item, reason: str) -> None:
    result.outcome = "skipped"
    result.longrepr = (str(item.path), item.location[1] or 0, reason)


def failure_message(error: BaseException | None) -> str:
    """The message of a failed check, without the lines that pytest adds."""
    text = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
    if isinstance(error, pytest.skip.Exception):
        text = f"end the check by skip() or not_applicable() of tests/contract/outcomes.py, not by pytest: {error}"
    if isinstance(error, Skipped):
        text = f"the sandbox must have everything that a check needs: {error}"
    return "\n".join(line for line in text.splitlines() if not line.startswith(" +"))[:2000]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    run, key = config.stash[RUN], config.stash[KEYS].own
    if is_worker(config):
        return
    if not run.requests and run.trouble is None:
        return
    if run.base_url is not None and key is not None and run.created:
        cleanup.clean_up(run, key)
    folder = option(config, "--report")
    if folder is not None:
        selected_tags = tags(config)
        operations = [item for item in CONTRACT.operations.values() if not selected_tags or item.tag in selected_tags]
        report.write(folder, run, operations)
        unreached = [item.id for item in operations if not run.reached(item.id) and item.id not in run.withheld]
        if exitstatus == 0 and unreached and option(config, "--depth") != "quick":
            run.trouble = f"these operations never answered with a success: {', '.join(unreached)}"
            session.exitstatus = EXIT_INCOMPLETE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    run = config.stash[RUN]
    if run.leftovers:
        terminalreporter.section("left on the server")
        for line in run.leftovers:
            terminalreporter.write_line(line)
    if option(config, "--report") is not None:
        terminalreporter.section("result")
        for line in report.summary(run):
            terminalreporter.write_line(line)


def pytest_report_header(config: pytest.Config) -> Any:
    run = config.stash[RUN]
    return f"server: {run.base_url or 'the sandbox, in process'}" if run.base_url else None
