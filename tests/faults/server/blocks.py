"""Faults in blocks."""

from tests.faults.fault import Fault
from tests.faults.server.files import BLOCKS, SAMPLE_ANALYSIS

FAULTS = [
    Fault(
        "The err of a block without errors is null",
        SAMPLE_ANALYSIS,
        '"created_at": created_at, "err": ""}',
        '"created_at": created_at, "err": None}',
        source="blind, second list",
    ),
    Fault(
        "Blocks of both modes are listed only for insights",
        BLOCKS,
        'mode in block["modes"]',
        'mode == block["modes"][0]',
        source="blind, second list",
    ),
    Fault(
        "An older version of a block is answered with the newest version",
        BLOCKS,
        "where={field: [value] for field, value in named.items()}",
        'where={"name": [named["name"]]}',
        source="blind, second list",
    ),
    Fault(
        "Only the newest version of a block is listed",
        BLOCKS,
        "for version in versions]",
        "for version in versions[:1]]",
        source="blind, second list",
    ),
    Fault(
        "The supported collections of a block are one string",
        SAMPLE_ANALYSIS,
        '"supported_collections_id": ["pixxel-td-l2a"],',
        '"supported_collections_id": "pixxel-td-l2a",',
        source="blind, third list",
    ),
    Fault(
        "The bands of an input of a block are one string",
        SAMPLE_ANALYSIS,
        '"properties": {"bands": ["B04", "B08"]},',
        '"properties": {"bands": "B04,B08"},',
        source="blind, third list",
    ),
    Fault(
        "An unknown version of a block is answered with the newest version",
        BLOCKS,
        "    if not matches:\n",
        '    matches = matches or call.documents.page("block", where={"name": [named["name"]]})[0]\n'
        "    if not matches:\n",
        source="blind, third list",
    ),
    Fault(
        "A block is found by the beginning of its name",
        BLOCKS,
        'where={"name": [name]}',
        'where={"name": name}',
        source="blind, third list",
    ),
    Fault(
        "The version of a listed block begins with a v",
        BLOCKS,
        'return {"blocks": [block["answer"] for block in blocks if',
        'listed = [{**block, "answer": {**block["answer"], "spec": {**block["answer"]["spec"],\n'
        '        "version": f"v{block[\'version\']}"}}} for block in blocks]\n'
        '    return {"blocks": [block["answer"] for block in listed if',
        source="blind, fourth list",
    ),
    Fault(
        "Blocks without a mode filter are listed only for insights",
        BLOCKS,
        'if mode is None or mode in block["modes"]',
        'if (mode or "insight") in block["modes"]',
        source="blind, fourth list",
    ),
    Fault(
        "The id of a block is the id of its version",
        SAMPLE_ANALYSIS,
        'answer = {"id": block_id, ',
        'answer = {"id": version_id, ',
        source="blind, fifth list",
    ),
]
