"""Retries: when a request is sent again.

A read-only operation is retried after 429, 502, 503, 504 and lost connections. Any other operation is retried only if
no connection was made: a request that may have reached the server must not be acted on twice.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from attrs import field, frozen

__all__ = ["NO_RETRIES", "Retries"]

TRANSIENT_STATUSES = frozenset({429, 502, 503, 504})
# Any wait has reached the longest one before. A power of two above 1,023 would raise OverflowError.
MOST_DOUBLINGS = 1_000


def _random() -> float:
    # Pickled by name: `random.random` itself would be pickled with its state, and every reader would wait equally long.
    return random.random()  # noqa: S311  no secret


@frozen
class Retries:
    """How often requests are retried, and after which waits.

    `attempts` includes the first one. Waits start at `backoff` seconds, double each time, are shortened at random by up
    to half, and are never longer than `longest_wait`. If the server asks for more (Retry-After), its answer is raised
    at once. After `deadline` seconds in all nothing is retried.
    """

    attempts: int = 4
    backoff: float = 0.5
    longest_wait: float = 30.0
    deadline: float = 120.0
    jitter: Callable[[], float] = field(default=_random, repr=False)

    def wait(self, attempt: int, elapsed: float, requested: float | None = None) -> float | None:
        """Seconds to wait after `attempt` attempts and `elapsed` seconds; None to give up.

        `requested` is the wait that the server asks for.
        """
        if attempt >= self.attempts:
            return None
        pause = requested if requested is not None else self._pause(attempt)
        if pause > self.longest_wait or elapsed + pause > self.deadline:
            return None
        return pause

    def _pause(self, attempt: int) -> float:
        longest: float = min(self.backoff * 2 ** min(attempt - 1, MOST_DOUBLINGS), self.longest_wait)
        return longest * (1 - 0.5 * self.jitter())


NO_RETRIES = Retries(attempts=1)
