"""Faults in `with_options`."""

from tests.faults.client.places import SETTINGS, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "options change the client that they are taken from",
        TRANSPORT,
        "twin = object.__new__(type(self))",
        "twin = self",
        source="with the checks",
    ),
    Fault(
        "a borrowed client closes the connections",
        TRANSPORT,
        "twin._owned = False",
        "twin._owned = True",
        source="with the checks",
    ),
    Fault(
        "the timeout of a call is not the call's",
        TRANSPORT,
        '{"timeout": self._timeout}',
        "{}",
        source="with the checks",
    ),
    Fault(
        "forgets in with_options the headers that the client it is taken from had been given by with_options",
        TRANSPORT,
        "twin._headers = self._headers | {",
        'twin._headers = {"user-agent": USUAL["user-agent"]} | {',
        source="blind, third list",
    ),
    Fault(
        "refuses Host, Content-Type and the like in with_options only where they are written in lower case",
        SETTINGS,
        "if name.lower() in OURS:",
        "if name in OURS:",
        source="blind, third list",
    ),
]
