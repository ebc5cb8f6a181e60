"""The clock, its steps and the formats of times."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pixxel_sandbox import Clock, ManualClock
from pixxel_sandbox.core.clock import later, moment, timestamp, timestamp_s, timestamp_t, timestamp_z


def test_steps_have_the_given_duration() -> None:
    clock = Clock(seconds_per_step=60)
    assert clock.steps_since(clock.now() - timedelta(seconds=119)) == 1
    assert clock.steps_since(clock.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e300, 1e-9])
def test_an_invalid_step_is_a_value_error(seconds: float) -> None:
    with pytest.raises(ValueError, match=r"step|nan|NaN"):
        Clock(seconds)


def test_a_manual_clock_moves_only_by_advance() -> None:
    clock = ManualClock()
    start = clock.now()
    assert clock.steps_since(start) == 0
    clock.advance(3)
    assert clock.steps_since(start) == 3


def test_two_changes_at_the_same_time_have_different_timestamps() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert later(timestamp(now), now) == "2026-01-01 00:00:00.000001+00:00"
    assert later("2025-01-01 00:00:00.000000+00:00", now) == timestamp(now)


@pytest.mark.parametrize(
    ("format_time", "text"),
    [
        (timestamp, "2022-11-14 12:55:49.125928+00:00"),
        (timestamp_t, "2022-11-14T12:55:49.125928+00:00"),
        (timestamp_z, "2022-11-14T12:55:49.125928Z"),
        (timestamp_s, "2022-11-14T12:55:49Z"),
    ],
)
def test_timestamps_can_be_parsed(format_time: Callable[[datetime], str], text: str) -> None:
    assert format_time(moment(text)) == text
