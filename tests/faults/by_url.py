"""Runs the proof by URL on a sandbox with one fault in it, as a user runs it on a server."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field

import pytest

from tests.contract.runner.collector import CHECK
from tests.contract.runner.options import RUN
from tests.contract.runner.run import EXIT_INCOMPLETE, Check
from tests.faults import order
from tests.faults.fault import ByUrl, Fault
from tests.faults.processes import Pool
from tests.faults.runner import ROOT, Outcome, Watch, copy_of, cpu_seconds, run_pytest, tail_of
from tests.faults.runner import run as in_process
from tests.sandbox_process import running_sandbox

# Seconds that a run may take. A whole run of a sandbox without a fault takes about a minute on an idle machine.
LIMIT = 1200
# As short as the real clock allows: the proof must see work in progress.
SECONDS_PER_STEP = 0.5
SUITE = "tests/contract/checks"
# What a run that ends early, without a failed check, is noticed by.
INCOMPLETE = "the run itself"

# Why a server that is not the sandbox cannot be asked, by what the check says that was skipped.
REASONS: dict[str, ByUrl] = {
    r"costs? tokens": "costs tokens",
    r"only the sandbox|known only for the sandbox": "known only of the sandbox",
    r"not documented": "not documented",
}
NO_RECORD = "no check is known that notices it in process"


# The outcome of each check and its reason, by the short id of its test.
Outcomes = Mapping[str, tuple[str, str]]


@dataclass
class Spent:
    """What one check function has sent, and whether it has noticed the fault."""

    cases: int = 0
    requests: int = 0
    writes: int = 0
    has_noticed: bool = False


@dataclass(frozen=True)
class UrlOutcome(Outcome):
    """An outcome, with the requests of the run until its end, and by check function, such as "keys: test_unknown".

    `reason` says why the fault survived. It is explained if in process, too, no check notices it that was made by URL,
    and if the check that does notice it said by URL that no server but the sandbox can be asked; or if the fault itself
    says why.
    """

    requests: int
    functions: dict[str, Spent] = field(default_factory=dict)
    reason: str | None = None
    is_explained: bool = False


class Meter:
    """A plugin of pytest that keeps what each check has sent and said, and what it has noticed."""

    def __init__(self) -> None:
        self.requests = 0
        self.functions: dict[str, Spent] = {}
        self.outcomes: dict[str, tuple[str, str]] = {}

    # Around the hook of the proof, which adds the check to the report.
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        run = item.config.stash[RUN]
        self.requests = run.requests
        if CHECK in vars(report):
            check = Check(**vars(report)[CHECK])
            self.outcomes[order.short(item.nodeid)] = check.outcome, check.why
            spent = self.functions.setdefault(f"{check.module.replace('_', ' ')}: {check.name}", Spent())
            spent.cases += 1
            spent.requests += check.requests
            spent.writes += check.writes
            spent.has_noticed |= check.outcome == "broken" or bool(run.observed.findings)
        return report


def run(
    fault: Fault | None,
    noticed_by: str | None = None,
    *,
    depth: str = "quick",
    tag: str | None = None,
    whole: bool = False,
    limit: float = LIMIT,
) -> UrlOutcome:
    """The outcome of the proof, by URL, on a sandbox with the fault. To be called in a process of its own.

    `noticed_by` is the test that notices the fault in process: it tells why the fault survived. With `whole`, the run
    goes on after the first finding or broken check. It ends after `limit` seconds.
    """
    started = cpu_seconds()
    meter, watch = Meter(), Watch(limit)
    os.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()) as printed, copy_of("server", fault) as folder:
        # The proof imports the sandbox too, for its keys.
        sys.path.insert(0, str(folder))
        os.environ.update(_keys())
        with running_sandbox(f"--seconds-per-step={SECONDS_PER_STEP}", packages=folder) as sandbox:
            words = [SUITE, f"--base-url={sandbox.url}", f"--depth={depth}", "--hypothesis-profile=full"]
            # What has failed, without a table and without what was skipped.
            words += ["--tb=short", "-rN", *([] if whole else ["-x"])]
            words += [] if tag is None else [f"--tag={tag}"]
            status = run_pytest(words, watch, meter)
    failed = watch.failed
    # A run that is ended while pytest loads its plugins has that exit code, too.
    if failed is None and status == EXIT_INCOMPLETE and not watch.timed_out:
        failed = INCOMPLETE
    reason: str | None = None
    is_explained = False
    if fault is not None and fault.by_url:
        reason, is_explained = fault.by_url, True
    elif fault is not None and failed is None and not watch.timed_out:
        again = in_process_again(fault, meter.outcomes)
        started -= again.cpu_seconds
        reason, is_explained = explanation(meter.outcomes, noticed_by, again.failed)
    return UrlOutcome(
        failed,
        watch.timed_out,
        cpu_seconds() - started,
        tail_of(printed, status),
        meter.requests,
        meter.functions,
        reason,
        is_explained,
    )


def in_process_again(fault: Fault, outcomes: Outcomes) -> Outcome:
    """The outcome in process of the checks that were made by URL and did not notice a fault there."""
    made = [test for test, (outcome, _) in outcomes.items() if outcome == "kept"]
    # This process has imported the sandbox already, and has its keys.
    with Pool(1) as pool:
        return pool.submit(in_process, "server", fault, only=made).result()


def explanation(outcomes: Outcomes, noticed_by: str | None, made_by_url: str | None) -> tuple[str, bool]:
    """Why a fault survived a run by URL with these outcomes, and whether that is explained.

    `noticed_by` is the check that notices it in process, and `made_by_url` the first of those that were made by URL.
    """
    if made_by_url is not None:
        return f"noticed in process alone by {order.function_of(made_by_url)}", False
    outcome, why = outcomes.get(noticed_by or "", ("", ""))
    if outcome == "skipped":
        known = (reason for pattern, reason in REASONS.items() if re.search(pattern, why))
        return next(((reason, True) for reason in known), (why, False))
    return NO_RECORD, False


def _keys() -> dict[str, str]:
    """The keys of the sandbox, as a user sets them."""
    from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO

    return {
        "PIXXEL_API_KEY": SAMPLE_KEY,
        "PIXXEL_OTHER_API_KEY": SAMPLE_KEY_TWO,
        "PIXXEL_REVOKED_API_KEY": REVOKED_KEY,
    }
