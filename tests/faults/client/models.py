"""Faults in models."""

from tests.faults.client.places import FIELD_TYPES, MODEL_JOB_PACKAGE, MODEL_TASKING_ORDER_ITEM, MODELS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "a null that came is left out",
        MODELS,
        "whole: dict[str, Any] = copied(self._dumped())\n",
        "whole: dict[str, Any] = {key: copied(value) for key, value in self._dumped().items() if value is not None}\n",
        source="with the checks",
    ),
    Fault(
        "what is changed in a part is lost",
        MODELS,
        "json[property_.key] = property_.kind.dump(self._parts[property_.key])",
        "json.setdefault(property_.key, property_.kind.dump(self._parts[property_.key]))",
        source="with the checks",
    ),
    Fault(
        "a copy changes what it was copied from",
        MODELS,
        "twin = self._of(dict(self._json))",
        "twin = self._of(self._json)",
        source="with the checks",
    ),
    Fault(
        "what is missing is not noticed",
        MODELS,
        "            if property_.required:\n                # No",
        "            if not property_.key:\n                # No",
        source="with the checks",
    ),
    Fault(
        "the items of a list are not looked at",
        FIELD_TYPES,
        '            yield f"for {item} in {value}:"\n',
        '            yield f"for {item} in {value}[:0]:"\n',
        source="with the checks",
    ),
    Fault(
        "true is taken for a number",
        FIELD_TYPES,
        '"a finite number", (float, int)',
        '"a finite number", (float, int, bool)',
        source="with the checks",
    ),
    Fault(
        "secrets show",
        MODELS,
        """return "'…'" if self.secret else repr(value)""",
        "return repr(value)",
        source="with the checks",
        smoke="credentials",
    ),
    Fault(
        "one of several objects is read as the first that will do",
        FIELD_TYPES,
        "        if claimed := self._claimed(value):\n            return claimed\n",
        "",
        source="with the checks",
    ),
    Fault(
        "of several geometries only the first kind can be written again",
        FIELD_TYPES,
        "            if dumped is not value:\n                return dumped\n        return value\n",
        "            if dumped is not value:\n                return dumped\n            break\n        return value\n",
        source="blind, second list",
    ),
    Fault(
        "looks for the workflow of a job's package in `workflow_id`, where the contract has `workflowId`",
        MODEL_JOB_PACKAGE,
        'Property("workflow_id", "workflowId", STRING)',
        'Property("workflow_id", "workflow_id", STRING)',
        source="blind, third list",
    ),
    Fault(
        "demands no_of_occurrences, and not end_date, of an order to image once",
        MODEL_TASKING_ORDER_ITEM,
        '("recurrence", "ONCE", ("end_date",))',
        '("recurrence", "ONCE", ("no_of_occurrences",))',
        source="blind, third list",
    ),
]
