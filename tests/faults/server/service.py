"""Faults in the ping."""

from tests.faults.fault import Fault
from tests.faults.server.files import SERVICE

FAULTS = [
    Fault(
        "A ping is answered with an object instead of a string",
        SERVICE,
        'return "pong"',
        'return {"message": "pong"}',
        source="blind, third list",
    ),
    Fault("A ping is answered with an empty string", SERVICE, 'return "pong"', 'return ""', source="blind, fifth list"),
]
