"""Faults in indices."""

from tests.faults.fault import Fault
from tests.faults.server.files import INDICES

FAULTS = [
    Fault(
        "The filter expression_type of indices is ignored",
        INDICES,
        '"expression_type": call.filter("expression_type")',
        '"expression_type": None',
        source="with the checks",
    ),
    Fault(
        "The filter index_id of indices also matches ids that only begin with it",
        INDICES,
        '"id": call.filter("index_id")',
        '"id": (call.query["index_id"] or "")[:1]',
        source="with the checks",
    ),
    Fault(
        "An index of the same name can be created twice",
        INDICES,
        "    if same_name:\n",
        "    if not same_name and same_name:\n",
        source="with the checks",
    ),
    Fault(
        "A new index has another rescale range than the request",
        INDICES,
        '"rescale": body["rescale"]',
        '"rescale": sorted(map(abs, body["rescale"]))',
        source="with the checks",
        smoke="visualizations",
    ),
    Fault(
        "A second index of the same name is answered with 400 instead of 409",
        INDICES,
        "raise errors.conflict(",
        "raise errors.bad_request(",
        source="blind, second list",
    ),
    Fault(
        "A new index is answered but not stored",
        INDICES,
        '    call.documents.add("index", index)\n',
        "",
        source="blind, second list",
    ),
    Fault(
        "The satellite filter of indices is ignored if a type is given",
        INDICES,
        '"satellite_id": call.filter("satellite_id"),',
        '"satellite_id": None if call.query["type"] else call.filter("satellite_id"),',
        source="blind, second list",
    ),
    Fault(
        "Every new index has the same colormap",
        INDICES,
        '"colormap": body["colormap"]',
        '"colormap": "rplumbho"',
        source="blind, second list",
    ),
    Fault(
        "A new index lists a band as often as its expression contains it",
        INDICES,
        'list(dict.fromkeys(re.findall(r"\\bB[0-9]+\\b", body["expression"])))',
        're.findall(r"\\bB[0-9]+\\b", body["expression"])',
        source="blind, second list",
    ),
    Fault("A new index is a preset", INDICES, '"type": "custom",', '"type": "preset",', source="blind, third list"),
    Fault(
        "Every new index has the expression type index",
        INDICES,
        '"expression_type": body["expression_type"],',
        '"expression_type": "index",',
        source="blind, third list",
    ),
    Fault(
        "The expression of a new index loses its spaces",
        INDICES,
        '"expression": body["expression"],',
        '"expression": body["expression"].replace(" ", ""),',
        source="blind, third list",
    ),
    Fault(
        "An index that calls itself a preset becomes one",
        INDICES,
        '"type": "custom",',
        '"type": body.get("type", "custom"),',
        source="blind, fourth list",
    ),
    Fault(
        "A colour composite of a user is refused",
        INDICES,
        "    body = call.body\n",
        '    body = call.body\n    if body["expression_type"] == "composite":\n'
        '        raise errors.bad_request("/expression_type: composites are presets")\n',
        source="blind, fourth list",
    ),
    Fault(
        "The times of a new index are Indian time with the offset of UTC",
        INDICES,
        "created_at = clock.timestamp(call.clock.now())",
        "from datetime import UTC, timedelta, timezone\n\n"
        "    there = call.clock.now().astimezone(timezone(timedelta(hours=5, minutes=30)))\n"
        "    created_at = clock.timestamp(there.replace(tzinfo=UTC))",
        source="blind, fifth list",
    ),
    Fault(
        "The times of a new index have no offset",
        INDICES,
        "clock.timestamp(call.clock.now())",
        "clock.timestamp(call.clock.now().replace(tzinfo=None))",
        source="blind, sixth list",
    ),
    Fault(
        "The rescale range of a new index loses its fractions",
        INDICES,
        '"rescale": body["rescale"],',
        '"rescale": [int(one) for one in body["rescale"]],',
        source="blind, sixth list",
    ),
    Fault(
        "A type that no index has together with others is ignored",
        INDICES,
        '"type": call.filter("type"),',
        '"type": None if call.query["expression_type"] == "grayscale" else call.filter("type"),',
        source="kinds of checks",
    ),
    Fault(
        "The range of a new index is stored with six digits",
        INDICES,
        '"rescale": body["rescale"],',
        '"rescale": [round(bound, 6) for bound in body["rescale"]],',
        source="kinds of checks",
    ),
    Fault(
        "A new grayscale index is a preset",
        INDICES,
        '"type": "custom",',
        '"type": "preset" if body["expression_type"] == "grayscale" else "custom",',
        source="blind, seventh list",
    ),
]
