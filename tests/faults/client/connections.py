"""Faults in connections."""

from tests.faults.client.files import CONNECTIONS, CREDENTIALS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A forked process uses the connections of its parent",
        CONNECTIONS,
        "        process = os.getpid()\n        with self",
        "        process = 0\n        with self",
        source="with the checks",
    ),
    Fault(
        "Connections outlive their event loop",
        CONNECTIONS,
        "            await anext(closer)\n",
        "",
        source="with the checks",
    ),
    Fault(
        "The async client has a timeout of five seconds",
        CONNECTIONS,
        "httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=DEFAULT_HEADERS, ",
        "httpx.AsyncClient(headers=DEFAULT_HEADERS, ",
        source="blind, second list",
    ),
    Fault(
        "The async client sends cookies of the server back",
        CONNECTIONS,
        "httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=DEFAULT_HEADERS, cookies=_no_cookies())",
        "httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=DEFAULT_HEADERS)",
        source="with the checks",
    ),
    Fault(
        "A deep copy of a client shares the connections of the original",
        CONNECTIONS,
        "return type(self)(self.external)",
        "return self",
        source="blind, third list",
    ),
    Fault(
        "A forked process waits for a lock that a thread of its parent holds",
        CREDENTIALS,
        "self._locks.setdefault(os.getpid(), threading.RLock())",
        "self._locks.setdefault(0, threading.RLock())",
        source="unseen kinds",
    ),
]
