"""Faults in the validator of exchanges."""

from tests.faults.client.places import VALIDATOR
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "unknown parameters of a query are not seen",
        VALIDATOR,
        '                else:\n                    yield Found(below(f"/request/{where}", name)',
        '                elif where == "path":\n                    yield Found(below(f"/request/{where}", name)',
        source="with the checks",
    ),
    Fault(
        "any status will do",
        VALIDATOR,
        '            yield Found("/answer/status", f"one of',
        '            return\n            yield Found("/answer/status", f"one of',
        source="with the checks",
        smoke="traffic",
    ),
    Fault(
        "bodies of answers are not held against their schemas",
        VALIDATOR,
        'yield from self._misfits(wanted[media_type].get("schema", {}), value, f"{side}/body")',
        "yield from ()",
        source="with the checks",
    ),
    Fault(
        "formats are not looked at",
        VALIDATOR,
        "validate_formats=True",
        "validate_formats=False",
        source="with the checks",
    ),
    Fault(
        "a departure names a place of another shape",
        VALIDATOR,
        "    if len(meant) != 1 or not meant[0]:",
        "    if meant is not None:",
        source="with the checks",
    ),
    Fault(
        "the list of deliveries is judged as a catalog of that name",
        VALIDATOR,
        'return sorted(rules, key=lambda rule: rule.template.count("{"))',
        "return rules",
        source="blind, second list",
    ),
    Fault(
        "judges documented 5XX answers to be of a status that the contract does not have",
        VALIDATOR,
        'f"{status // 100}XX"',
        'f"{status // 100}xx"',
        source="blind, third list",
    ),
]
