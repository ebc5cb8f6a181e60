"""Faults in redaction of secrets."""

from tests.faults.client.places import REDACTION
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "an answer holds on to the key",
        REDACTION,
        "    response.request = NOTHING\n",
        "",
        source="with the checks",
        smoke="credentials",
    ),
    Fault(
        "what an answer was read from has the key",
        REDACTION,
        "response.stream = httpx.",
        "httpx.",
        source="with the checks",
    ),
    Fault(
        "an error holds on to what had the key",
        REDACTION,
        "error.__cause__ = error.__context__ = error.__traceback__ = None",
        "error.__cause__ = error.__context__ = None",
        source="with the checks",
    ),
    Fault(
        "signatures are logged",
        REDACTION,
        'return QUERY.sub(lambda query: f"{query[0][0]}…", text)',
        "return text",
        source="with the checks",
    ),
]
