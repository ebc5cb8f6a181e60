"""Time as the sandbox sees it: the moment now, and how many steps long work has taken since it began."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta


class Clock:
    """The wall clock; long work advances by one step every `seconds_per_step` seconds.

    Raises ValueError if `seconds_per_step` is not a positive, finite number of seconds.
    """

    def __init__(self, seconds_per_step: float = 1.0) -> None:
        try:
            self._step = timedelta(seconds=seconds_per_step)
        except OverflowError as error:
            raise ValueError(f"a step of {seconds_per_step} seconds is longer than the calendar") from error
        if self._step <= timedelta():
            raise ValueError(f"a step lasts at least a microsecond, not {seconds_per_step} seconds")

    def now(self) -> datetime:
        """The current moment, in UTC."""
        return datetime.now(UTC)

    @property
    def seconds_per_step(self) -> float:
        """How long a step of long work takes."""
        return self._step.total_seconds()

    def steps_since(self, moment: datetime) -> int:
        """Whole steps from `moment` to now; 0 for a moment that is still to come."""
        return max(0, (self.now() - moment) // self._step)

    async def pause(self, seconds: float) -> None:
        """Let this time pass."""
        await asyncio.sleep(seconds)

    def after(self, moment: datetime, steps: int) -> datetime:
        """The moment `steps` steps after `moment`, the end of the calendar at the latest."""
        try:
            return moment + steps * self._step
        except OverflowError:
            return datetime.max.replace(tzinfo=UTC)


class ManualClock(Clock):
    """A clock that stands still until `advance` is called, or answers are to be late; for tests.

    It starts after every moment in the sample data, so that what is created is newer than the samples.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        super().__init__(seconds_per_step=1.0)
        self._now = start

    def now(self) -> datetime:
        """The moment the clock stands at, in UTC."""
        return self._now

    def advance(self, steps: int = 1) -> None:
        """Turn the clock by `steps` steps."""
        self._now += steps * self._step

    async def pause(self, seconds: float) -> None:
        """Turn the clock by this time, without waiting."""
        self._now += timedelta(seconds=seconds)


def timestamp(when: datetime) -> str:
    """`when` as indices, assets and visualizations print it: `2022-11-14 12:55:49.125928+00:00`."""
    return when.isoformat(sep=" ", timespec="microseconds")


def timestamp_t(when: datetime) -> str:
    """`when` as AOIs print it: `2022-11-14T12:55:49.125928+00:00`."""
    return when.isoformat(timespec="microseconds")


def timestamp_z(when: datetime) -> str:
    """`when` as everything from blocks to deliveries prints it: `2024-05-27T06:50:20.056549Z`."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def timestamp_s(when: datetime) -> str:
    """`when` as stores and archives print it, to the second: `2024-03-20T15:04:05Z`."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def moment(text: str) -> datetime:
    """The moment that any of these printed as `text`."""
    return datetime.fromisoformat(text)


def later(earlier: str, now: datetime) -> str:
    """The timestamp of `now`, or the first one after `earlier` if that is not past.

    Two changes in one tick of the clock still get two different, ascending times.
    """
    return timestamp(max(now, moment(earlier) + timedelta(microseconds=1)))
