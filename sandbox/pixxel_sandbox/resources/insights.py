"""Insights: a block run over the imagery of an AOI.

What is stored is what was asked for; status, progress and output follow from the clock.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors, rules
from ..core import clock, instants
from ..core.call import Answer
from ..domain import aoi_imagery as gathering
from ..domain.workflows import inputs, packages

if TYPE_CHECKING:
    from ..core.call import Call

STEPS_TO_RUN = 2
PACKAGE = "insight_package"
# The fields of a stored insight that are answered as they are.
_STATED = (
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
    """The insights of an AOI that match the filters. `created_on` matches to the microsecond, at any offset."""
    found, _ = call.documents.page(
        "insight",
        parent=gathering.aoi(call)["aoi_id"],
        where={
            "id": call.filter("id"),
            "created_by": call.filter("created_by"),
            "created_at": instants.wanted(call, "created_on"),
        },
    )
    insights = [_shown(call, one) for one in found]
    status = call.query["status"]
    return {"insights": [one for one in insights if status in {None, one["status"]}]}


def create_insight(call: Call) -> Answer:
    """A new insight, run in two steps of the clock; of an estimate only the price.

    A price can be asked before every input is chosen, a run needs them all. Without `project_id`, an insight is of the
    project of its AOI. 404 for an unknown AOI, project, block or asset, 400 for inputs that the block does not take.
    """
    aoi, body = gathering.aoi(call), call.body
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
        "output": [{field: one[field] for field in ("name", "type", "format")} for one in spec["outputs"]],
        "metadata": body.get("metadata", {}),
        "created_by": call.workspace.user_id,
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add("insight", insight, parent=aoi["aoi_id"])
    return Answer(201, {"id": insight["id"], "message": "insight created"})


def delete_insight(call: Call) -> None:
    """Forgets an insight with its packages, be it running or not; 404 if it is of another project."""
    insight, project_id = _insight(call), call.query["project_id"]
    if insight["project_id"] != project_id:
        raise errors.not_found("the insight is not of this project", {"project_id": project_id})
    for package in call.documents.page(PACKAGE, parent=insight["id"])[0]:
        call.documents.remove(PACKAGE, package["id"])
    call.documents.remove("insight", insight["id"])


def download_insight(call: Call) -> dict[str, Any]:
    """The package of the inputs and outputs named, of all where none are; it carries the id of the insight.

    404 for names that the insight does not have, 400 as long as it is not completed.
    """
    insight = _insight(call)
    shown = _shown(call, insight)
    packages.check_finished("insight", shown["status"])
    body = call.body or {}
    chosen = {part: _chosen(part, insight[part], body.get(f"{part}s")) for part in ("input", "output")}
    selection = {part: sorted(one["name"] for one in chosen[part]) for part in chosen}
    files: dict[str, bytes] = {}
    for part, things in chosen.items():
        files |= packages.files(f"{part}s", insight["id"], things)
    package = packages.asked_for(call, PACKAGE, insight["id"], selection)
    return {"id": insight["id"], **packages.progress(call, package, files)}


def _insight(call: Call) -> dict[str, Any]:
    aoi = gathering.aoi(call)
    insight = call.documents.get("insight", call.path["insight_id"])
    if insight is None or insight["aoi_id"] != aoi["aoi_id"]:
        raise errors.not_found("no such insight", {"insight_id": call.path["insight_id"]})
    return insight


def _block(call: Call) -> dict[str, Any]:
    """The block that the body names, by its id, its name or both."""
    wanted = call.body["block"]
    if not {"id", "name"} & wanted.keys():
        raise rules.broken("/block", "a block is named by its id or its name")
    fields = {"id": "block_id", "name": "name", "version": "version"}
    where = {field: [wanted[stated]] for stated, field in fields.items() if stated in wanted}
    found, _ = call.documents.page("block", where={**where})
    if not found:
        raise errors.not_found("no such block", wanted)
    if "insight" not in found[0]["modes"]:
        raise rules.broken("/block", "this block is for workflows only")
    return found[0]


def _chosen(part: str, things: list[dict[str, Any]], names: list[str] | None) -> list[dict[str, Any]]:
    if names is None:
        return things
    if unknown := sorted(set(names) - {one["name"] for one in things}):
        raise errors.not_found(f"the insight has no such {part}s", {f"{part}s": unknown})
    return [one for one in things if one["name"] in names]


def _shown(call: Call, insight: dict[str, Any]) -> dict[str, Any]:
    """The insight as it is answered."""
    work = call.work(insight, STEPS_TO_RUN)
    status = "failed" if work.failed else "completed" if work.done else "running"
    shown = {
        **{field: insight[field] for field in _STATED},
        "status": status,
        "progress": work.percent,
        "err_msg": "the block could not be run to its end" if work.failed else "",
        "deleted_at": None,
    }
    return {**shown, "output": insight["output"]} if status == "completed" else shown
