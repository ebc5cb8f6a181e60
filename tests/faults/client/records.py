"""Faults in records and their replay."""

from tests.faults.client.files import RECORDS, REPLAY, REPLAY_COMMAND
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A departure is recorded as valid",
        RECORDS,
        "            for departure in validation.departures\n",
        "            for departure in validation.departures[:0]\n",
        source="with the checks",
    ),
    Fault(
        "The key is recorded where an answer contains it",
        RECORDS,
        "self._secrets = {key}",
        "self._secrets: set[str] = set()",
        source="with the checks",
    ),
    Fault(
        "The credentials of stores are recorded",
        RECORDS,
        "_masked(item) if self._is_secret(name, item) else self.value(item)",
        "self.value(item)",
        source="with the checks",
    ),
    Fault(
        "Signatures of URLs are recorded",
        RECORDS,
        "        return masked_parameters(URL.sub(_without_values, text))",
        "        return text",
        source="with the checks",
        smoke="records",
    ),
    Fault(
        "A record can be read by other users", RECORDS, "PRIVATE = 0o600", "PRIVATE = 0o644", source="with the checks"
    ),
    Fault(
        "Lines of a record are written in pieces",
        RECORDS,
        "if os.write(descriptor, line) != len(line):",
        "if sum(os.write(descriptor, line[at : at + 4096]) for at in range(0, len(line), 4096)) != len(line):",
        source="with the checks",
    ),
    Fault(
        "A damaged line ends a replay",
        REPLAY,
        "                result.damaged[number] = str(why)\n                continue",
        "                result.damaged[number] = str(why)\n                break",
        source="with the checks",
    ),
    Fault(
        "Secrets of a store are recorded where they are repeated in other fields",
        RECORDS,
        "yield from _secrets(item, names, secret=secret or name in names)",
        "yield from _secrets(item, names, secret=name in names)",
        source="blind, third list",
    ),
    Fault(
        "A replay with damaged lines exits with 0",
        REPLAY_COMMAND,
        "return 0 if result.exchanges and not result.damaged else 2",
        "return 0 if result.exchanges else 2",
        source="blind, third list",
    ),
    Fault(
        "A record behind a symbolic link stays open to other users",
        RECORDS,
        "if stat.S_ISREG(os.fstat(descriptor).st_mode):",
        "if stat.S_ISREG(os.lstat(path).st_mode):",
        source="unseen kinds",
    ),
]
