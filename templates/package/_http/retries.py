"""When a request is sent again.

A request that only reads is sent again after 429, 502, 503, 504 and broken connections. Any other request is sent again
only if its connection was never made: what may have reached the server must not happen twice.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from attrs import field, frozen

__all__ = ["NO_RETRIES", "Retries"]

PASSING = frozenset({429, 502, 503, 504})


def _spread() -> float:
    # By name in pickles: `random.random` itself would take its state along, and all that read it would wait alike.
    return random.random()  # noqa: S311  no secret


@frozen
class Retries:
    """How often and how patiently.

    `attempts` counts the first one. Waits start at `backoff` seconds, double each time, are spread by up to half, and
    are never longer than `longest_wait`; if the server asks for more (Retry-After), its answer is raised at once.
    After `deadline` seconds in all nothing is sent again.
    """

    attempts: int = 4
    backoff: float = 0.5
    longest_wait: float = 30.0
    deadline: float = 120.0
    jitter: Callable[[], float] = field(default=_spread, repr=False)

    def wait(self, attempt: int, elapsed: float, asked: float | None = None) -> float | None:
        """Seconds to wait after `attempt` attempts and `elapsed` seconds; None to give up."""
        if attempt >= self.attempts:
            return None
        pause = asked if asked is not None else self._pause(attempt)
        if pause > self.longest_wait or elapsed + pause > self.deadline:
            return None
        return pause

    def _pause(self, attempt: int) -> float:
        longest: float = min(self.backoff * 2 ** (attempt - 1), self.longest_wait)
        return longest * (1 - 0.5 * self.jitter())


NO_RETRIES = Retries(attempts=1)
