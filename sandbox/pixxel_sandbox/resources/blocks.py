"""Processing blocks: their inputs and outputs, in one or several versions.

Each version of a block is a document; its id is that of the version, and `answer` is its content in answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors

if TYPE_CHECKING:
    from ..core.call import Call


def list_blocks(call: Call) -> dict[str, Any]:
    """All versions of all blocks, newest first; with a mode, only the blocks that can be used in it."""
    blocks, _ = call.documents.page("block")
    mode = call.query["mode"]
    return {"blocks": [block["answer"] for block in blocks if mode is None or mode in block["modes"]]}


def list_block_versions(call: Call) -> dict[str, Any]:
    """All versions of a block, newest first; 404 if no block has this name."""
    name = call.path["name"]
    versions, _ = call.documents.page("block", where={"name": [name]})
    if not versions:
        raise errors.not_found("no such block", {"name": name})
    return {"blocks": [version["answer"] for version in versions]}


def get_block_version(call: Call) -> dict[str, Any]:
    """A version of a block; 404 if there is none."""
    named = {"name": call.path["name"], "version": call.path["version"]}
    matches, _ = call.documents.page("block", where={field: [value] for field, value in named.items()})
    if not matches:
        raise errors.not_found("no such block", named)
    answer: dict[str, Any] = matches[0]["answer"]
    return answer
