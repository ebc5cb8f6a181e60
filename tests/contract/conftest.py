"""Options and fixtures of the checks, and the hooks that turn their outcomes into a report."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest
from hypothesis import settings

from tests.contract.model.inventory import Inventory, find_inventories
from tests.contract.model.links import Link
from tests.contract.model.memory import Memory
from tests.contract.model.operations import CONTRACT, SECRET_LENGTH, SPENDING_OPERATIONS, dry_run_switches, is_read_only
from tests.contract.outcomes import Blocked, NotApplicable, RunOver, Skipped
from tests.contract.runner import cleanup, example_store, order, report, terminal
from tests.contract.runner.collector import Collector, attach, is_worker
from tests.contract.runner.options import EXAMPLES, KEYS, RUN, option, tags
from tests.contract.runner.run import (
    EXIT_INCOMPLETE,
    PROBE,
    Check,
    Keys,
    Limits,
    Observed,
    Run,
    server_trouble,
)
from tests.contract.transport.connect import connection, preflight, remote_server
from tests.contract.transport.sandbox import sandbox_in_process
from tests.contract.transport.server import Server
from tests.contract.transport.world import World
from tests.ledger import Ledger
from tests.oracle import Operation

DEPTHS = ("quick", "standard", "deep")
PLANNED = pytest.StashKey[list[pytest.Item]]()
# How lines begin that pytest adds to the message of an assertion.
LINES_OF_PYTEST = ("+  where", "+    where", "Use -v to get", "Omitting ", "...Full output")
# The tag of checks that are not about a single operation and name no tags.
COMMON_TAG = "service"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract")
    group.addoption("--depth", choices=DEPTHS, default="standard", help="how much random data; none with quick")
    group.addoption("--tag", action="append", help="check only the operations of this tag; can be repeated")
    group.addoption("--read-only", action="store_true", help="send no write operation")
    group.addoption("--max-requests", type=int, help="stop after this number of requests")
    group.addoption("--rate", type=float, help="send at most this number of requests per second")
    group.addoption("--timeout", type=float, default=30, help="seconds that an answer may take")
    group.addoption("--patience", type=int, default=120, help="seconds that work on the server may take")
    group.addoption("--workers", type=int, default=1, help="how many independent reads are sent side by side")
    group.addoption("--plan", action="store_true", help="print what would be sent, and send nothing")
    group.addoption("--report", type=Path, help="a folder for the files of the report")


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
    config.addinivalue_line("markers", "tags(names): the tags whose operations a check uses")
    config.addinivalue_line("markers", "crawls: a check that looks at all operations that are selected")
    config.stash[EXAMPLES] = store = os.environ.get(example_store.VARIABLE)
    if store:
        example_store.open_store(store)
    limits = Limits(
        option(config, "--read-only", default=False),
        option(config, "--max-requests"),
        option(config, "--rate"),
        option(config, "--timeout", default=30),
        option(config, "--depth", default="standard"),
        option(config, "--workers", default=1),
        option(config, "--patience", default=120),
    )
    selected_tags = tags(config)
    selected = {name for name, operation in CONTRACT.operations.items() if operation.tag in selected_tags}
    config.stash[RUN] = run = Run(limits, config.getoption("--base-url"), frozenset(selected))
    run.tags, run.keys = tuple(sorted(selected_tags)), config.stash[KEYS].all
    config.pluginmanager.register(Collector(run))
    if run.base_url is not None or option(config, "--report"):
        # The run ends as after Ctrl-C: it deletes what it created and writes the report.
        signal.signal(signal.SIGTERM, _interrupt)
    if run.base_url is not None:
        run.withheld.update(withheld_by_url())
        if any(len(key) < SECRET_LENGTH for key in config.stash[KEYS].all):
            run.notices.append(
                f"A key has fewer than {SECRET_LENGTH} characters, so it is not looked for in answers: "
                "it could be there by chance."
            )


def withheld_by_url() -> dict[str, str]:
    """The operations that are not sent to another server, each with the reason."""
    spending = [CONTRACT.operations[name] for name in sorted(SPENDING_OPERATIONS)]
    withheld = {
        operation.id: f"{operation.id} costs tokens" for operation in spending if not dry_run_switches(operation)
    }
    # Only what the run has created is deleted.
    deleting = [operation for operation in CONTRACT.operations.values() if operation.method == "DELETE"]
    return withheld | {
        operation.id: f"{create_operation.id} costs tokens, so there is nothing to delete"
        for operation in deleting
        for create_operation in spending
        if operation.tag == create_operation.tag
    }


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    selected_tags = tags(config)
    if unknown := selected_tags - {operation.tag for operation in CONTRACT.operations.values()}:
        raise pytest.UsageError(f"the contract has no tag {', '.join(sorted(unknown))}")
    if selected_tags:
        selected = [item for item in items if (used := tags_of(item)) is None or used & selected_tags]
        config.hook.pytest_deselected(items=[item for item in items if item not in selected])
        items[:] = selected
    run = config.stash[RUN]
    if run.base_url is not None:
        items[:] = order.by_url(items, run.limits)
    config.stash[PLANNED] = list(items)


def tags_of(item: pytest.Item) -> set[str] | None:
    """The tags that select a check: those whose operations it uses; None for all.

    A check that crawls looks at the operations that are selected.
    """
    if item.get_closest_marker("crawls"):
        return None
    if named := item.get_closest_marker("tags"):
        return set(named.args)
    if operation := operation_of(item):
        return {operation.tag}
    return {str(parameters_of(item).get("tag", COMMON_TAG))}


def pytest_sessionstart(session: pytest.Session) -> None:
    # Only now Hypothesis has loaded its profile.
    session.config.stash[RUN].seed = seed_of(session.config)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """Nothing runs with --plan, and nothing on a server that cannot be checked."""
    if option(session.config, "--plan", default=False):
        return True
    run, key = session.config.stash[RUN], session.config.stash[KEYS].own
    if run.base_url is None or not session.items or session.config.option.collectonly:
        return None
    probes = [
        operation.path
        for operation in CONTRACT.operations.values()
        if operation.method == "GET" and "{" not in operation.path and run.selects(operation.id)
    ]
    run.trouble = (
        preflight(run, key, [PROBE, *probes]) if key else "set PIXXEL_API_KEY to a key of the server at --base-url"
    )
    return True if run.trouble else None


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
def base_url(run: Run) -> str | None:
    return run.base_url


@pytest.fixture(scope="session")
def http(base_url: str | None, run: Run) -> Iterator[httpx.Client | None]:
    """The connection to another server; None for the sandbox in process."""
    if base_url is None:
        yield None
        return
    with connection(run) as client:
        yield client


@pytest.fixture(scope="session")
def world() -> World:
    """What is known of another server, or of every new sandbox."""
    return World()


@pytest.fixture(scope="session")
def memory() -> Memory:
    """What another server has said of its objects in all checks. Each sandbox begins anew."""
    return Memory()


@pytest.fixture
def server(
    request: pytest.FixtureRequest,
    http: httpx.Client | None,
    ledger: Ledger,
    run: Run,
    world: World,
    memory: Memory,
) -> Iterator[Server]:
    check = "server: " + request.module.__name__.rpartition("test_")[2].replace("_", " ")
    if http is None:
        yield from sandbox_in_process(ledger, check, run, world)
    else:
        yield remote_server(http, request.config.stash[KEYS], ledger, check, run, world, memory)


@pytest.fixture
def inventory(server: Server) -> Inventory:
    return Inventory(server)


@pytest.fixture
def inventories(server: Server) -> list[Inventory]:
    return find_inventories(server)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> object:
    """No check begins after the run is over, or after the last request that is allowed."""
    run = item.config.stash[RUN]
    return True if run.trouble or run.is_spent else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[RUN].observed = Observed()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    result = yield
    run = item.config.stash[RUN]
    new_findings = run.findings.take_new()
    is_over = not ((result.when == "setup" and result.passed) or (result.when == "teardown" and not result.failed))
    check = check_of(item, result, call.excinfo.value if call.excinfo else None, run) if is_over else None
    attach(result, check, new_findings)
    if new_findings and option(item.config, "maxfail") == 1:
        item.session.shouldfail = "an answer departs from the contract"
    return result


def check_of(item: pytest.Item, result: pytest.TestReport, error: BaseException | None, run: Run) -> Check:
    """The check of a test that has ended. Changes the report of the test to say the same."""
    operation = operation_of(item)
    seen = run.observed
    check = Check(
        getattr(item, "originalname", None) or item.name,
        item.path.stem.removeprefix("test_"),
        operation.id if operation else "",
        "kept",
        operations=sorted(seen.succeeded),
        requests=seen.requests,
        writes=seen.writes,
    )
    if run.base_url is not None and result.failed and seen.is_refused:
        # If every key is refused by now, the check says nothing.
        key = item.config.stash[KEYS].own or ""
        trouble = server_trouble(run, key)
        run.trouble = run.trouble or (f"{run.base_url} {trouble}" if trouble else None)
        error = RunOver() if trouble else error
    match error:
        case None:
            if operation and operation.id not in seen.sent and not seen.is_raw:
                # Nothing was sent, so nothing was checked.
                check.outcome, check.why = nothing_sent(operation, run)
        case RunOver():
            check.outcome, check.why = "skipped", "the run ended during the check"
        case NotApplicable():
            check.outcome, check.why = "not applicable", f"not applicable: {error}"
        case Skipped() if run.base_url is not None or error.is_expected_in_sandbox or is_partial(item, run):
            check.outcome, check.why = "skipped", str(error)
        case Blocked():
            check.outcome, check.why, check.blocked_by = "blocked", str(error), seen.findings[-1:]
        case Exception() if seen.findings and not isinstance(error, AssertionError | Skipped | pytest.skip.Exception):
            # An answer that departs from the contract cannot be worked with.
            check.outcome, check.blocked_by = "blocked", list(dict.fromkeys(seen.findings))
            check.why = f"an answer cannot be read: {type(error).__name__}: {error}"
        case Exception() if run.base_url is not None and not isinstance(error, AssertionError | pytest.skip.Exception):
            # What the check reads is not promised by the contract, so the server breaks nothing.
            is_own = is_defect(error)
            what = "the check itself is defective" if is_own else "an answer lacks what the check reads"
            check.outcome, check.why = "skipped", f"{what}: {type(error).__name__}: {error}"
            run.defective += [f"{check.module}: {check.sentence}"] if is_own else []
        case _:
            check.outcome, check.why = "broken", failure_message(error)
            check.curl = seen.last.curl(run.curl_url) if seen.last else ""
    check.why, check.curl = run.redacted(check.why), run.redacted(check.curl)
    if check.outcome in {"skipped", "blocked", "not applicable"}:
        end_as_skipped(result, item, check.why if check.outcome != "blocked" else f"blocked: {check.why}")
    elif check.outcome == "broken":
        # A skip of pytest would be neither kept nor listed with its reason.
        result.outcome = "failed"
        result.longrepr = result.longrepr if not isinstance(error, pytest.skip.Exception) else check.why
        result.sections.insert(0, ("what is broken", f"{check.sentence}\n{check.why}\n{check.curl}"))
    return check


def is_partial(item: pytest.Item, run: Run) -> bool:
    """Whether a check looks at operations of several tags, and --tag selects so few that it may find too little."""
    return bool(run.selected) and any(item.get_closest_marker(name) for name in ("crawls", "tags"))


def is_defect(error: Exception) -> bool:
    """Whether an error shows a defect of the check, which no answer can cause."""
    if isinstance(error, AttributeError):
        # An answer may have another JSON value where the check expects an object.
        return not isinstance(error.obj, str | int | float | list | dict | None)
    return isinstance(error, NameError | ImportError | NotImplementedError)


def nothing_sent(operation: Operation, run: Run) -> tuple[str, str]:
    """The outcome of a check that has sent no request of its operation, and why."""
    if run.base_url is not None and operation.id in SPENDING_OPERATIONS:
        return "skipped", f"{operation.id} costs tokens"
    if run.limits.read_only and not is_read_only(operation):
        return "skipped", "--read-only"
    return "not applicable", "not applicable: the contract gives the check nothing to send to this operation"


def end_as_skipped(result: pytest.TestReport, item: pytest.Item, reason: str) -> None:
    result.outcome = "skipped"
    result.longrepr = (str(item.path), item.location[1] or 0, reason)


def failure_message(error: BaseException | None) -> str:
    """The message of a failed check, without the lines that pytest adds to a message."""
    is_plain = isinstance(error, AssertionError | pytest.fail.Exception)
    text = str(error) if is_plain else f"{type(error).__name__}: {error}"
    if isinstance(error, pytest.skip.Exception):
        text = f"end the check by skip() or not_applicable() of tests/contract/outcomes.py, not by pytest: {error}"
    if isinstance(error, Skipped):
        text = f"the sandbox must have everything that a check needs: {error}"
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(LINES_OF_PYTEST)]
    return "\n".join(line for line in lines if line is lines[0] or not line.startswith("assert "))[:2000]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    run, key = config.stash[RUN], config.stash[KEYS].own
    if is_worker(config):
        return
    if option(config, "--plan", default=False):
        return
    if run.findings and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if run.trouble:
        session.exitstatus = EXIT_INCOMPLETE
    try:
        if run.base_url is not None and key is not None and run.created:
            cleanup.clean_up(run, key)
    finally:
        if run.is_interrupted:
            session.exitstatus = pytest.ExitCode.INTERRUPTED
        with unsignalled():
            finish(session, run)


@contextmanager
def unsignalled() -> Iterator[None]:
    """Nothing interrupts the block: a report that is cut off is none."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def finish(session: pytest.Session, run: Run) -> None:
    """With --report: decide on the exit code, and write the report."""
    config = session.config
    run.seconds = (datetime.now(UTC) - run.began).total_seconds()
    run.seed = run.seed or seed_of(config)
    folder = option(config, "--report")
    if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        run.trouble = "no check is selected by these options"
    if folder is not None and not config.option.collectonly and session.exitstatus != pytest.ExitCode.USAGE_ERROR:
        run.not_run = session.testscollected - len(run.checks) - run.not_applicable
        operations = [item for item in CONTRACT.operations.values() if run.selects(item.id)]
        unchecked = [item.id for item in operations if item.id not in run.withheld and not run.is_kept(item.id)]
        if config.getoption("keyword") and any(check.outcome == "kept" for check in run.checks):
            # Only some checks of each operation were asked for.
            unchecked = []
        if session.exitstatus == pytest.ExitCode.OK and run.defective:
            run.trouble = f"checks ended by an error of their own: {'; '.join(sorted(set(run.defective)))}"
            session.exitstatus = EXIT_INCOMPLETE
        if session.exitstatus == pytest.ExitCode.OK and unchecked:
            run.trouble = f"no check of these operations could be made: {', '.join(unchecked)}"
            session.exitstatus = EXIT_INCOMPLETE
        try:
            report.write(folder, run, operations)
            run.page = folder / report.PAGE
        except OSError as error:
            run.trouble = f"the report cannot be written to {folder} ({error.strerror}); name another folder"
            session.exitstatus = EXIT_INCOMPLETE


def seed_of(config: pytest.Config) -> str:
    """How the random data of this run is made again."""
    if settings().derandomize:
        return "fixed, the same data in every run"
    return str(option(config, "--hypothesis-seed") or "none, other data in every run")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    run = config.stash[RUN]
    if option(config, "--plan", default=False):
        planned: list[pytest.Item] = config.stash[PLANNED]
        for line in order.plan(
            planned, run.limits.depth, len(run.selected or CONTRACT.operations) / len(CONTRACT.operations)
        ):
            terminalreporter.write_line(line)
        return
    folder = option(config, "--report")
    if run.trouble and folder is None:
        terminalreporter.write_line(run.redacted(run.trouble))
    if not config.option.collectonly and (folder is not None or run.findings):
        terminalreporter.section("result" if folder else "departures from the contract")
        for part in terminal.result(run, run.page) if folder else terminal.findings(run):
            terminalreporter.write_line(part.text)


def pytest_report_header(config: pytest.Config) -> Any:
    run = config.stash[RUN]
    return f"server: {run.base_url or 'the sandbox, in process'}" if run.base_url else None
