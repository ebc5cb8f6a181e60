"""Faults in redaction of secrets."""

from tests.faults.client.files import OBSERVERS, REDACTED_TEXT, REDACTION
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
    Fault(
        "An error has the key in base64 that the server repeats",
        REDACTED_TEXT,
        "        if len(inner) >= SHORTEST_BASE64:",
        "        if len(inner) >= 99 * SHORTEST_BASE64:",
        source="with the checks",
        smoke="repeated_secrets",
    ),
    Fault(
        "The logs of httpcore have the key that the server repeats",
        REDACTION,
        "        text = without_key(text, key.reveal())\n",
        "",
        source="with the checks",
        smoke="repeated_secrets",
    ),
    Fault(
        "ContractBroken has the key that the server repeats",
        OBSERVERS,
        'content_without_key(exchange.answer_content or b"", key.reveal())',
        'exchange.answer_content or b""',
        source="with the checks",
        smoke="repeated_secrets",
    ),
    Fault(
        "The value of a parameter that is called like a secret is shown behind a quote",
        REDACTED_TEXT,
        "(?:{QUOTED}|[^\\s&;,'\\\"<>…]+)",
        "(?:[^\\s&;,'\\\"<>…]+)",
        source="with the checks",
        smoke="repeated_secrets",
    ),
]
