"""Faults in the spelling of times."""

from tests.faults.fault import Fault
from tests.faults.server.places import CLOCK

FAULTS = [
    Fault(
        "the times of a new store have no offset",
        CLOCK,
        ":%Y-%m-%dT%H:%M:%SZ}",
        ":%Y-%m-%dT%H:%M:%S}",
        source="blind, second list",
    ),
    Fault(
        "the times of AOIs and orders end with the minutes",
        CLOCK,
        'return when.isoformat(timespec="microseconds")',
        'return when.isoformat(timespec="minutes")',
        source="blind, third list",
    ),
    Fault(
        "the times of new indices and assets have an offset of hours alone",
        CLOCK,
        'return when.isoformat(sep=" ", timespec="microseconds")',
        'return f"{when:%Y-%m-%d %H:%M:%S.%f}+00"',
        source="blind, fourth list",
    ),
]
