"""Tasks: the steps of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..domain.workflows import jobs as runs
from ..domain.workflows import packages

if TYPE_CHECKING:
    from ..core.call import Call


def download_task(call: Call) -> dict[str, Any]:
    """The package of what one task has made, be the job at its end or not; 400 as long as the task is not completed."""
    run = runs.job(call)
    task_id = call.path["task_id"]
    task = next((one for one in run.tasks() if one["id"] == task_id), None)
    if task is None:
        raise errors.not_found("the job has no such task", {"task_id": task_id})
    packages.check_finished("task", task["status"])
    package = packages.asked_for(call, "task_package", task_id)
    progress = packages.progress(call, package, packages.files(task["name"], task_id, task["result"]))
    return {"id": package["id"], "workflow_id": call.path["workflow_id"], "job_id": run.job_id, **progress}
