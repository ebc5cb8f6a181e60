"""Every fault is noticed by the proof, and the healthy packages pass it in the very same way."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.faults import (
    clients,
    fifth,
    fourth,
    fresh,
    fresh_clients,
    record,
    servers,
    sixth,
    sixth_clients,
    templates,
    third,
)
from tests.faults.conftest import Noticed
from tests.faults.harness import CLIENT, ROOT, SANDBOX, SUITES, TEMPLATES, Fault, Outcome, pool, run

KINDS: dict[str, tuple[Path, list[Fault]]] = {
    "server": (SANDBOX, [*servers.FAULTS, *fresh.FAULTS, *third.FAULTS, *fourth.FAULTS, *fifth.FAULTS, *sixth.FAULTS]),
    "client": (CLIENT, [*clients.FAULTS, *fresh_clients.FAULTS, *sixth_clients.FAULTS]),
    "template": (TEMPLATES, templates.FAULTS),
}
CASES = [(kind, fault) for kind, (_, faults) in KINDS.items() for fault in faults]
# The longest first.
RUNS = [("server", None), ("client", None), *CASES]


@pytest.fixture(scope="session")
def outcomes(request: pytest.FixtureRequest) -> Iterator[dict[tuple[str, Fault | None], Future[Outcome]]]:
    """The runs that the selected tests are about, all under way at once."""
    functions = [item for item in request.session.items if isinstance(item, pytest.Function)]
    selected = [function.callspec.params for function in functions if hasattr(function, "callspec")]
    wanted = {(params["kind"], params.get("fault")) for params in selected if "kind" in params}
    seed = request.config.getoption("--faults-seed")
    with pool() as processes:
        yield {
            (kind, fault): processes.submit(run, KINDS[kind][0], fault, seed, record.first(kind, fault))
            for kind, fault in RUNS
            if (kind, fault) in wanted
        }
        processes.shutdown(cancel_futures=True)


def test_every_fault_still_has_the_text_that_it_changes() -> None:
    for kind, fault in CASES:
        text = (KINDS[kind][0] / fault.file).read_text(encoding="utf-8")

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


@pytest.mark.parametrize(("kind", "fault"), [pytest.param(*one, id=f"{one[0]}-{one[1].sentence}") for one in CASES])
def test_a_fault_is_noticed(
    kind: str, fault: Fault, outcomes: dict[tuple[str, Fault | None], Future[Outcome]], noticed: Noticed
) -> None:
    outcome = outcomes[kind, fault].result()

    noticed.append((kind, fault.sentence, outcome))
    record.keep(kind, fault, outcome.caught_by)
    assert outcome.caught_by is not None, f"survived: {fault.sentence}\n{outcome.tail}"
