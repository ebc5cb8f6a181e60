"""Faults in retries."""

from tests.faults.client.places import RETRIES, ROLLBACK, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "a rollback is sent twice",
        ROLLBACK,
        "    },\n)\n\n\ndef sync(",
        "    },\n    reads_only=True,\n)\n\n\ndef sync(",
        source="with the checks",
    ),
    Fault(
        "nothing is sent again",
        RETRIES,
        "if attempt >= self.attempts:",
        "if attempt:",
        source="with the checks",
        smoke="retries",
    ),
    Fault(
        "500 is asked for again", RETRIES, "frozenset({429, 502", "frozenset({429, 500, 502", source="with the checks"
    ),
    Fault(
        "the server's wait is ignored",
        TRANSPORT,
        "retry_after(outcome.headers)) if again",
        "None) if again",
        source="with the checks",
    ),
    Fault(
        "a creation that breaks while it is written is sent again",
        TRANSPORT,
        "NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)",
        "NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError)",
        source="blind, second list",
    ),
    Fault(
        "waits longest_wait and tries again when Retry-After asks for more, instead of raising the answer at once",
        RETRIES,
        "pause = asked if asked is not None else self._pause(attempt)",
        "pause = min(asked, self.longest_wait) if asked is not None else self._pause(attempt)",
        source="blind, third list",
    ),
]
