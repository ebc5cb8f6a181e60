"""How long the client waits between attempts, and when it gives up: by a clock that the test advances."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixxel_client import Retries, errors
from pixxel_client._http import transport
from tests.client.support import CONTRACT, example_call, invoke

GET = CONTRACT.operations["getAoi"]

# Quarters add up without rounding.
QUARTERS = st.integers(0, 240).map(lambda number: number / 4)


class Clock:
    """A clock that moves only when a request takes time and when the client waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


@contextmanager
def clock_in_place_of_time() -> Iterator[Clock]:
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transport, "steps_of_call", partial(transport.steps_of_call, clock=clock))
        patch.setattr(time, "sleep", clock.sleep)
        patch.setattr(asyncio, "sleep", clock.sleep_async)
        yield clock


def waits_of(
    way: str,
    retries: Retries,
    *,
    durations: Sequence[float] = (0,),
    failure: Callable[[], httpx.Response] = lambda: httpx.Response(503),
    **options: Any,
) -> tuple[list[float], int]:
    """The waits of a call whose attempts all fail after these seconds, and the number of attempts."""
    attempts = 0
    seconds = itertools.cycle(durations)

    with clock_in_place_of_time() as clock:

        def fail(_: httpx.Request) -> httpx.Response:
            nonlocal attempts
            attempts += 1
            clock.now += next(seconds)
            return failure()

        with pytest.raises((errors.StatusError, errors.TransportError)):
            invoke(way, GET, example_call(GET), fail, retries=retries, **options)
    return clock.waits, attempts


def expected_waits(retries: Retries, durations: Sequence[float], retry_after: int | None) -> list[float]:
    waits: list[float] = []
    seconds = itertools.cycle(durations)
    elapsed = next(seconds)
    while len(waits) + 1 < retries.attempts:
        wait = min(retries.backoff * 2 ** len(waits), retries.longest_wait) * (1 - retries.jitter() / 2)
        if retry_after is not None:
            wait = float(retry_after)
        if wait > retries.longest_wait or elapsed + wait > retries.deadline:
            break
        waits.append(wait)
        elapsed += wait + next(seconds)
    return waits


@pytest.mark.parametrize("way", ["sync", "asyncio"])
@given(
    retries=st.builds(
        Retries,
        attempts=st.integers(1, 12),
        backoff=st.sampled_from([0.0, 0.25, 0.5, 4.0]),
        longest_wait=QUARTERS,
        deadline=st.integers(0, 400).map(float),
        jitter=st.sampled_from([lambda: 0.0, lambda: 0.5, lambda: 1.0]),
    ),
    durations=st.lists(QUARTERS, min_size=1, max_size=4),
    retry_after=st.none() | st.integers(0, 60),
)
@example(retries=Retries(jitter=lambda: 0.5), durations=[0.0], retry_after=0)
@example(retries=Retries(attempts=12, jitter=lambda: 0.0), durations=[20.0], retry_after=None)
@example(retries=Retries(attempts=12, jitter=lambda: 0.0, deadline=1e6), durations=[0.0], retry_after=None)
@example(retries=Retries(attempts=12, jitter=lambda: 1.0, longest_wait=3.0), durations=[0.0], retry_after=None)
@example(retries=Retries(12, backoff=0.0, jitter=lambda: 0.5), durations=[60.0, 59.75, 0.0, 0.25], retry_after=None)
@example(retries=Retries(12, jitter=lambda: 0.5), durations=[10.0], retry_after=30)
def test_waits_are_those_of_the_retries_until_attempts_or_deadline_end(
    way: str, retries: Retries, durations: list[float], retry_after: int | None
) -> None:
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}

    waits, attempts = waits_of(way, retries, durations=durations, failure=lambda: httpx.Response(429, headers=headers))

    assert waits == expected_waits(retries, durations, retry_after)
    assert attempts == len(waits) + 1


def lost_connection() -> httpx.Response:
    raise httpx.ConnectError("refused")


@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_deadline_counts_the_time_of_lost_connections_and_refused_keys(way: str) -> None:
    retries = Retries(attempts=100, backoff=1, longest_wait=1, deadline=60, jitter=lambda: 0.0)

    assert waits_of(way, retries, durations=[9], failure=lost_connection) == ([1] * 6, 7)

    keys = itertools.count()
    refused = iter([401])
    assert waits_of(
        way,
        retries,
        durations=[9],
        failure=lambda: httpx.Response(next(refused, 503)),
        api_key=lambda: f"key-{next(keys)}",
    ) == ([1] * 5, 7)


@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_retry_after_in_the_past_is_no_wait(way: str) -> None:
    headers = {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}

    assert waits_of(way, Retries(), failure=lambda: httpx.Response(503, headers=headers)) == ([0, 0, 0], 4)


def test_waits_by_default_are_spread_between_half_and_the_whole() -> None:
    waits = [waits_of("sync", Retries())[0] for _ in range(20)]

    for first, second, third in waits:
        assert 0.25 <= first <= 0.5
        assert 0.5 <= second <= 1
        assert 1 <= third <= 2
    assert len({first for first, *_ in waits}) > 10


@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_waits_do_not_grow_beyond_all_numbers(way: str) -> None:
    patient = Retries(attempts=1100, longest_wait=5, deadline=1e9, jitter=lambda: 0.0)

    waits, attempts = waits_of(way, patient)

    assert attempts == 1100
    assert waits[:4] == [0.5, 1, 2, 4]
    assert set(waits[4:]) == {5}
