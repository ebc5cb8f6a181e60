"""Faults in where the key comes from and where it is sent."""

from tests.faults.client.places import CREDENTIALS, PROFILES, SETTINGS, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "the key shows in the repr",
        CREDENTIALS,
        'return f"<key from {self.source}>"',
        'return f"<key {self._current and self._current.reveal()}>"',
        source="with the checks",
        smoke="credentials",
    ),
    Fault(
        "the key goes wherever a request goes",
        CREDENTIALS,
        "if origin(request.url) == self._origin:",
        "if self._origin:",
        source="with the checks",
    ),
    Fault(
        "redirects are followed",
        TRANSPORT,
        '"follow_redirects": False',
        '"follow_redirects": True',
        source="with the checks",
    ),
    Fault(
        "the key can be pickled",
        CREDENTIALS,
        "        if self._again is None:\n",
        "        if self._again is None and self._current:\n            return str, (self._current.reveal(),)\n"
        "        if self._again is None:\n",
        source="with the checks",
    ),
    Fault("a key that is refused is sent again", TRANSPORT, "if key != refused:", "if key:", source="with the checks"),
    Fault(
        "tasks ask for one key all at once",
        CREDENTIALS,
        "async with self._turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):",
        "async with asyncio.Lock():",
        source="with the checks",
    ),
    Fault(
        "threads ask for one key all at once",
        CREDENTIALS,
        "        with self._guard.here():\n",
        "        with threading.Lock():\n",
        source="with the checks",
    ),
    Fault(
        "a profile that others can read is read",
        PROFILES,
        "mode & (stat.S_IRWXG | stat.S_IRWXO)",
        "not mode",
        source="with the checks",
    ),
    Fault("the key of a profile goes anywhere", SETTINGS, "        bound(key, url)\n", "", source="with the checks"),
    Fault(
        "what a function for the key says when it fails is shown",
        CREDENTIALS,
        'return f"raised {type(error).__name__}{place}; call',
        'return f"raised {error!r}{place}; call',
        source="blind, second list",
    ),
    Fault(
        "the address in the usual profile goes before that of the environment",
        SETTINGS,
        "if variable and not (named and of_profile):",
        "if variable and not of_profile:",
        source="blind, second list",
    ),
]
