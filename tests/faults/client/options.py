"""Faults in `with_options`."""

from tests.faults.client.files import RETRIES, SETTINGS, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "with_options changes the original client",
        TRANSPORT,
        "twin = object.__new__(type(self))",
        "twin = self",
        source="with the checks",
    ),
    Fault(
        "Closing a client from with_options closes the connections of the original",
        TRANSPORT,
        "twin._owned = False",
        "twin._owned = True",
        source="with the checks",
    ),
    Fault(
        "The timeout of a call is ignored",
        TRANSPORT,
        '{"timeout": self._timeout}',
        "{}",
        source="with the checks",
    ),
    Fault(
        "A second with_options loses the headers of the first",
        TRANSPORT,
        "twin._headers = self._headers | {",
        'twin._headers = {"user-agent": DEFAULT_HEADERS["user-agent"]} | {',
        source="blind, third list",
    ),
    Fault(
        "Reserved headers in with_options are refused only in lower case",
        SETTINGS,
        "if name.lower() in RESERVED_HEADERS:",
        "if name in RESERVED_HEADERS:",
        source="blind, third list",
    ),
    Fault(
        "A second with_options loses the timeout of the first",
        TRANSPORT,
        "twin._timeout = self._timeout if timeout is None else checked_timeout(timeout)",
        "twin._timeout = checked_timeout(timeout)",
        source="unseen kinds",
    ),
    Fault(
        "A function for departures that is false is left out",
        TRANSPORT,
        "self._on_departure if on_departure is None else checked_hook(on_departure)",
        "on_departure or self._on_departure",
        source="unseen kinds",
    ),
    Fault(
        "with_options takes a number of retries and fails in the call",
        TRANSPORT,
        "self._retries if retries is None else checked_retries(retries)",
        "self._retries if retries is None else retries",
        source="with the checks",
    ),
    Fault(
        "A client takes True for its retries",
        RETRIES,
        "if not isinstance(retries, Retries):",
        "if not isinstance(retries, Retries | bool):",
        source="with the checks",
    ),
    Fault(
        "A backoff that is no number is taken",
        RETRIES,
        "not 0 <= seconds <= threading.TIMEOUT_MAX",
        "(seconds < 0 or seconds > threading.TIMEOUT_MAX)",
        source="with the checks",
    ),
    Fault(
        "Assigning a timeout changes nothing and is not refused",
        TRANSPORT,
        'OPTIONS_OF_CALLS = frozenset({"timeout", "retries"',
        'OPTIONS_OF_CALLS = frozenset({"retries"',
        source="with the checks",
    ),
]
