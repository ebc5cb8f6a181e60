"""Faults in indices."""

from tests.faults.fault import Fault
from tests.faults.server.places import INDICES

FAULTS = [
    Fault(
        "a filter is ignored",
        INDICES,
        '"expression_type": call.filter("expression_type")',
        '"expression_type": None',
        source="with the checks",
    ),
    Fault(
        "a filter matches what only begins with it",
        INDICES,
        '"id": call.filter("index_id")',
        '"id": (call.query["index_id"] or "")[:1]',
        source="with the checks",
    ),
    Fault(
        "the same index can be made twice",
        INDICES,
        "    if namesakes:\n",
        "    if not namesakes and namesakes:\n",
        source="with the checks",
    ),
    Fault(
        "a new index keeps another range",
        INDICES,
        '"rescale": body["rescale"]',
        '"rescale": sorted(map(abs, body["rescale"]))',
        source="with the checks",
        smoke="visualizing",
    ),
    Fault(
        "a second index of the same name is a bad request, not a conflict",
        INDICES,
        "raise errors.conflict(",
        "raise errors.bad_request(",
        source="blind, second list",
    ),
    Fault(
        "a new index is answered but not kept",
        INDICES,
        '    call.documents.add("index", index)\n',
        "",
        source="blind, second list",
    ),
    Fault(
        "beside a type of index the satellite is ignored",
        INDICES,
        '"satellite_id": call.filter("satellite_id"),',
        '"satellite_id": None if call.query["type"] else call.filter("satellite_id"),',
        source="blind, second list",
    ),
    Fault(
        "every new index has the same colour map",
        INDICES,
        '"colormap": body["colormap"]',
        '"colormap": "rplumbho"',
        source="blind, second list",
    ),
    Fault(
        "a new index names a band as often as its expression does",
        INDICES,
        'list(dict.fromkeys(re.findall(r"\\bB[0-9]+\\b", body["expression"])))',
        're.findall(r"\\bB[0-9]+\\b", body["expression"])',
        source="blind, second list",
    ),
    Fault("a new index is a preset", INDICES, '"type": "custom",', '"type": "preset",', source="blind, third list"),
    Fault(
        "every new index yields an index value",
        INDICES,
        '"expression_type": body["expression_type"],',
        '"expression_type": "index",',
        source="blind, third list",
    ),
    Fault(
        "the expression of a new index loses its spaces",
        INDICES,
        '"expression": body["expression"],',
        '"expression": body["expression"].replace(" ", ""),',
        source="blind, third list",
    ),
    Fault(
        "an index that calls itself a preset is made one",
        INDICES,
        '"type": "custom",',
        '"type": body.get("type", "custom"),',
        source="blind, fourth list",
    ),
    Fault(
        "a user cannot make a colour composite",
        INDICES,
        "    body = call.body\n",
        '    body = call.body\n    if body["expression_type"] == "composite":\n'
        '        raise errors.bad_request("/expression_type: composites are presets")\n',
        source="blind, fourth list",
    ),
    Fault(
        "the times of a new index are those of a clock in India, with the offset of UTC",
        INDICES,
        "created_at = clock.timestamp(call.clock.now())",
        "from datetime import UTC, timedelta, timezone\n\n"
        "    there = call.clock.now().astimezone(timezone(timedelta(hours=5, minutes=30)))\n"
        "    created_at = clock.timestamp(there.replace(tzinfo=UTC))",
        source="blind, fifth list",
    ),
    Fault(
        "the times of a new index have no offset from UTC",
        INDICES,
        "clock.timestamp(call.clock.now())",
        "clock.timestamp(call.clock.now().replace(tzinfo=None))",
        source="blind, sixth list",
    ),
    Fault(
        "the rescale range of a new index loses its fractions",
        INDICES,
        '"rescale": body["rescale"],',
        '"rescale": [int(one) for one in body["rescale"]],',
        source="blind, sixth list",
    ),
]
