"""Faults in errors."""

from tests.faults.client.places import ERRORS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "403 is taken for 404",
        ERRORS,
        "    403: Forbidden,",
        "    403: NotFound,",
        source="with the checks",
        smoke="errors",
    ),
    Fault(
        "520 is no server error",
        ERRORS,
        "if 500 <= status <= 599:",
        "if 500 <= status <= 511:",
        source="with the checks",
    ),
    Fault(
        "an error's pickle loses its fields", ERRORS, "    error.__dict__.update(state)\n", "", source="with the checks"
    ),
    Fault(
        "a whole body is kept in an error",
        ERRORS,
        "self.body = body[:BODY_CLIP]",
        "self.body = body",
        source="with the checks",
    ),
    Fault(
        "a wait beyond all dates raises",
        ERRORS,
        "except (ValueError, OverflowError):",
        "except ValueError:",
        source="with the checks",
    ),
    Fault(
        "413 is a bad request",
        ERRORS,
        "return _BY_STATUS.get(status, UnexpectedStatus)",
        "return _BY_STATUS.get(status, BadRequest if 400 <= status else UnexpectedStatus)",
        source="blind, second list",
    ),
    Fault(
        "a wait until a time that has gone by is less than nothing",
        ERRORS,
        "return max(0.0, (moment - datetime.now(UTC)).total_seconds())",
        "return (moment - datetime.now(UTC)).total_seconds()",
        source="blind, second list",
    ),
]
