"""Faults in reading answers."""

from tests.faults.client.places import FIELD_TYPES, MODEL_ASSET, MODEL_TEMPORAL_EXTENT, MODELS, OPERATIONS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "NaN is taken for a number",
        FIELD_TYPES,
        'return f"{super().misfit(value, constants)} or {value} - {value}"',
        "return super().misfit(value, constants)",
        source="with the checks",
    ),
    Fault(
        "unknown fields are lost",
        MODELS,
        "for key, value in model._json.items() if key not in model._keys}",
        "for key, value in model._json.items() if not key}",
        source="with the checks",
    ),
    Fault(
        "an unknown status value raises",
        FIELD_TYPES,
        '        findings.append(Finding(self.expected, f"another value, {describe(value)}"))',
        "        raise ValueError(value)",
        source="with the checks",
    ),
    Fault(
        "a field is read from another one",
        MODEL_ASSET,
        'Property("name", "name", STRING)',
        'Property("name", "description", STRING)',
        source="with the checks",
    ),
    Fault(
        "departures are not reported",
        OPERATIONS,
        "            on_departure(Departure(self.id, finding.pointer, finding.expected, finding.got))",
        "            finding",
        source="with the checks",
        smoke="options",
    ),
    Fault(
        "a departure names the wrong place",
        FIELD_TYPES,
        "*reversed(self.path))",
        "*self.path)",
        source="with the checks",
    ),
    Fault(
        "a page of HTML reads as an empty answer",
        OPERATIONS,
        "            return loads(response.content)",
        "            return loads(response.content if media_type != 'text/html' else b'{}')",
        source="with the checks",
    ),
    Fault(
        "any 2xx is a success",
        OPERATIONS,
        "        if answer is None:\n",
        "        answer = answer or (next(iter(self.answers.values())) if response.is_success "
        "else None)\n        if answer is None:\n",
        source="with the checks",
    ),
    Fault(
        "a picture may be anything",
        OPERATIONS,
        "            if got and got != answer.media_type:",
        "            if got and not got:",
        source="with the checks",
    ),
    Fault(
        "a time without an end is no time",
        MODEL_TEMPORAL_EXTENT,
        "Many(Many(Nullable(STRING)))",
        "Many(Many(STRING))",
        source="blind, second list",
    ),
    Fault(
        "a fraction in place of an integer is cut off in silence",
        FIELD_TYPES,
        "if type(value) is float and value.is_integer():",
        "if type(value) is float and math.isfinite(value):",
        source="blind, second list",
    ),
    Fault(
        "a departure shows the value that was not known",
        FIELD_TYPES,
        'f"another value, {describe(value)}"',
        'f"another value, {value!r}"',
        source="blind, second list",
    ),
    Fault(
        "who asks for the whole answer is told of no departures",
        OPERATIONS,
        "parsed = self.parse(response, on_departure, source)",
        "parsed = self.parse(response, list[Departure]().append, source)",
        source="blind, second list",
    ),
    Fault(
        "raises from the detailed calls for a 2xx status that the operation does not document, such as 202",
        OPERATIONS,
        "parsed = self.parse(response, on_departure, source) if response.status_code in self.answers else None",
        "parsed = self.parse(response, on_departure, source) if response.is_success else None",
        source="blind, third list",
    ),
    Fault(
        "tells an integer that is written 100.0 as a departure and hands it out as a float",
        FIELD_TYPES,
        "INTEGER = _Integer(",
        "INTEGER = Scalar(",
        source="blind, third list",
    ),
]
