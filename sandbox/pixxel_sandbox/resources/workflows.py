"""Workflows: combinations of blocks. The API cannot create them; their runs are jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core import instants
from ..domain.workflows import jobs

if TYPE_CHECKING:
    from ..core.call import Call

_COMMON_FIELDS = ("id", "name", "description", "project_id", "created_by", "created_at", "updated_at")
_LIST_FIELDS = (*_COMMON_FIELDS, "legacy_project_id")
_SINGLE_FIELDS = (*_COMMON_FIELDS, "estimated_cost", "spec", "val_errors")


def list_workflows(call: Call) -> dict[str, Any]:
    """The workflows that match the filters. The filters by time match to the microsecond, with any offset."""
    documents, pagination = call.page(
        "workflow",
        where={
            "project_id": call.filter("project_id"),
            "id": call.filter("id"),
            "name": call.filter("name"),
            "created_by": call.filter("created_by"),
            "created_at": instants.time_filter(call, "created_on"),
            "updated_at": instants.time_filter(call, "updated_at"),
        },
    )
    workflows = [{field: workflow[field] for field in _LIST_FIELDS} for workflow in documents]
    return {"workflows": workflows, "pagination": pagination}


def get_workflow(call: Call) -> dict[str, Any]:
    """A workflow; 404 if it is in another project."""
    workflow = jobs.get_workflow(call)
    jobs.check_project(call, workflow)
    return {field: workflow[field] for field in _SINGLE_FIELDS}


def estimate_workflow(call: Call) -> dict[str, Any]:
    """The cost of a job, which is exact."""
    return {"estimated_cost": jobs.get_workflow(call)["estimated_cost"]}
