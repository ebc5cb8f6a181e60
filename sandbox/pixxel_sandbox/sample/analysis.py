"""Samples of blocks, insights, workflows and jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.storage import Row
from .aois import AOI_ID, MOSAICS
from .workspaces import ONE, PROJECT, PROJECT_TWO, TWO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.auth import Workspace

BLOCK_NAME = "crop-stress"
INSIGHT_ID = "3b5e9c74-6e3a-4c5b-9b2a-8d9f5b4cbe03"
WORKFLOW_ID = "5d70be96-805c-4e7d-9d4c-afb17d6ed005"
JOB_ID = "6e81cfa7-916d-4f8e-8e5d-b0c28e7fe106"
TASK_ID = "80a3e1c9-b38f-4ba0-8a7f-d2e4a0910308"

# The day of the newest samples, which the examples show; the other samples are older.
_DAY = "2024-05-27"
_TIME = "06:50:20.056549Z"
_COLLEAGUE = "6c0f4b2d-58e7-4a91-b3c6-9d1e7f5a2084"
_OTHER_PROJECT = "0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802"
_AOI_TWO = "7f3e9a52-1c84-4db6-a0e7-3d5b8f2c6e90"
_MOSAIC_TWO = "b4c2d6a8-0e1f-4357-9a6b-8d7c5e3f1a01"

_BLOCK_IDS = {
    BLOCK_NAME: "1f3c7a52-4c1e-4a39-9f0e-6b7d3f2a9c01",
    "cloud-mask": "1f3c7a52-4c1e-4a39-9f0e-6b7d3f2a9c02",
    "burn-scar": "1f3c7a52-4c1e-4a39-9f0e-6b7d3f2a9c03",
    "orchard-vigour": "c0b4e6d8-5b1c-4fd3-87e8-ad8e0f2a3cef",
}

_RASTER = {
    "name": "raster",
    "type": "url",
    "format": "raster",
    "description": "The imagery to look at",
    "properties": {"bands": ["B04", "B08"]},
}
_THRESHOLD = {
    "name": "threshold",
    "type": "number",
    "format": "number",
    "description": "The index value under which a field counts as stressed",
}
_SINCE = {"name": "since", "type": "string", "format": "date", "description": "The day before the fire"}
_STRESS = {
    "name": "stress",
    "type": "url",
    "format": "raster",
    "description": "One where a field is stressed, else zero",
}
_SCAR = {"name": "scar", "type": "url", "format": "raster", "description": "One where it has burnt, else zero"}
_SHARE = {"name": "share", "type": "number", "format": "number", "description": "How much has burnt, in percent"}
_MASK = {"name": "mask", "type": "url", "format": "raster", "description": "One under clouds, else zero"}


def rows() -> Iterator[Row]:
    """Every document of the sample data, oldest first within a kind."""
    yield from _workspace_one()
    yield from _workspace_two()


def _workspace_one() -> Iterator[Row]:
    mask = _block("b7a1d3c5-2e4f-4806-9a1b-3c5d7e9f0b12", "cloud-mask", "2.1.0", "2024-05-20")
    mask |= {"modes": ["workflow"], "price": 4, "minutes": 2}
    mask["answer"]["spec"] |= {
        "title": "Cloud mask",
        "type": "workflow",
        "description": "Marks the clouds",
        "inputs": [_RASTER],
        "outputs": [_MASK],
    }
    burnt = _block("c8b2e4d6-3f50-4917-8b2c-4d6e8f0a1c23", "burn-scar", "1.2.0", "2024-05-21")
    burnt |= {"price": 20, "minutes": 9}
    burnt["answer"]["spec"] |= {
        "title": "Burn scar",
        "description": "Marks what has burnt since a day",
        "inputs": [_RASTER, _SINCE],
        "outputs": [_SCAR, _SHARE],
    }
    stress = _block("2a4d8b63-5d2f-4b4a-8a1f-7c8e4a3bad02", BLOCK_NAME, "1.0.0")
    for block in (
        mask,
        burnt,
        _block("d9c3f5e7-4061-4a28-9c3d-5e7f9a1b2d34", BLOCK_NAME, "0.8.0", "2024-05-24"),
        _block("e0d4a6f8-5172-4b39-8d4e-6f8a0b2c3e45", BLOCK_NAME, "0.9.0", "2024-05-25"),
        stress,
    ):
        yield _row(ONE, "block", block)

    april = _insight(ONE, "f1e5b7a9-6283-4c4a-9e5f-7a9b1c3d4f56", "Stress in April", "2024-05-02")
    april["created_by"] = _COLLEAGUE
    clouded = _insight(ONE, "a2f6c8b0-7394-4d5b-8f60-8b0c2d4e5a67", "Stress under clouds", "2024-05-03")
    clouded["fails"] = True
    may = _insight(ONE, INSIGHT_ID, "Stress in May")
    for insight in (april, clouded, may):
        yield _row(ONE, "insight", insight, AOI_ID)
    chosen = {"input": [], "output": ["stress"]}
    yield _row(ONE, "insight_package", _package("c5b9f1e3-0627-408e-9293-be3f5a7b8d90", chosen), INSIGHT_ID)

    masked = _task("mask", mask, [{"name": "raster", "value": "https://storage.account/season"}], 120)
    stressed = _task("stress", stress, [{"name": "threshold", "value": "0.8"}], 600)
    scarred = _task("scar", burnt, [{"name": "since", "value": "2024-05-01"}], 540)
    survey = _workflow(ONE, "b3a7d9c1-84a5-4e6c-9071-9c1d3e5f6b78", "Field survey", "2024-05-22")
    survey |= {"description": "Stress and fire under a clear sky", "estimated_cost": 76}
    survey["plan"] = [masked, {**stressed, "depends_on": ["mask"]}, {**scarred, "depends_on": ["mask"]}]
    clear = _workflow(ONE, "c4b8e0d2-95b6-4f7d-8182-ad2e4f6a7c89", "Clear season report", "2024-05-23")
    clear |= {"description": "Stress maps without clouds", "estimated_cost": 52, "created_by": _COLLEAGUE}
    clear |= {"project_id": _OTHER_PROJECT, "updated_at": f"2024-05-26T{_TIME}"}
    clear["plan"] = [masked, {**stressed, "depends_on": ["mask"]}]
    season = _workflow(ONE, WORKFLOW_ID, "Season report")
    season["description"] = "Stress maps of a season, put together"
    season["plan"] = [stressed]
    for workflow in (survey, clear, season):
        workflow["spec"] = _spec(workflow["plan"])
        yield _row(ONE, "workflow", workflow)

    broken = _job(ONE, season, "d5c9f1e3-06c7-4a8e-9293-be3f5a7b8d9a", "2024-05-24")
    broken |= {"fails": True, "created_by": _COLLEAGUE}
    for job in (
        _job(ONE, clear, "e6d0a2f4-17d8-4b9f-83a4-cf4a6b8c9eab", "2024-05-23"),
        broken,
        _job(ONE, season, "f7e1b3a5-28e9-4ca0-94b5-da5b7c9d0fbc", "2024-05-25"),
        _job(ONE, season, JOB_ID),
    ):
        yield _row(ONE, "job", job, job["workflow_id"])
    yield _row(ONE, "job_package", _package("91b4f2da-c490-4cb1-9b80-e3f5b1a21409"), JOB_ID)
    yield _row(ONE, "task_package", _package("a2c5a3eb-d5a1-4dc2-8c91-f4a6c2b3250a"), TASK_ID)


def _workspace_two() -> Iterator[Row]:
    older = _block("a8f2c4b6-39fa-4db1-85c6-eb6c8d0e1acd", "orchard-vigour", "1.0.0", "2024-05-26")
    vigour = _block("b9a3d5c7-4a0b-4ec2-96d7-fc7d9e1f2bde", "orchard-vigour", "1.1.0")
    for block in (older, vigour):
        block["block_id"] = block["answer"]["id"] = block["answer"]["spec"]["id"] = (
            "c0b4e6d8-5b1c-4fd3-87e8-ad8e0f2a3cef"
        )
        block["answer"]["spec"] |= {"title": "Orchard vigour", "description": "Marks the trees that grow badly"}
        yield _row(TWO, "block", block)

    insights = (
        _insight(TWO, "d1c5f7e9-6c2d-40e4-98f9-be9f1a3b4df0", "Vigour in April", "2024-05-02"),
        _insight(TWO, "e2d6a8f0-7d3e-41f5-890a-cf0a2b4c5e01", "Vigour in May"),
    )
    for insight in insights:
        insight |= {"aoi_id": _AOI_TWO, "project_id": PROJECT_TWO}
        insight["input"][0]["asset_source"]["id"] = _MOSAIC_TWO
        yield _row(TWO, "insight", insight, _AOI_TWO)

    task = _task("vigour", vigour, [{"name": "threshold", "value": "0.5"}], 300)
    yearly = _workflow(TWO, "f3e7b9a1-8e4f-42a6-9a1b-da1b3c5d6f12", "Year in the orchard", "2024-05-26")
    monthly = _workflow(TWO, "a4f8c0b2-9f50-43b7-8b2c-eb2c4d6e7a23", "Month in the orchard")
    for workflow in (yearly, monthly):
        workflow |= {"project_id": PROJECT_TWO, "plan": [task], "spec": _spec([task])}
        yield _row(TWO, "workflow", workflow)
    for job in (
        _job(TWO, monthly, "b5a9d1c3-a061-44c8-9c3d-fc3d5e7f8b34", "2024-05-26"),
        _job(TWO, monthly, "c6b0e2d4-b172-45d9-8d4e-ad4e6f8a9c45"),
    ):
        yield _row(TWO, "job", job, job["workflow_id"])


def _row(workspace: Workspace, kind: str, document: dict[str, Any], parent: str = "") -> Row:
    return Row(workspace.tenant_id, kind, document["id"], parent, document)


def _block(version_id: str, name: str, version: str, day: str = _DAY) -> dict[str, Any]:
    """A version of a block, with the description of the block in the examples."""
    block_id = _BLOCK_IDS[name]
    created_at = f"{day}T{_TIME}"
    spec = {
        "id": block_id,
        "version_id": version_id,
        "name": name,
        "title": "Crop stress",
        "version": version,
        "kind": "block",
        "type": "insight",
        "status": 1,
        "description": "Marks the fields whose index has fallen under a threshold",
        "supported_collections_id": ["pixxel-td-l2a"],
        "catalog_content_url": f"https://storage.account/blocks/{name}",
        "inputs": [_RASTER, _THRESHOLD],
        "outputs": [_STRESS],
    }
    answer = {"id": block_id, "block_status": "released", "spec": spec, "created_at": created_at, "err": ""}
    return {
        "id": version_id,
        "block_id": block_id,
        "name": name,
        "version": version,
        "modes": ["insight", "workflow"],
        "price": 12,
        "minutes": 5,
        "created_at": created_at,
        "answer": answer,
    }


def _insight(workspace: Workspace, insight_id: str, name: str, day: str = _DAY) -> dict[str, Any]:
    return {
        "id": insight_id,
        "name": name,
        "aoi_id": AOI_ID,
        "project_id": PROJECT,
        "cost": 12,
        "estimated_time_in_min": 5,
        "input": [
            {
                "name": "raster",
                "type": "url",
                "format": "raster",
                "stac_url": "https://storage.account/stac/TD2_00056_20240506_L2A_004010_01001001",
                "asset_source": {"id": MOSAICS["2024-05-06"], "type": "raw_mosaic"},
            },
            {"name": "threshold", "type": "number", "format": "number", "value": "0.8"},
        ],
        "output": [{"id": _output_id(insight_id), "name": "stress", "type": "url", "format": "raster"}],
        "metadata": {"season": "kharif"},
        "created_by": workspace.user_id,
        "created_at": f"{day}T{_TIME}",
    }


def _output_id(insight_id: str) -> str:
    """The id of the output of an insight, in the form of the example."""
    return f"8e5f1b3d{insight_id[8:]}"


def _workflow(workspace: Workspace, workflow_id: str, name: str, day: str = _DAY) -> dict[str, Any]:
    """A workflow without its plan, the tasks of a job, each after those that it depends on."""
    return {
        "id": workflow_id,
        "name": name,
        "description": "",
        "project_id": PROJECT,
        "legacy_project_id": "",
        "estimated_cost": 40,
        "val_errors": [],
        "created_by": workspace.user_id,
        "created_at": f"{day}T{_TIME}",
        "updated_at": f"{day}T{_TIME}",
    }


def _task(name: str, block: dict[str, Any], inputs: list[dict[str, str]], seconds: int) -> dict[str, Any]:
    outputs = block["answer"]["spec"]["outputs"]
    return {
        "name": name,
        "depends_on": [],
        "block_info": {"id": block["block_id"], "name": block["name"], "version": block["version"]},
        "inputs": inputs,
        "result": [{"name": output["name"], "type": output["type"]} for output in outputs],
        "seconds": seconds,
    }


def _spec(plan: list[dict[str, Any]]) -> dict[str, Any]:
    """The plan in the form of the answer: the blocks, and which blocks they depend on."""
    blocks = []
    for task in plan:
        block = {"name": task["block_info"]["name"], "version": task["block_info"]["version"]}
        blocks.append({**block, "depends_on": task["depends_on"]} if task["depends_on"] else block)
    return {"blocks": blocks}


def _job(workspace: Workspace, workflow: dict[str, Any], job_id: str, day: str = _DAY) -> dict[str, Any]:
    return {
        "id": job_id,
        "workflow_id": workflow["id"],
        "cost": workflow["estimated_cost"],
        "spec": workflow["spec"],
        # Ids in the form of the example, different for each task of each job.
        "plan": [
            {**task, "id": TASK_ID if job_id == JOB_ID else f"80a3e1c{number}{job_id[8:]}"}
            for number, task in enumerate(workflow["plan"])
        ],
        "created_by": workspace.user_id,
        "created_at": f"{day}T{_TIME}",
        "finished_at": f"{day}T07:00:18.056549Z",
    }


def _package(package_id: str, selection: object = None) -> dict[str, Any]:
    return {"id": package_id, "selection": selection, "created_at": f"{_DAY}T{_TIME}"}
