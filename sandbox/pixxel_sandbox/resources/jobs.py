"""Jobs: runs of workflows. Their state follows from the clock; see `domain.workflows.jobs`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..core import clock, instants
from ..domain.workflows import jobs, packages

if TYPE_CHECKING:
    from ..core.call import Call


def list_jobs(call: Call) -> dict[str, Any]:
    """The jobs of a workflow that match the filters. `created_on` matches to the microsecond, with any offset."""
    documents, _ = call.documents.page(
        "job",
        parent=jobs.get_workflow(call)["id"],
        where={
            "id": call.filter("id"),
            "created_by": call.filter("created_by"),
            "created_at": instants.time_filter(call, "created_on"),
        },
    )
    summaries = [jobs.JobState(call, job).summary() for job in documents]
    status = call.query["status"]
    return {"jobs": [summary for summary in summaries if status in {None, summary["status"]}]}


def create_job(call: Call) -> dict[str, Any]:
    """A new job of a workflow; each task takes two steps of the clock. 404 if the workflow is in another project."""
    workflow = jobs.get_workflow(call)
    jobs.check_project(call, workflow)
    job = {
        "id": str(uuid.uuid4()),
        "workflow_id": workflow["id"],
        "cost": workflow["estimated_cost"],
        "spec": workflow["spec"],
        "plan": [{**task, "id": str(uuid.uuid4())} for task in workflow["plan"]],
        "created_by": call.workspace.user_id,
        "created_at": clock.timestamp_z(call.clock.now()),
    }
    call.documents.add("job", job, parent=workflow["id"])
    return jobs.JobState(call, job).answer()


def get_job(call: Call) -> dict[str, Any]:
    """A job with its tasks; 404 if the workflow has none with this id."""
    return jobs.get_job(call).answer()


def download_job(call: Call) -> dict[str, Any]:
    """The package of the results of all tasks of a job; 400 before the job is completed."""
    job = jobs.get_job(call)
    packages.check_completed("job", job.status)
    files: dict[str, bytes] = {}
    for task in job.tasks():
        files |= packages.files(task["name"], task["id"], task["result"])
    package = packages.get_or_start(call, "job_package", job.job_id)
    progress = packages.progress(call, package, files)
    return {"id": package["id"], "workflowId": call.path["workflow_id"], **progress}
