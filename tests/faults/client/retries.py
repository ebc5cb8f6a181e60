"""Faults in retries."""

from tests.faults.client.files import RETRIES, ROLLBACK, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A failed rollback is retried",
        ROLLBACK,
        "    },\n)\n\n\ndef sync(",
        "    },\n    read_only=True,\n)\n\n\ndef sync(",
        source="with the checks",
    ),
    Fault(
        "Nothing is retried",
        RETRIES,
        "if attempt >= self.attempts:",
        "if attempt:",
        source="with the checks",
        smoke="retries",
    ),
    Fault("A 500 is retried", RETRIES, "frozenset({429, 502", "frozenset({429, 500, 502", source="with the checks"),
    Fault(
        "The Retry-After of a server is ignored",
        TRANSPORT,
        "retry_after(outcome.headers)) if retry",
        "None) if retry",
        source="with the checks",
    ),
    Fault(
        "A creation whose request breaks while it is sent is retried",
        TRANSPORT,
        "NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)",
        "NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError)",
        source="blind, second list",
    ),
    Fault(
        "A Retry-After beyond longest_wait is shortened and retried",
        RETRIES,
        "pause = requested if requested is not None else self._pause(attempt)",
        "pause = min(requested, self.longest_wait) if requested is not None else self._pause(attempt)",
        source="blind, third list",
    ),
    Fault(
        "The deadline counts for each attempt",
        TRANSPORT,
        "        outcome = yield Send(key)\n",
        "        started = clock()\n        outcome = yield Send(key)\n",
        source="unseen kinds",
    ),
    Fault(
        "A Retry-After of zero is ignored",
        RETRIES,
        "requested if requested is not None else self._pause(attempt)",
        "requested or self._pause(attempt)",
        source="unseen kinds",
    ),
    Fault(
        "Waits grow beyond the longest wait, which ends the retries",
        RETRIES,
        "min(self.backoff * 2 ** min(attempt - 1, MOST_DOUBLINGS), self.longest_wait)",
        "self.backoff * 2 ** min(attempt - 1, MOST_DOUBLINGS)",
        source="unseen kinds",
    ),
    Fault(
        "The wait of a patient client overflows",
        RETRIES,
        "MOST_DOUBLINGS = 1_000",
        "MOST_DOUBLINGS = 1_100",
        source="unseen kinds",
    ),
    Fault(
        "The async client waits half as long",
        TRANSPORT,
        "await asyncio.sleep(step.seconds)",
        "await asyncio.sleep(step.seconds / 2)",
        source="unseen kinds",
    ),
]
