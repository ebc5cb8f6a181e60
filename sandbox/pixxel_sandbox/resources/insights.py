"""Insights: runs of a block over the imagery of an AOI.

The stored document is the request; status, progress and output follow from the clock.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors, rules
from ..core import clock, instants
from ..core.call import Answer
from ..domain import aoi_imagery
from ..domain.workflows import inputs, packages

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_RUN = 2
PACKAGE = "insight_package"
# The fields of a stored insight that the answer has unchanged.
_UNCHANGED = (
    "id",
    "name",
    "aoi_id",
    "cost",
    "estimated_time_in_min",
    "input",
    "metadata",
    "created_by",
    "created_at",
)


def list_insights(call: Call) -> dict[str, Any]:
    """The insights of an AOI that match the filters. `created_on` matches to the microsecond, with any offset."""
    documents, _ = call.documents.page(
        "insight",
        parent=aoi_imagery.get_aoi(call)["aoi_id"],
        where={
            "id": call.filter("id"),
            "created_by": call.filter("created_by"),
            "created_at": instants.time_filter(call, "created_on"),
        },
    )
    insights = [_answer(call, insight) for insight in documents]
    status = call.query["status"]
    return {"insights": [insight for insight in insights if status in {None, insight["status"]}]}


def create_insight(call: Call) -> Answer:
    """A new insight, which takes two steps of the clock; for an estimate only the price.

    An estimate may lack inputs, a run needs all of them. The default project is that of the AOI. 404 for an unknown
    AOI, project, block or asset, 400 for invalid inputs.
    """
    aoi, body = aoi_imagery.get_aoi(call), call.body
    project_id = body.get("project_id", aoi["project_id"])
    if "project_id" in body and call.documents.get("project", project_id) is None:
        raise errors.not_found("no such project", {"project_id": project_id})
    block = _block(call)
    spec = block["answer"]["spec"]
    estimate = body.get("estimate", False)
    inputs.check(call.documents, aoi["aoi_id"], spec["inputs"], body["input"], complete=not estimate)
    if estimate:
        return Answer(200, {"estimate": block["price"]})

    insight = {
        "id": str(uuid.uuid4()),
        "name": body.get("name", spec["title"]),
        "aoi_id": aoi["aoi_id"],
        "project_id": project_id,
        "cost": block["price"],
        "estimated_time_in_min": block["minutes"],
        "input": body["input"],
        "output": [
            {"id": str(uuid.uuid4()), **{field: output[field] for field in ("name", "type", "format")}}
            for output in spec["outputs"]
        ],
        "metadata": body.get("metadata", {}),
        "created_by": call.workspace.user_id,
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add("insight", insight, parent=aoi["aoi_id"])
    return Answer(201, {"id": insight["id"], "message": "insight created"})


def delete_insight(call: Call) -> None:
    """Delete an insight, running or not, and its packages; 404 if it is in another project."""
    insight, project_id = _insight(call), call.query["project_id"]
    if insight["project_id"] != project_id:
        raise errors.not_found("the insight is not in this project", {"project_id": project_id})
    for package in call.documents.page(PACKAGE, parent=insight["id"])[0]:
        call.documents.remove(PACKAGE, package["id"])
    call.documents.remove("insight", insight["id"])


def download_insight(call: Call) -> dict[str, Any]:
    """The package of the inputs and outputs with these ids, by default of all; its id is that of the insight.

    404 for an unknown id, 400 before the insight is completed.
    """
    insight = _insight(call)
    packages.check_completed("insight", _answer(call, insight)["status"])
    body = call.body or {}
    selected = {part: _select(part, insight[part], body.get(f"{part}s")) for part in ("input", "output")}
    selection = {part: sorted(value["name"] for value in selected[part]) for part in selected}
    files: dict[str, bytes] = {}
    for part, values in selected.items():
        files |= packages.files(f"{part}s", insight["id"], values)
    package = packages.get_or_start(call, PACKAGE, insight["id"], selection)
    return {"id": insight["id"], **packages.progress(call, package, files)}


def _insight(call: Call) -> dict[str, Any]:
    aoi = aoi_imagery.get_aoi(call)
    insight = call.documents.get("insight", call.path["insight_id"])
    if insight is None or insight["aoi_id"] != aoi["aoi_id"]:
        raise errors.not_found("no such insight", {"insight_id": call.path["insight_id"]})
    return insight


def _block(call: Call) -> dict[str, Any]:
    """The block that the body names by its id, its name or both."""
    named = call.body["block"]
    if not {"id", "name"} & named.keys():
        raise rules.broken("/block", "a block needs an id or a name")
    fields = {"id": "block_id", "name": "name", "version": "version"}
    where = {field: [named[name]] for name, field in fields.items() if name in named}
    blocks, _ = call.documents.page("block", where={**where})
    if not blocks:
        raise errors.not_found("no such block", named)
    if "insight" not in blocks[0]["modes"]:
        raise rules.broken("/block", "this block can only be used in workflows")
    return blocks[0]


def _select(part: str, values: list[dict[str, Any]], ids: list[str] | None) -> list[dict[str, Any]]:
    if ids is None:
        return values
    if unknown := sorted(set(ids) - {_asset_id(value) for value in values}):
        raise errors.not_found(f"the insight has no such {part}s", {f"{part}s": unknown})
    return [value for value in values if _asset_id(value) in ids]


def _asset_id(value: dict[str, Any]) -> str:
    """The id of an input or output asset; empty for an input that is no asset, such as a number."""
    asset_id: str = value.get("asset_source", value).get("id", "")
    return asset_id


def _answer(call: Call, insight: dict[str, Any]) -> dict[str, Any]:
    """The answer for an insight."""
    work = call.work(insight, STEPS_TO_RUN)
    status = "failed" if work.failed else "completed" if work.done else "running"
    answer = {
        **{field: insight[field] for field in _UNCHANGED},
        "status": status,
        "progress": work.percent,
        "err_msg": "the block failed" if work.failed else "",
        "deleted_at": None,
    }
    return {**answer, "output": insight["output"]} if status == "completed" else answer
