"""Faults in the spelling of times."""

from tests.faults.fault import Fault
from tests.faults.server.files import CLOCK

FAULTS = [
    Fault(
        "The times of a new store have no offset",
        CLOCK,
        ":%Y-%m-%dT%H:%M:%SZ}",
        ":%Y-%m-%dT%H:%M:%S}",
        source="blind, second list",
    ),
    Fault(
        "The times of AOIs and orders have no seconds",
        CLOCK,
        'return when.isoformat(timespec="microseconds")',
        'return when.isoformat(timespec="minutes")',
        source="blind, third list",
    ),
    Fault(
        "The times of new indices and assets have an offset without minutes",
        CLOCK,
        'return when.isoformat(sep=" ", timespec="microseconds")',
        'return f"{when:%Y-%m-%d %H:%M:%S.%f}+00"',
        source="blind, fourth list",
    ),
]
