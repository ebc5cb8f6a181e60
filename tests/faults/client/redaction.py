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
    Fault(
        "Logs are redacted only until logging is configured anew",
        REDACTION,
        "        if not logger.filters or logger.filters[0] is not _redaction_filter:\n",
        '        if not getattr(logger, "is_redacted", False):\n            logger.is_redacted = True\n',
        source="unseen kinds",
    ),
    Fault(
        "Filters of the program see the logs before they are redacted",
        REDACTION,
        "[_redaction_filter, *(other for other in logger.filters if other is not _redaction_filter)]",
        "[*(other for other in logger.filters if other is not _redaction_filter), _redaction_filter]",
        source="unseen kinds",
    ),
]
