"""Workflows: blocks put together. They are made elsewhere; here they are read, and their runs are jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core import instants
from ..domain.workflows import jobs as runs

if TYPE_CHECKING:
    from ..core.call import Call

_IN_BOTH = ("id", "name", "description", "project_id", "created_by", "created_at", "updated_at")
_IN_LISTS = (*_IN_BOTH, "legacy_project_id")
_ALONE = (*_IN_BOTH, "estimated_cost", "spec", "val_errors")


def list_workflows(call: Call) -> dict[str, Any]:
    """The workflows that match the filters. The two times match to the microsecond, at any offset."""
    found, pagination = call.page(
        "workflow",
        where={
            "project_id": call.filter("project_id"),
            "id": call.filter("id"),
            "name": call.filter("name"),
            "created_by": call.filter("created_by"),
            "created_at": instants.wanted(call, "created_on"),
            "updated_at": instants.wanted(call, "updated_at"),
        },
    )
    workflows = [{field: one[field] for field in _IN_LISTS} for one in found]
    return {"workflows": workflows, "pagination": pagination}


def get_workflow(call: Call) -> dict[str, Any]:
    """One workflow; 404 if it is of another project."""
    workflow = runs.workflow(call)
    runs.check_project(call, workflow)
    return {field: workflow[field] for field in _ALONE}


def estimate_workflow(call: Call) -> dict[str, Any]:
    """What a run would cost; it is what a run does cost."""
    return {"estimated_cost": runs.workflow(call)["estimated_cost"]}
