"""Retries: when a request is sent again.

A read-only operation is retried after 429, 502, 503, 504 and lost connections. Any other operation is retried only if
no connection was made: a request that may have reached the server must not be acted on twice.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from ..errors import ConfigurationError

__all__ = ["NO_RETRIES", "Retries", "checked_retries"]

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
    at once. After `deadline` seconds in all nothing is retried; `math.inf` is no deadline. Raises ConfigurationError
    for values that cannot be used.
    """

    attempts: int = 4
    backoff: float = 0.5
    longest_wait: float = 30.0
    deadline: float = 120.0
    jitter: Callable[[], float] = field(default=_random, repr=False)

    def __attrs_post_init__(self) -> None:
        attempts = self.attempts
        if not isinstance(attempts, int) or isinstance(attempts, bool) or attempts < 1:
            raise ConfigurationError(
                f"attempts must be a whole number from 1 on, not {attempts!r}; 1 sends each request once"
            )
        # Python cannot wait for longer.
        for name, seconds in (("backoff", self.backoff), ("longest_wait", self.longest_wait)):
            if not _is_number(seconds) or not 0 <= seconds <= threading.TIMEOUT_MAX:
                raise ConfigurationError(
                    f"{name} must be a number of seconds from 0 to {threading.TIMEOUT_MAX:.0f}, not {seconds!r}"
                )
        if not _is_number(self.deadline) or not self.deadline >= 0:
            raise ConfigurationError(
                f"deadline must be a number of seconds from 0 on, not {self.deadline!r}; math.inf is no deadline"
            )
        if not callable(self.jitter):
            raise ConfigurationError(
                f"jitter must be a function that returns a number from 0 to 1, not {self.jitter!r}"
            )

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


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def checked_retries(retries: Retries) -> Retries:
    """The retries; raises ConfigurationError for another type, such as a number of attempts."""
    if not isinstance(retries, Retries):
        # Without its value: it may be a key in the wrong argument.
        raise ConfigurationError(
            f"retries must be Retries, such as Retries(attempts=3), not {type(retries).__name__}; "
            "NO_RETRIES sends each request once"
        )
    return retries


NO_RETRIES = Retries(attempts=1)
