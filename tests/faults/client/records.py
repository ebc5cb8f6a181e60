"""Faults in records and their replay."""

from tests.faults.client.places import RECORDS, REPLAY, REPLAY_COMMAND
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "a broken contract is recorded as kept",
        RECORDS,
        "            for each in verdict.departures\n",
        "            for each in verdict.departures[:0]\n",
        source="with the checks",
    ),
    Fault(
        "the key is recorded where an answer repeats it",
        RECORDS,
        "self._secrets = {key}",
        "self._secrets: set[str] = set()",
        source="with the checks",
    ),
    Fault(
        "credentials of stores are recorded",
        RECORDS,
        "_blank(item) if name in self._write_only else self.value(item)",
        "self.value(item)",
        source="with the checks",
    ),
    Fault(
        "signatures are recorded",
        RECORDS,
        "        return URL.sub(_without_values, text)",
        "        return text",
        source="with the checks",
        smoke="recorded_traffic",
    ),
    Fault("anybody may read a record", RECORDS, "PRIVATE = 0o600", "PRIVATE = 0o644", source="with the checks"),
    Fault(
        "lines are written in pieces",
        RECORDS,
        "if os.write(descriptor, line) != len(line):",
        "if sum(os.write(descriptor, line[at : at + 4096]) for at in range(0, len(line), 4096)) != len(line):",
        source="with the checks",
    ),
    Fault(
        "a damaged line ends a replay",
        REPLAY,
        "                result.damaged[number] = str(why)\n                continue",
        "                result.damaged[number] = str(why)\n                break",
        source="with the checks",
    ),
    Fault(
        "records the secrets of a store in clear wherever they are repeated outside of the field `secrets`",
        RECORDS,
        "yield from _secrets(item, names, secret=secret or name in names)",
        "yield from _secrets(item, names, secret=name in names)",
        source="blind, third list",
    ),
    Fault(
        "exits a replay with 0 though lines of the file could not be read, if the others keep the contract",
        REPLAY_COMMAND,
        "return 0 if result.exchanges and not result.damaged else 2",
        "return 0 if result.exchanges else 2",
        source="blind, third list",
    ),
]
