"""Bad days to rehearse: answers that come late, that fail, or that say one has asked too often.

They come before anything of a request is looked at but its key, so that a request which is refused or fails has changed
nothing.
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


def _any_seed() -> int:
    return random.randrange(1_000_000)  # noqa: S311 - no secret


@dataclass(frozen=True)
class BadDays:
    """How bad they are.

    Answers come `latency` seconds late, or between the two numbers of a pair. The share `fail_rate` of the requests, 0
    to 1, ends in 500, 502, 503 or 504. With a `rate_limit`, such as `10/s` or `600/m`, each key may make so many
    requests within any second or minute; more are answered 429. The same requests under the same `random_seed` meet the
    same days.

    Raises ValueError for values that are none of these.
    """

    latency: float | tuple[float, float] = 0.0
    fail_rate: float = 0.0
    rate_limit: str | None = None
    random_seed: int = field(default_factory=_any_seed)

    def __post_init__(self) -> None:
        low, high = self.latency_range
        if not 0 <= low <= high <= MAX_LATENCY:
            raise ValueError(f"latency is seconds from 0 to {MAX_LATENCY}, or a pair of them, not {self.latency!r}")
        if not 0 <= self.fail_rate <= 1:
            raise ValueError(f"fail_rate is a share of the requests, from 0 to 1, not {self.fail_rate!r}")
        if self.rate_limit is not None and not _RATE.fullmatch(self.rate_limit):
            raise ValueError(f"rate_limit is a number of requests such as 10/s or 600/m, not {self.rate_limit!r}")

    @property
    def latency_range(self) -> tuple[float, float]:
        """How late answers come at the least and at the most."""
        return self.latency if isinstance(self.latency, tuple) else (self.latency, self.latency)

    def __str__(self) -> str:
        low, high = self.latency_range
        late = f"{low:g} s" if low == high else f"{low:g} to {high:g} s"
        told = [
            *([f"answers {late} late"] if high else []),
            *([f"{self.fail_rate:g} of the requests fail"] if self.fail_rate else []),
            *([f"{self.rate_limit} for each key"] if self.rate_limit else []),
        ]
        by_chance = bool(self.fail_rate) or low != high
        return ", ".join(told) + (f" (random seed {self.random_seed})" if by_chance else "")


class Rehearsal:
    """The bad days of one sandbox as they go by."""

    def __init__(self, days: BadDays, workspaces: Sequence[Workspace], clock: Clock) -> None:
        self._days = days
        self._workspaces = workspaces
        self._clock = clock
        self._random = random.Random(days.random_seed)  # noqa: S311 - no secret
        self._limit = _Limit(days.rate_limit) if days.rate_limit else None
        # In-process apps are called from several threads.
        self._lock = threading.Lock()

    async def befall(self, authorization: list[str]) -> None:
        """What happens to a request with these Authorization headers before it is looked at.

        ApiError 429 if its key has asked too often, 500, 502, 503 or 504 by chance.
        """
        with self._lock:
            if self._limit:
                self._limit.take(self._who(authorization), self._clock.now())
            # All three are drawn each time, so that the same requests fail whatever the latency and the share.
            late = self._random.uniform(*self._days.latency_range)
            fails = self._random.random() < self._days.fail_rate
            status = self._random.choice(list(_FAILURES))
        if late:
            await self._clock.pause(late)
        if fails:
            raise errors.ApiError(
                status, _FAILURES[status], "a failure that the sandbox was told to rehearse; nothing has been changed"
            )

    def _who(self, authorization: list[str]) -> str:
        try:
            return auth.authenticate(authorization, self._workspaces).tenant_id
        except errors.ApiError:
            # All strangers together: each made-up key with an allowance of its own would be remembered for ever.
            return auth.NOBODY.tenant_id


class _Limit:
    """So many requests in any second or minute, for each who asks."""

    def __init__(self, rate: str) -> None:
        number, _, unit = rate.partition("/")
        self._requests = int(number)
        self._period_name, self._period = _PERIODS[unit]
        self._taken: dict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=self._requests))

    def take(self, who: str, now: datetime) -> None:
        """Count one more request; ApiError 429, and nothing counted, if it is one too many."""
        taken = self._taken[who]
        left = taken[0] + self._period - now if len(taken) == self._requests else timedelta()
        if left > timedelta():
            seconds = math.ceil(left.total_seconds())
            raise errors.too_many_requests(
                f"more than {self._requests} requests in a {self._period_name}; come back in {seconds} s", seconds
            )
        taken.append(now)
