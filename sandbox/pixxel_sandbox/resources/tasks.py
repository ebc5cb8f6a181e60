"""Tasks: the steps of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..domain.workflows import jobs, packages

if TYPE_CHECKING:
    from ..core.call import Call


def download_task(call: Call) -> dict[str, Any]:
    """The package of the results of a task, even of a running job; its id is that of the task.

    400 before the task is completed.
    """
    job = jobs.get_job(call)
    task_id = call.path["task_id"]
    task = next((candidate for candidate in job.tasks() if candidate["id"] == task_id), None)
    if task is None:
        raise errors.not_found("the job has no such task", {"task_id": task_id})
    packages.check_completed("task", task["status"])
    package = packages.get_or_start(call, "task_package", task_id)
    progress = packages.progress(call, package, packages.files(task["name"], task_id, task["result"]))
    return {"id": task_id, "workflow_id": call.path["workflow_id"], "job_id": job.job_id, **progress}
