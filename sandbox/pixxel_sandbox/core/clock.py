"""The clock of the sandbox, which drives long work in steps, and the formats of its times."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta


class Clock:
    """The system clock; long work advances by one step every `seconds_per_step` seconds.

    Raises ValueError if `seconds_per_step` is not a positive, finite number of seconds.
    """

    def __init__(self, seconds_per_step: float = 1.0) -> None:
        try:
            self._step = timedelta(seconds=seconds_per_step)
        except OverflowError as error:
            raise ValueError(f"a step of {seconds_per_step} seconds is too long") from error
        if self._step <= timedelta():
            raise ValueError(f"a step must take at least a microsecond, not {seconds_per_step} seconds")

    def now(self) -> datetime:
        """The current moment, in UTC."""
        return datetime.now(UTC)

    @property
    def seconds_per_step(self) -> float:
        """The duration of a step of long work."""
        return self._step.total_seconds()

    def steps_since(self, moment: datetime) -> int:
        """The number of whole steps from `moment` to now; 0 for a moment in the future."""
        return max(0, (self.now() - moment) // self._step)

    async def pause(self, seconds: float) -> None:
        """Wait for so many seconds."""
        await asyncio.sleep(seconds)

    def after(self, moment: datetime, steps: int) -> datetime:
        """The moment `steps` steps after `moment`, but not later than `datetime.max`."""
        try:
            return moment + steps * self._step
        except OverflowError:
            return datetime.max.replace(tzinfo=UTC)


class ManualClock(Clock):
    """A clock for tests: it moves only by `advance`, and by the latency of fault injection.

    It starts after all times of the sample data, so that new documents are newer than the sample data.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        super().__init__(seconds_per_step=1.0)
        self._now = start

    def now(self) -> datetime:
        """The current moment of this clock, in UTC."""
        return self._now

    def advance(self, steps: int = 1) -> None:
        """Move the clock forward by `steps` steps."""
        self._now += steps * self._step

    async def pause(self, seconds: float) -> None:
        """Move the clock forward by so many seconds, without waiting."""
        self._now += timedelta(seconds=seconds)


def timestamp(when: datetime) -> str:
    """`when` in the format of indices, assets and visualizations: `2022-11-14 12:55:49.125928+00:00`."""
    return when.isoformat(sep=" ", timespec="microseconds")


def timestamp_t(when: datetime) -> str:
    """`when` in the format of AOIs: `2022-11-14T12:55:49.125928+00:00`."""
    return when.isoformat(timespec="microseconds")


def timestamp_z(when: datetime) -> str:
    """`when` in the format of blocks, jobs, order items and others: `2024-05-27T06:50:20.056549Z`."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def timestamp_s(when: datetime) -> str:
    """`when` in the format of stores and archives, to the second: `2024-03-20T15:04:05Z`."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def moment(text: str) -> datetime:
    """The moment of a text in any of these formats."""
    return datetime.fromisoformat(text)


def later(earlier: str, now: datetime) -> str:
    """The timestamp of `now`, but at least a microsecond after `earlier`.

    So two changes at the same time of the clock still have two different, ascending times.
    """
    return timestamp(max(now, moment(earlier) + timedelta(microseconds=1)))
