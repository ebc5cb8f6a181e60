"""Every fault is noticed by the proof, and the healthy packages pass it in the very same way."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.faults import record
from tests.faults.cases import CASES
from tests.faults.conftest import Noticed
from tests.faults.fault import Fault
from tests.faults.runner import CLIENT, ROOT, SANDBOX, SUITES, TEMPLATES, Outcome, pool, run

PACKAGES: dict[str, Path] = {"server": SANDBOX, "client": CLIENT, "template": TEMPLATES}
# The longest first.
RUNS = [("server", None), ("client", None), *((case.kind, case.fault) for case in CASES)]


@pytest.fixture(scope="session")
def outcomes(request: pytest.FixtureRequest) -> Iterator[dict[tuple[str, Fault | None], Future[Outcome]]]:
    """The runs that the selected tests are about, all under way at once."""
    functions = [item for item in request.session.items if isinstance(item, pytest.Function)]
    selected = [function.callspec.params for function in functions if hasattr(function, "callspec")]
    wanted = {(params["kind"], params.get("fault")) for params in selected if "kind" in params}
    seed = request.config.getoption("--faults-seed")
    with pool() as processes:
        yield {
            (kind, fault): processes.submit(run, PACKAGES[kind], fault, seed, record.first(kind, fault))
            for kind, fault in RUNS
            if (kind, fault) in wanted
        }
        processes.shutdown(cancel_futures=True)


def test_every_fault_still_has_the_text_that_it_changes() -> None:
    for kind, _, fault in CASES:
        text = (PACKAGES[kind] / fault.file).read_text(encoding="utf-8")

        assert text.count(fault.old) == 1, fault.sentence
        assert fault.new != fault.old, fault.sentence


def test_servers_are_held_against_every_check() -> None:
    checks = (ROOT / "tests" / "contract").glob("test_*.py")

    assert sorted(SUITES[SANDBOX]) == sorted(one.stem.removeprefix("test_") for one in checks)


# What sound templates make is the client: `make check`.
@pytest.mark.parametrize("kind", ["server", "client"])
def test_what_is_healthy_passes(kind: str, outcomes: dict[tuple[str, Fault | None], Future[Outcome]]) -> None:
    outcome = outcomes[kind, None].result()

    assert outcome.caught_by is None
    assert not outcome.tail, outcome.tail


@pytest.mark.parametrize(
    ("kind", "fault"), [pytest.param(case.kind, case.fault, id=f"{case.kind}-{case.fault.sentence}") for case in CASES]
)
def test_a_fault_is_noticed(
    kind: str, fault: Fault, outcomes: dict[tuple[str, Fault | None], Future[Outcome]], noticed: Noticed
) -> None:
    outcome = outcomes[kind, fault].result()

    noticed.append((kind, fault.sentence, outcome))
    record.keep(kind, fault, outcome.caught_by)
    assert outcome.caught_by is not None, f"survived: {fault.sentence}\n{outcome.tail}"
