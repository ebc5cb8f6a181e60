"""Faults in the validator of exchanges."""

from tests.faults.client.files import VALIDATOR
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "Unknown query parameters are not reported by the validator",
        VALIDATOR,
        '                else:\n                    yield Difference(below(f"/request/{where}", name)',
        '                elif where == "path":\n                    yield Difference(below(f"/request/{where}", name)',
        source="with the checks",
    ),
    Fault(
        "Any status is valid for the validator",
        VALIDATOR,
        '            yield Difference("/answer/status", f"one of',
        '            return\n            yield Difference("/answer/status", f"one of',
        source="with the checks",
        smoke="observers",
    ),
    Fault(
        "The validator does not compare bodies of answers with their schemas",
        VALIDATOR,
        'yield from self._differences(wanted[media_type].get("schema", {}), value, f"{side}/body")',
        "yield from ()",
        source="with the checks",
    ),
    Fault(
        "The validator ignores formats",
        VALIDATOR,
        "validate_formats=True",
        "validate_formats=False",
        source="with the checks",
    ),
    Fault(
        "A departure in a union names a field of another alternative",
        VALIDATOR,
        "    if len(meant) != 1 or not meant[0]:",
        "    if meant is not None:",
        source="with the checks",
    ),
    Fault(
        "The validator takes the list of deliveries for a catalog",
        VALIDATOR,
        'return sorted(descriptions, key=lambda description: description.template.count("{"))',
        "return descriptions",
        source="blind, second list",
    ),
    Fault(
        "The validator does not know documented 5XX answers",
        VALIDATOR,
        'f"{status // 100}XX"',
        'f"{status // 100}xx"',
        source="blind, third list",
    ),
    Fault(
        "Only the first twenty departures of an exchange are raised",
        VALIDATOR,
        "            for difference in reversed(first.values())\n",
        "            for difference in list(reversed(first.values()))[:20]\n",
        source="unseen kinds",
    ),
]
