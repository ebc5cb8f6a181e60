"""The proof notices every fault, and passes the packages without a fault when it runs in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

import pytest

from tests.faults import by_url, order, record
from tests.faults.by_url import UrlOutcome
from tests.faults.cases import CASES
from tests.faults.fault import Fault
from tests.faults.plugin import Result, verdict_of
from tests.faults.processes import Pool
from tests.faults.runner import PATIENCE, TARGETS, Outcome, run
from tests.oracle import Contract

# The outcome in process for a kind of package and a fault in it, or None for the package without a fault.
Outcomes = Callable[[str, Fault | None], Outcome]
# The outcome by URL for a fault of the sandbox, or None for the sandbox without a fault.
UrlOutcomes = Callable[[Fault | None], UrlOutcome]
R = TypeVar("R", bound=Outcome)
AREAS = {(case.kind, case.fault): case.area.partition("/")[2] for case in CASES}
# The client without a fault is what the templates without a fault generate: `make check`.
HEALTHY = [("server", None), ("client", None)]


@pytest.fixture(scope="session")
def outcome_of(request: pytest.FixtureRequest) -> Iterator[Outcomes]:
    """Runs the proof in process."""
    noticed = record.read()
    seed = request.config.getoption("--faults-seed")

    def start(processes: Pool, kind: str, fault: Fault | None) -> Future[Outcome]:
        first = noticed.get(record.key(kind, fault.sentence)) if fault else None
        return processes.submit(run, kind, fault, seed, first, AREAS[kind, fault] if fault else None)

    keys = [*HEALTHY, *((case.kind, case.fault) for case in CASES)]
    yield from _outcomes(request, start, ("kind", "fault"), keys)


@pytest.fixture(scope="session")
def outcome_by_url_of(request: pytest.FixtureRequest) -> Iterator[UrlOutcomes]:
    """Runs the proof by URL."""
    noticed = record.read()

    def start(processes: Pool, fault: Fault | None) -> Future[UrlOutcome]:
        return processes.submit(by_url.run, fault, noticed.get(record.key("server", fault.sentence)) if fault else None)

    keys = [(None,), *((case.fault,) for case in CASES if case.kind == "server")]
    yield from _outcomes(request, start, ("served",), keys)


def _outcomes(
    request: pytest.FixtureRequest, start: Callable[..., Future[R]], names: tuple[str, ...], keys: list[tuple[Any, ...]]
) -> Iterator[Callable[..., R]]:
    """A function that answers the outcome for a key: the values of the parameters `names` of a test.

    Without pytest-xdist, the runs of all selected tests start at once, in the order of `keys`, in as many processes as
    there are CPUs. With it, a worker starts one run at a time, because there are as many workers as CPUs already.
    """
    if hasattr(request.config, "workerinput"):
        with Pool(1) as processes:
            yield lambda *key: start(processes, *key).result()
        return
    functions = [item for item in request.session.items if isinstance(item, pytest.Function)]
    parameters = [function.callspec.params for function in functions if hasattr(function, "callspec")]
    selected = {tuple(values[name] for name in names) for values in parameters if values.keys() >= set(names)}
    with Pool() as processes:
        started = {key: start(processes, *key) for key in keys if key in selected}
        yield lambda *key: started[key].result()


def test_every_fault_still_has_the_text_that_it_changes() -> None:
    problems = []
    for kind, area, fault in CASES:
        path = TARGETS[kind].package / fault.file
        count = path.read_text(encoding="utf-8").count(fault.old) if path.exists() else None
        if count != 1 or fault.new == fault.old:
            found = "the file does not exist" if count is None else f"the text stands there {count} times"
            problems.append(f"tests/faults/{area}.py: {fault.sentence}: {path.name}: {found}")

    assert not problems, "\n".join(problems)


def test_sentences_are_unique() -> None:
    counts = Counter((case.kind, case.fault.sentence) for case in CASES)

    assert [sentence for sentence, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("kind", TARGETS)
def test_modules_that_run_first_exist(kind: str) -> None:
    target = TARGETS[kind]
    named = {*target.first, *(case.fault.smoke for case in CASES if case.kind == kind and case.fault.smoke)}

    assert named - set(target.modules) == set()


def test_areas_that_have_their_own_tests_exist() -> None:
    modules = {module for target in TARGETS.values() for module in target.modules}
    tags = {operation.tag for operation in Contract.load().operations.values()}
    areas = {case.area.partition("/")[2] for case in CASES}

    assert order.ABOUT.keys() - areas == set()
    assert {name for names in order.ABOUT.values() for name in names} - tags - modules == set()
    server = {case.area.partition("/")[2] for case in CASES if case.kind == "server"}
    assert server - order.ABOUT.keys() - tags - modules == set(), "say in ABOUT which tests these areas are about"


def test_smoke_selection_covers_server_and_client() -> None:
    smoke = Counter(case.kind for case in CASES if case.fault.smoke)

    assert smoke.keys() >= {"server", "client"}


@pytest.mark.all_faults
@pytest.mark.parametrize(("kind", "fault"), HEALTHY)
def test_proof_passes_without_a_fault(kind: str, fault: None, outcome_of: Outcomes) -> None:
    outcome = outcome_of(kind, fault)

    assert outcome.failed is None
    assert not outcome.tail, outcome.tail


@pytest.mark.parametrize(
    ("kind", "area", "fault"),
    [
        pytest.param(
            *case,
            id=f"{case.kind}-{case.fault.sentence}",
            marks=() if case.fault.smoke else pytest.mark.all_faults,
        )
        for case in CASES
    ],
)
def test_proof_notices(
    kind: str, area: str, fault: Fault, outcome_of: Outcomes, request: pytest.FixtureRequest
) -> None:
    outcome = outcome_of(kind, fault)

    verdict = verdict_of(outcome.failed, fault, timed_out=outcome.timed_out)
    Result(kind, area, fault.sentence, verdict, outcome.failed, outcome.cpu_seconds).attach(request.node)
    assert verdict != "timed out", (
        f"a test did not end within {PATIENCE} seconds, and the fault is not one that hangs: {fault.sentence}\n"
        f"Run it again on a machine that is not busy.\n{outcome.tail}"
    )
    assert verdict == "noticed", f"survived: {fault.sentence}\n{outcome.tail}"


@pytest.mark.by_url
@pytest.mark.parametrize("served", [None])
def test_proof_passes_by_url_without_a_fault(served: None, outcome_by_url_of: UrlOutcomes) -> None:
    outcome = outcome_by_url_of(served)

    assert outcome.failed is None, outcome.tail
    assert not outcome.timed_out


@pytest.mark.by_url
@pytest.mark.parametrize(
    ("area", "served"),
    [pytest.param(case.area, case.fault, id=case.fault.sentence) for case in CASES if case.kind == "server"],
)
def test_proof_notices_by_url(
    area: str, served: Fault, outcome_by_url_of: UrlOutcomes, request: pytest.FixtureRequest
) -> None:
    """A fault may survive only if what notices it in process cannot be done on a server that is not the sandbox."""
    outcome = outcome_by_url_of(served)

    verdict = verdict_of(outcome.failed, served, timed_out=outcome.timed_out)
    functions = {name: spent.requests for name, spent in outcome.functions.items()}
    Result(
        *("server", area, served.sentence, verdict, outcome.failed, outcome.cpu_seconds),
        requests=outcome.requests,
        functions=functions,
        reason=outcome.reason,
    ).attach(request.node)
    assert verdict == "noticed" or outcome.is_explained, f"{verdict}: {outcome.reason}: {served.sentence}"
    assert verdict != "noticed" or served.by_url is None, (
        f"{outcome.failed} notices by URL what `by_url` says cannot be noticed: {served.sentence}"
    )
