"""Faults in where the key comes from and where it is sent."""

from tests.faults.client.files import CREDENTIALS, PROFILES, SETTINGS, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "The key shows in the repr of the credentials",
        CREDENTIALS,
        'return f"<key from {self.source}>"',
        'return f"<key {self._current and self._current.reveal()}>"',
        source="with the checks",
        smoke="credentials",
    ),
    Fault(
        "The key is sent to every origin",
        CREDENTIALS,
        "if origin(request.url) == self._origin:",
        "if self._origin:",
        source="with the checks",
    ),
    Fault(
        "Redirects are followed",
        TRANSPORT,
        '"follow_redirects": False',
        '"follow_redirects": True',
        source="with the checks",
    ),
    Fault(
        "A pickle of the credentials contains the key",
        CREDENTIALS,
        "        if self._restore is None:\n",
        "        if self._restore is None and self._current:\n            return str, (self._current.reveal(),)\n"
        "        if self._restore is None:\n",
        source="with the checks",
    ),
    Fault("A key that was refused is sent again", TRANSPORT, "if key != refused:", "if key:", source="with the checks"),
    Fault(
        "Concurrent tasks each call the key function",
        CREDENTIALS,
        "async with self._loop_locks.setdefault(asyncio.get_running_loop(), asyncio.Lock()):",
        "async with asyncio.Lock():",
        source="with the checks",
    ),
    Fault(
        "Concurrent threads each call the key function",
        CREDENTIALS,
        "        with self._lock.of_this_process():\n",
        "        with threading.Lock():\n",
        source="with the checks",
    ),
    Fault(
        "A profile that other users can read is accepted",
        PROFILES,
        "mode & (stat.S_IRWXG | stat.S_IRWXO)",
        "not mode",
        source="with the checks",
    ),
    Fault(
        "The key of a profile is sent to another base URL",
        SETTINGS,
        "        check_origin(key, url)\n",
        "",
        source="with the checks",
    ),
    Fault(
        "The message of an exception in the key function is shown",
        CREDENTIALS,
        'return f"{type(error).__name__}{place}"',
        'return f"{error!r}{place}"',
        source="blind, second list",
    ),
    Fault(
        "The base URL of the default profile wins over that of the environment",
        SETTINGS,
        "if variable and not (named and profile_url):",
        "if variable and not profile_url:",
        source="blind, second list",
    ),
    Fault(
        "The permissions of a symbolic link count, not those of its file",
        PROFILES,
        "mode = os.fstat(file.fileno()).st_mode",
        "mode = path.lstat().st_mode",
        source="unseen kinds",
    ),
    Fault(
        "A profile that other users can read is accepted behind a symbolic link",
        PROFILES,
        'if os.name == "posix" and mode',
        'if os.name == "posix" and not path.is_symlink() and mode',
        source="unseen kinds",
    ),
]
