"""Faults in connections."""

from tests.faults.client.places import CONNECTIONS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A forked process uses the connections of its parent",
        CONNECTIONS,
        "        here = os.getpid()\n        with self",
        "        here = 0\n        with self",
        source="with the checks",
    ),
    Fault(
        "Connections outlive their event loop",
        CONNECTIONS,
        "            await anext(keeper)\n",
        "",
        source="with the checks",
    ),
    Fault(
        "The async client has a timeout of five seconds",
        CONNECTIONS,
        "httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=USUAL)",
        "httpx.AsyncClient(headers=USUAL)",
        source="blind, second list",
    ),
    Fault(
        "A deep copy of a client shares the connections of the original",
        CONNECTIONS,
        "return type(self)(self.lent)",
        "return self",
        source="blind, third list",
    ),
]
