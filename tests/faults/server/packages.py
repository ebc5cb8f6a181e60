"""Faults in packages of insights, jobs and tasks."""

from tests.faults.fault import Fault
from tests.faults.server.places import PACKAGES

FAULTS = [
    Fault(
        "the package of an insight begins anew each time it is asked for",
        PACKAGES,
        'if one["selection"] == selection:',
        'if one["selection"] is selection:',
        source="blind, second list",
    ),
    Fault(
        "a package is ready before it can be fetched",
        PACKAGES,
        'return {"status": "pending", "signed_url": ""}',
        'return {"status": "ready", "signed_url": ""}',
        source="blind, third list",
    ),
    Fault(
        "a package that is still being packed has no status",
        PACKAGES,
        'return {"status": "pending", "signed_url": ""}',
        'return {"signed_url": ""}',
        source="blind, fifth list",
    ),
]
