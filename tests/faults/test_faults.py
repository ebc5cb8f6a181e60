"""The proof notices every fault, and passes the packages without a fault when it runs in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import pytest

from tests.faults import record
from tests.faults.cases import CASES
from tests.faults.fault import Fault
from tests.faults.plugin import Result
from tests.faults.runner import PATIENCE, TARGETS, Outcome, pool, run

# The outcome for a kind of package and a fault in it, or None for the package without a fault.
Outcomes = Callable[[str, Fault | None], Outcome]
# The client without a fault is what the templates without a fault generate: `make check`.
HEALTHY = [("server", None), ("client", None)]


@pytest.fixture(scope="session")
def outcome_of(request: pytest.FixtureRequest) -> Iterator[Outcomes]:
    """Runs the proof.

    Without pytest-xdist, the runs of all selected tests start at once, in as many processes as there are CPUs. With it,
    a worker starts one run at a time, because there are as many workers as CPUs already.
    """
    noticed = record.read()
    seed = request.config.getoption("--faults-seed")

    def start(processes: ProcessPoolExecutor, kind: str, fault: Fault | None) -> Future[Outcome]:
        first = noticed.get(record.key(kind, fault.sentence)) if fault else None
        return processes.submit(run, kind, fault, seed, first)

    if hasattr(request.config, "workerinput"):
        with pool(1) as processes:
            yield lambda kind, fault: start(processes, kind, fault).result()
        return
    functions = [item for item in request.session.items if isinstance(item, pytest.Function)]
    parameters = [function.callspec.params for function in functions if hasattr(function, "callspec")]
    selected = {(values["kind"], values["fault"]) for values in parameters if values.keys() >= {"kind", "fault"}}
    with pool() as processes:
        # The longest first.
        runs = [*HEALTHY, *((case.kind, case.fault) for case in CASES)]
        started = {key: start(processes, *key) for key in runs if key in selected}
        yield lambda kind, fault: started[kind, fault].result()
        processes.shutdown(cancel_futures=True)


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

    verdict = "noticed" if outcome.failed else "survived"
    if outcome.timed_out and not fault.hangs:
        verdict = "timed out"
    Result(kind, area, fault.sentence, verdict, outcome.failed, outcome.cpu_seconds).attach(request.node)
    assert verdict != "timed out", (
        f"a test did not end within {PATIENCE} seconds, and the fault is not one that hangs: {fault.sentence}\n"
        f"Run it again on a machine that is not busy.\n{outcome.tail}"
    )
    assert verdict == "noticed", f"survived: {fault.sentence}\n{outcome.tail}"
