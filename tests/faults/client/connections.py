"""Faults in connections."""

from tests.faults.client.places import CONNECTIONS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "a forked process uses the connections of its parent",
        CONNECTIONS,
        "        here = os.getpid()\n        with self",
        "        here = 0\n        with self",
        source="with the checks",
    ),
    Fault(
        "connections outlive their event loop",
        CONNECTIONS,
        "            await anext(keeper)\n",
        "",
        source="with the checks",
    ),
    Fault(
        "with asyncio an answer may take five seconds",
        CONNECTIONS,
        "httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=USUAL)",
        "httpx.AsyncClient(headers=USUAL)",
        source="blind, second list",
    ),
    Fault(
        "gives a deep copy of a client the connections of the original, so closing the one closes the other",
        CONNECTIONS,
        "return type(self)(self.lent)",
        "return self",
        source="blind, third list",
    ),
]
