"""Faults in redaction of secrets."""

from tests.faults.client.files import REDACTION
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "An answer keeps a reference to the request with the key",
        REDACTION,
        "    response.request = NO_REQUEST\n",
        "",
        source="with the checks",
        smoke="credentials",
    ),
    Fault(
        "The stream of an answer keeps a reference to the key",
        REDACTION,
        "response.stream = httpx.",
        "httpx.",
        source="with the checks",
    ),
    Fault(
        "An error keeps a traceback with the key",
        REDACTION,
        "error.__cause__ = error.__context__ = error.__traceback__ = None",
        "error.__cause__ = error.__context__ = None",
        source="with the checks",
    ),
    Fault(
        "Signatures of URLs are logged",
        REDACTION,
        'return QUERY.sub(lambda query: f"{query[0][0]}…", text)',
        "return text",
        source="with the checks",
    ),
    Fault(
        "An answer keeps the request that would follow its redirect",
        REDACTION,
        "    response.next_request = None\n",
        "",
        source="unseen kinds",
    ),
]
