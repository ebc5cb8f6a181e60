"""Faults in what is found and reported of new fields."""

from tests.faults.client.files import FIELD_TYPES, MODELS, OBSERVERS, REPLAY, TRANSPORT, VALIDATOR
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "New fields are found only beside a departure",
        MODELS,
        "if len(value) != known: fit &= 1",
        "if len(value) < known: fit &= 1",
        source="with the checks",
    ),
    Fault(
        "An object of a union that has new fields hides that from the object above it",
        FIELD_TYPES,
        'f"    if not (fit := fit & {constants.name(model.__name__, model)}._fits({value})): return False"',
        'f"    if not {constants.name(model.__name__, model)}._fits({value}): return False"',
        source="with the checks",
    ),
    Fault(
        "New fields of the objects of a list are not found",
        FIELD_TYPES,
        "        if type(value) is list and not self.of.plain:\n            below_items",
        "        if type(value) is tuple and not self.of.plain:\n            below_items",
        source="with the checks",
    ),
    Fault(
        "A new field is reported for every answer",
        TRANSPORT,
        "return self._new_fields.setdefault(place, new_field) is new_field",
        "return True",
        source="with the checks",
    ),
    Fault(
        "A new field is logged as a warning",
        TRANSPORT,
        'logger.info("not in the contract: %s", departure)',
        'logger.warning("not in the contract: %s", departure)',
        source="with the checks",
    ),
    Fault(
        "A new field breaks the contract in a replay",
        REPLAY,
        "any(departure.kind != NEW_FIELD for departure",
        "any(departure.kind for departure",
        source="with the checks",
    ),
    Fault(
        "The validator takes the keys of maps for names of fields",
        VALIDATOR,
        "elif others:",
        "elif others and not is_described and len(value) > 9:",
        source="with the checks",
    ),
    Fault(
        "The summary has no new fields",
        OBSERVERS,
        "self._new_fields.update(places.keys())",
        "places.keys()",
        source="with the checks",
    ),
]
