"""The pace of a run, driven by a clock: the ceiling, the answer to a 429, and the way back."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.runner.pace import ANSWERS_TO_RECOVER, ATTEMPTS, WAITS, Pace, seconds_to_wait


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sent_in(clock: Clock, pace: Pace, count: int) -> float:
    """The seconds that some requests take."""
    began = clock.now
    for _ in range(count):
        pace.wait_for_turn()
        pace.answered()
    return clock.now - began


def test_without_a_ceiling_nothing_is_waited_for(clock: Clock) -> None:
    assert sent_in(clock, Pace(clock=clock, sleep=clock.sleep), 100) == 0


def test_ceiling_is_never_passed(clock: Clock) -> None:
    assert sent_in(clock, Pace(5, clock=clock, sleep=clock.sleep), 51) == pytest.approx(10)


def test_429_makes_requests_slower_than_they_were(clock: Clock) -> None:
    pace = Pace(clock=clock, sleep=clock.sleep)
    sent_in(clock, pace, 10)

    pace.slow_down()

    assert pace.rate == pytest.approx(7)
    assert sent_in(clock, pace, 8) == pytest.approx(1)


def test_many_answers_make_requests_faster_again_up_to_the_ceiling(clock: Clock) -> None:
    pace = Pace(10, clock=clock, sleep=clock.sleep)
    sent_in(clock, pace, 20)
    pace.slow_down()
    slow = pace.rate

    sent_in(clock, pace, ANSWERS_TO_RECOVER)
    assert slow is not None
    assert pace.rate is not None
    assert slow < pace.rate <= 10
    sent_in(clock, pace, 20 * ANSWERS_TO_RECOVER)
    assert pace.rate == 10


@given(st.lists(st.sampled_from(["sent", "refused"]), max_size=60))
def test_rate_stays_above_nothing_and_below_the_ceiling(events: list[str]) -> None:
    clock = Clock()
    pace = Pace(8, clock=clock, sleep=clock.sleep)
    for event in events:
        pace.wait_for_turn()
        if event == "refused":
            pace.slow_down()
        else:
            pace.answered()
        assert pace.rate is not None
        assert 0 < pace.rate <= 8


def test_waits_that_the_server_asked_for_are_counted(clock: Clock) -> None:
    pace = Pace(clock=clock, sleep=clock.sleep)

    pace.pause(2)
    pace.pause(0.5)

    assert (pace.waited, clock.slept) == (2.5, [2, 0.5])


NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 7 ", 7),
        ("Fri, 02 Jan 2026 03:04:15 GMT", 10),
        ("Fri, 02 Jan 2026 03:04:00 GMT", 0),
        ("soon", WAITS[0]),
        # The offset and the year are beyond what a clock can show.
        ("Fri, 02 Jan 2026 03:04:15 +99999999999999", WAITS[0]),
        ("Fri, 02 Jan 99999999999999999999 03:04:15 GMT", WAITS[0]),
        ("9" * 400, math.inf),
        ("-1", WAITS[0]),
        ("٣", WAITS[0]),
        (None, WAITS[0]),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float) -> None:
    assert seconds_to_wait(header, 0, NOW) == seconds


@pytest.mark.parametrize(("header", "attempts"), [(None, len(WAITS)), ("soon", len(WAITS)), ("1", ATTEMPTS)])
def test_attempts_end(header: str | None, attempts: int) -> None:
    waits = [seconds_to_wait(header, attempt, NOW) for attempt in range(attempts + 3)]

    assert None not in waits[:attempts]
    assert waits[attempts:] == [None] * 3
