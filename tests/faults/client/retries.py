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
]
