"""What is made once for several checks counts for each of them."""

from __future__ import annotations

import pytest

from tests.contract.model.departures import Departure
from tests.contract.outcomes import Blocked, Skipped, skip
from tests.contract.runner.run import Observed, Run


def test_value_is_made_once_and_seen_by_every_check() -> None:
    run, made = Run(), []

    def make() -> int:
        made.append(1)
        run.observed.requests += 1
        run.observed.sent.add("createAoi")
        run.note("createAoi", 201, set())
        run.observe("createAoi", 201, [Departure("/name", "type", "must be a string, is 7")])
        return 7

    observed = []
    for _ in range(2):
        run.observed = Observed()
        assert run.shared("aoi", make) == 7
        observed.append(run.observed)

    assert made == [1]
    assert [item.requests for item in observed] == [1, 0]
    for item in observed:
        assert item.sent == item.succeeded == {"createAoi"}
        assert len(item.findings) == 1


def test_finding_blocks_every_check_that_asks() -> None:
    run, made = Run(), []

    def make() -> int:
        made.append(1)
        run.block("createAoi", 500, Departure("", "a valid request succeeds", "must be 201, is 500"))

    for _ in range(2):
        run.observed = Observed()
        with pytest.raises(Blocked, match="must be 201"):
            run.shared("aoi", make)
        assert len(run.observed.findings) == 1
    assert made == [1]


def test_what_was_missing_is_looked_for_again() -> None:
    run, looks = Run(), []

    def make() -> int:
        looks.append(1)
        return 7 if len(looks) > 1 else skip("the server has no AOI")

    with pytest.raises(Skipped):
        run.shared("aoi", make)
    assert run.shared("aoi", make) == 7
