"""How fast requests are sent: below the ceiling of --rate, and slower after the server has asked for it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# How long the server may ask to wait for one request.
LONGEST_WAIT = 120.0
# Waits without a Retry-After, in seconds, one for each attempt: the server has failed, or is too busy to say when.
WAITS = (0.2, 0.5, 1.0)
# How often a request is sent again that the server has put off.
ATTEMPTS = 8
# How many answers in a row raise the rate again, and by how much.
ANSWERS_TO_RECOVER = 40
RECOVERY = 1.25
SLOWDOWN = 0.7
LOWEST_RATE = 0.2


class Pace:
    """The time of the next request. After a 429, the rate is a part of what was sent in the last second."""

    def __init__(
        self,
        ceiling: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._ceiling = ceiling
        self._rate = ceiling
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._sent: deque[float] = deque(maxlen=1000)
        self._answers = 0
        self._lock = threading.Lock()
        # How long the run has waited because the server asked for it.
        self.waited = 0.0

    @property
    def rate(self) -> float | None:
        """Requests per second; None without a limit."""
        return self._rate

    def wait_for_turn(self) -> None:
        """Wait until the next request may be sent."""
        with self._lock:
            now = self._clock()
            begins = max(now, self._next) if self._rate else now
            if self._rate:
                self._next = begins + 1 / self._rate
            self._sent.append(begins)
        if begins > now:
            self._sleep(begins - now)

    def answered(self) -> None:
        """An answer that is no refusal for the rate: after many, send faster again."""
        with self._lock:
            self._answers += 1
            if self._rate and self._rate != self._ceiling and self._answers >= ANSWERS_TO_RECOVER:
                self._answers = 0
                self._rate *= RECOVERY
                if self._ceiling:
                    self._rate = min(self._rate, self._ceiling)

    def slow_down(self) -> None:
        """The server answers 429: send fewer requests per second than in the last second."""
        with self._lock:
            now = self._clock()
            recent = sum(now - sent <= 1 for sent in self._sent) or 1
            self._rate = max(LOWEST_RATE, min(recent, self._rate or recent) * SLOWDOWN)
            self._answers = 0

    def pause(self, seconds: float) -> None:
        """Wait because the server asked for it."""
        self._sleep(seconds)
        self.waited += seconds


def seconds_to_wait(retry_after: str | None, attempt: int, now: datetime | None = None) -> float | None:
    """How long to wait before the next attempt, which is counted from 0; None after the last one.

    `retry_after` is the value of the header: seconds or an HTTP date.
    """
    asked = _asked_for(retry_after, now or datetime.now(UTC))
    if asked is not None:
        return asked if attempt < ATTEMPTS else None
    return WAITS[attempt] if attempt < len(WAITS) else None


def _asked_for(retry_after: str | None, now: datetime) -> float | None:
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        # No date, or one that no clock reaches.
        return None
