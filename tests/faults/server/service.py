"""Faults in the ping."""

from tests.faults.fault import Fault
from tests.faults.server.places import SERVICE

FAULTS = [
    Fault(
        "the answer to a ping is an object",
        SERVICE,
        'return "pong"',
        'return {"message": "pong"}',
        source="blind, third list",
    ),
    Fault("the answer to a ping is an empty text", SERVICE, 'return "pong"', 'return ""', source="blind, fifth list"),
]
