"""Faults in packages of insights, jobs and tasks."""

from tests.faults.fault import Fault
from tests.faults.server.files import PACKAGES

FAULTS = [
    Fault(
        "The package of an insight starts again with each request",
        PACKAGES,
        'if package["selection"] == selection:',
        'if package["selection"] is selection:',
        source="blind, second list",
    ),
    Fault(
        "A package is ready before its URL exists",
        PACKAGES,
        'return {"status": "pending", "signed_url": ""}',
        'return {"status": "ready", "signed_url": ""}',
        source="blind, third list",
    ),
    Fault(
        "A package that is not ready has no status",
        PACKAGES,
        'return {"status": "pending", "signed_url": ""}',
        'return {"signed_url": ""}',
        source="blind, fifth list",
    ),
]
