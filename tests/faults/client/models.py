"""Faults in models."""

from tests.faults.client.files import FIELD_TYPES, MODEL_JOB_PACKAGE, MODEL_TASKING_ORDER_ITEM, MODELS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A null field of an answer is left out when the model is written",
        MODELS,
        "whole: dict[str, Any] = copied(self._dump())\n",
        "whole: dict[str, Any] = {key: copied(value) for key, value in self._dump().items() if value is not None}\n",
        source="with the checks",
    ),
    Fault(
        "A change in a nested model is lost when the model is written",
        MODELS,
        "json[property_.key] = property_.type.dump(self._parts[property_.key])",
        "json.setdefault(property_.key, property_.type.dump(self._parts[property_.key]))",
        source="with the checks",
    ),
    Fault(
        "A change in a copy of a model changes the original",
        MODELS,
        "twin = self._view(dict(self._json))",
        "twin = self._view(self._json)",
        source="with the checks",
    ),
    Fault(
        "A missing required field of an answer is not a departure",
        MODELS,
        "            if property_.required:\n                # Each",
        "            if not property_.key:\n                # Each",
        source="with the checks",
    ),
    Fault(
        "The items of a list in an answer are not validated",
        FIELD_TYPES,
        '            yield f"for {item} in {value}:"\n',
        '            yield f"for {item} in {value}[:0]:"\n',
        source="with the checks",
    ),
    Fault(
        "A boolean in an answer is read as a number",
        FIELD_TYPES,
        '"a finite number", (float, int)',
        '"a finite number", (float, int, bool)',
        source="with the checks",
    ),
    Fault(
        "Secret fields show in the repr of a model",
        MODELS,
        """return "'…'" if self.secret else repr(value)""",
        "return repr(value)",
        source="with the checks",
        smoke="credentials",
    ),
    Fault(
        "A union is read as the first alternative that fits",
        FIELD_TYPES,
        "        if claimed := self._claimed(value):\n            return claimed\n",
        "",
        source="with the checks",
    ),
    Fault(
        "Only the first alternative of a geometry can be written",
        FIELD_TYPES,
        "            if dumped is not value:\n                return dumped\n        return value\n",
        "            if dumped is not value:\n                return dumped\n            break\n        return value\n",
        source="blind, second list",
    ),
    Fault(
        "The package of a job is read with workflow_id instead of workflowId",
        MODEL_JOB_PACKAGE,
        'Property("workflow_id", "workflowId", STRING)',
        'Property("workflow_id", "workflow_id", STRING)',
        source="blind, third list",
    ),
    Fault(
        "A single tasking order requires no_of_occurrences instead of end_date",
        MODEL_TASKING_ORDER_ITEM,
        '("recurrence", "ONCE", ("end_date",))',
        '("recurrence", "ONCE", ("no_of_occurrences",))',
        source="blind, third list",
    ),
    Fault(
        "Models that differ in an unknown field are equal",
        MODELS,
        "            self.additional_properties == other.additional_properties\n",
        "            self.additional_properties.keys() == other.additional_properties.keys()\n",
        source="unseen kinds",
    ),
    Fault(
        "The last field of a model does not count for equality",
        MODELS,
        "getattr(other, p.name) for p in self._properties)",
        "getattr(other, p.name) for p in self._properties[:-1])",
        source="unseen kinds",
    ),
    Fault(
        "JSON text is read where its JSON is refused",
        MODELS,
        "        return cls._from_json(source)\n",
        "        return cls._read(source, [])\n",
        source="unseen kinds",
    ),
]
