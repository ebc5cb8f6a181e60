"""Faults in reading answers."""

from tests.faults.client.files import FIELD_TYPES, MODEL_ASSET, MODEL_TEMPORAL_EXTENT, MODELS, OPERATIONS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "NaN in an answer is read as a number without a departure",
        FIELD_TYPES,
        'return f"{super().mismatch(value, constants)} or {value} - {value}"',
        "return super().mismatch(value, constants)",
        source="with the checks",
    ),
    Fault(
        "Unknown fields of an answer are lost",
        MODELS,
        "for key, value in model._json.items() if key not in model._keys}",
        "for key, value in model._json.items() if not key}",
        source="with the checks",
    ),
    Fault(
        "An unknown value of an enumeration raises",
        FIELD_TYPES,
        '        differences.append(Difference(self.expected, f"another value, {describe(value)}"))',
        "        raise ValueError(value)",
        source="with the checks",
    ),
    Fault(
        "The name of an asset is read from its description",
        MODEL_ASSET,
        'Property("name", "name", STRING)',
        'Property("name", "description", STRING)',
        source="with the checks",
    ),
    Fault(
        "Departures are not reported",
        OPERATIONS,
        "            on_departure(Departure(self.id, difference.pointer, difference.expected, difference.got))",
        "            difference",
        source="with the checks",
        smoke="options",
    ),
    Fault(
        "The JSON pointer of a departure is in the wrong order",
        FIELD_TYPES,
        "*reversed(self.path))",
        "*self.path)",
        source="with the checks",
    ),
    Fault(
        "A page of HTML is read as an empty answer",
        OPERATIONS,
        "            return loads(response.content)",
        "            return loads(response.content if media_type != 'text/html' else b'{}')",
        source="with the checks",
    ),
    Fault(
        "Any 2xx status is read as a success",
        OPERATIONS,
        "        if answer is None:\n",
        "        answer = answer or (next(iter(self.answers.values())) if response.is_success "
        "else None)\n        if answer is None:\n",
        source="with the checks",
    ),
    Fault(
        "An answer of any media type is read as a picture",
        OPERATIONS,
        "            if got and got != answer.media_type:",
        "            if got and not got:",
        source="with the checks",
    ),
    Fault(
        "A null end of an interval is a departure",
        MODEL_TEMPORAL_EXTENT,
        "ListOf(ListOf(Nullable(STRING)))",
        "ListOf(ListOf(STRING))",
        source="blind, second list",
    ),
    Fault(
        "A fraction in place of an integer is cut off without a departure",
        FIELD_TYPES,
        "if type(value) is float and value.is_integer():",
        "if type(value) is float and math.isfinite(value):",
        source="blind, second list",
    ),
    Fault(
        "A departure shows the unknown value",
        FIELD_TYPES,
        'f"another value, {describe(value)}"',
        'f"another value, {value!r}"',
        source="blind, second list",
    ),
    Fault(
        "Detailed calls report no departures",
        OPERATIONS,
        "parsed = self.parse(response, on_departure, source)",
        "parsed = self.parse(response, list[Departure]().append, source)",
        source="blind, second list",
    ),
    Fault(
        "A detailed call raises for an undocumented 2xx status",
        OPERATIONS,
        "parsed = self.parse(response, on_departure, source) if response.status_code in self.answers else None",
        "parsed = self.parse(response, on_departure, source) if response.is_success else None",
        source="blind, third list",
    ),
    Fault(
        "An integer that is written as 100.0 is a departure",
        FIELD_TYPES,
        "INTEGER = _Integer(",
        "INTEGER = Scalar(",
        source="blind, third list",
    ),
    Fault(
        "Text without a charset is read as Latin-1",
        OPERATIONS,
        'response.charset_encoding or "utf-8"',
        'response.charset_encoding or "latin-1"',
        source="unseen kinds",
    ),
    Fault(
        "Only the first twenty departures of an answer are reported",
        OPERATIONS,
        "        for difference in differences:\n",
        "        for difference in differences[:20]:\n",
        source="unseen kinds",
    ),
]
