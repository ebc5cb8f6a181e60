"""Faults in blocks."""

from tests.faults.fault import Fault
from tests.faults.server.places import BLOCKS, SAMPLE_ANALYSIS

FAULTS = [
    Fault(
        "a block without errors has null for its error",
        SAMPLE_ANALYSIS,
        '"created_at": created_at, "err": ""}',
        '"created_at": created_at, "err": None}',
        source="blind, second list",
    ),
    Fault(
        "blocks for both modes are listed for insights alone",
        BLOCKS,
        'mode in one["modes"]',
        'mode == one["modes"][0]',
        source="blind, second list",
    ),
    Fault(
        "every version of a block is the newest",
        BLOCKS,
        "where={field: [value] for field, value in wanted.items()}",
        'where={"name": [wanted["name"]]}',
        source="blind, second list",
    ),
    Fault(
        "of a block only the newest version is listed",
        BLOCKS,
        "for one in versions]",
        "for one in versions[:1]]",
        source="blind, second list",
    ),
    Fault(
        "the collections that a block takes are one text",
        SAMPLE_ANALYSIS,
        '"supported_collections_id": ["pixxel-td-l2a"],',
        '"supported_collections_id": "pixxel-td-l2a",',
        source="blind, third list",
    ),
    Fault(
        "the bands that an input of a block needs are one text",
        SAMPLE_ANALYSIS,
        '"properties": {"bands": ["B04", "B08"]},',
        '"properties": {"bands": "B04,B08"},',
        source="blind, third list",
    ),
    Fault(
        "a version that a block does not have is answered with its newest",
        BLOCKS,
        "    if not found:\n",
        '    found = found or call.documents.page("block", where={"name": [wanted["name"]]})[0]\n    if not found:\n',
        source="blind, third list",
    ),
    Fault(
        "a block is found by the beginning of its name",
        BLOCKS,
        'where={"name": [name]}',
        'where={"name": name}',
        source="blind, third list",
    ),
    Fault(
        "a listed block has a v before its version",
        BLOCKS,
        'return {"blocks": [one["answer"] for one in blocks if',
        'listed = [{**one, "answer": {**one["answer"], "spec": {**one["answer"]["spec"],\n'
        '        "version": f"v{one[\'version\']}"}}} for one in blocks]\n'
        '    return {"blocks": [one["answer"] for one in listed if',
        source="blind, fourth list",
    ),
    Fault(
        "where no mode is asked for, blocks for insights are listed",
        BLOCKS,
        'if mode is None or mode in one["modes"]',
        'if (mode or "insight") in one["modes"]',
        source="blind, fourth list",
    ),
    Fault(
        "a block bears the id of its version, by which no insight can name it",
        SAMPLE_ANALYSIS,
        'answer = {"id": block_id, ',
        'answer = {"id": version_id, ',
        source="blind, fifth list",
    ),
]
