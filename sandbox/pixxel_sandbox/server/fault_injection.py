"""Fault injection: delays, failures and rate limits that the sandbox produces on purpose.

It runs before the request is handled; only its key has been read. A request that it refuses has changed nothing.
"""

from __future__ import annotations

import math
import random
import re
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from ..contract import errors
from ..core import auth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..core.auth import Workspace
    from ..core.clock import Clock

MAX_LATENCY = 3600
_RATE = re.compile(r"([1-9][0-9]{0,5})/([sm])")
_PERIODS = {"s": ("second", timedelta(seconds=1)), "m": ("minute", timedelta(minutes=1))}
_FAILURES = {500: "INTERNAL", 502: "BAD_GATEWAY", 503: "SERVICE_UNAVAILABLE", 504: "GATEWAY_TIMEOUT"}


def _random_seed() -> int:
    return random.randrange(1_000_000)  # noqa: S311 - no secret


@dataclass(frozen=True)
class FaultInjection:
    """Which faults the sandbox injects.

    `latency` delays each answer by that many seconds, or by a random time between the two numbers of a pair.
    `fail_rate`, from 0 to 1, is the share of requests that are answered 500, 502, 503 or 504. `rate_limit`, such as
    `10/s` or `600/m`, is the number of requests that a key may make in any second or minute; further requests are
    answered 429. The same requests with the same `random_seed` meet the same faults.

    Raises ValueError for an invalid value.
    """

    latency: float | tuple[float, float] = 0.0
    fail_rate: float = 0.0
    rate_limit: str | None = None
    random_seed: int = field(default_factory=_random_seed)

    def __post_init__(self) -> None:
        low, high = self.latency_range
        if not 0 <= low <= high <= MAX_LATENCY:
            raise ValueError(
                f"latency must be a number of seconds from 0 to {MAX_LATENCY}, or a pair of them, not {self.latency!r}"
            )
        if not 0 <= self.fail_rate <= 1:
            raise ValueError(f"fail_rate must be a number from 0 to 1, not {self.fail_rate!r}")
        if self.rate_limit is not None and not _RATE.fullmatch(self.rate_limit):
            raise ValueError(f"rate_limit must have the form 10/s or 600/m, not {self.rate_limit!r}")

    @property
    def latency_range(self) -> tuple[float, float]:
        """The shortest and the longest delay, in seconds."""
        return self.latency if isinstance(self.latency, tuple) else (self.latency, self.latency)

    def __str__(self) -> str:
        low, high = self.latency_range
        delay = f"{low:g} s" if low == high else f"{low:g} to {high:g} s"
        faults = [
            *([f"latency {delay}"] if high else []),
            *([f"fail rate {self.fail_rate:g}"] if self.fail_rate else []),
            *([f"rate limit {self.rate_limit} for each key"] if self.rate_limit else []),
        ]
        is_random = bool(self.fail_rate) or low != high
        return ", ".join(faults) + (f" (random seed {self.random_seed})" if is_random else "")


class FaultInjector:
    """Injects the faults of one sandbox."""

    def __init__(self, faults: FaultInjection, workspaces: Sequence[Workspace], clock: Clock) -> None:
        self._faults = faults
        self._workspaces = workspaces
        self._clock = clock
        self._random = random.Random(faults.random_seed)  # noqa: S311 - no secret
        self._limit = _RateLimit(faults.rate_limit) if faults.rate_limit else None
        # In-process apps are called from several threads.
        self._lock = threading.Lock()

    async def inject(self, authorization: list[str]) -> None:
        """Delay a request with these Authorization headers, or raise ApiError: 429, 500, 502, 503 or 504."""
        with self._lock:
            if self._limit:
                self._limit.count(self._tenant_id(authorization), self._clock.now())
            # All three are drawn for each request, so that the same requests fail with any latency and fail rate.
            delay = self._random.uniform(*self._faults.latency_range)
            fails = self._random.random() < self._faults.fail_rate
            status = self._random.choice(list(_FAILURES))
        if delay:
            await self._clock.pause(delay)
        if fails:
            raise errors.ApiError(
                status, _FAILURES[status], "this failure was injected by the sandbox; nothing has been changed"
            )

    def _tenant_id(self, authorization: list[str]) -> str:
        try:
            return auth.authenticate(authorization, self._workspaces).tenant_id
        except errors.ApiError:
            # Unknown keys share one limit: a limit for each of them would fill the memory.
            return auth.NO_WORKSPACE.tenant_id


class _RateLimit:
    """A number of requests in any second or minute, for each tenant."""

    def __init__(self, rate: str) -> None:
        number, _, unit = rate.partition("/")
        self._requests = int(number)
        self._period_name, self._period = _PERIODS[unit]
        self._counted: dict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=self._requests))

    def count(self, tenant_id: str, now: datetime) -> None:
        """Count a request; raise ApiError 429, and do not count it, if it exceeds the limit."""
        counted = self._counted[tenant_id]
        wait = counted[0] + self._period - now if len(counted) == self._requests else timedelta()
        if wait > timedelta():
            seconds = math.ceil(wait.total_seconds())
            raise errors.too_many_requests(
                f"more than {self._requests} requests in a {self._period_name}; retry after {seconds} s", seconds
            )
        counted.append(now)
