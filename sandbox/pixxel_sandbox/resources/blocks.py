"""Processing blocks: what they take and make, in one or several versions.

A block is stored once a version, under the id of the version, as `answer` with what the sandbox needs beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors

if TYPE_CHECKING:
    from ..core.call import Call


def list_blocks(call: Call) -> dict[str, Any]:
    """Every version of every block, newest first; with a mode, of those that can be used in it."""
    blocks, _ = call.documents.page("block")
    mode = call.query["mode"]
    return {"blocks": [one["answer"] for one in blocks if mode is None or mode in one["modes"]]}


def list_block_versions(call: Call) -> dict[str, Any]:
    """Every version of one block, newest first; 404 if no block has this name."""
    name = call.path["name"]
    versions, _ = call.documents.page("block", where={"name": [name]})
    if not versions:
        raise errors.not_found("no such block", {"name": name})
    return {"blocks": [one["answer"] for one in versions]}


def get_block_version(call: Call) -> dict[str, Any]:
    """One version of one block, bare; 404 if there is none."""
    wanted = {"name": call.path["name"], "version": call.path["version"]}
    found, _ = call.documents.page("block", where={field: [value] for field, value in wanted.items()})
    if not found:
        raise errors.not_found("no such block", wanted)
    answer: dict[str, Any] = found[0]["answer"]
    return answer
