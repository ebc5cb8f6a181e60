"""Jobs: runs of workflows. How far one is follows from the clock; see `runs`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..core import clock, instants
from ..domain.workflows import jobs as runs
from ..domain.workflows import packages

if TYPE_CHECKING:
    from ..core.call import Call


def list_jobs(call: Call) -> dict[str, Any]:
    """The jobs of a workflow that match the filters. `created_on` matches to the microsecond, at any offset."""
    found, _ = call.documents.page(
        "job",
        parent=runs.workflow(call)["id"],
        where={
            "id": call.filter("id"),
            "created_by": call.filter("created_by"),
            "created_at": instants.wanted(call, "created_on"),
        },
    )
    jobs = [runs.Run(call, one).summary() for one in found]
    status = call.query["status"]
    return {"jobs": [one for one in jobs if status in {None, one["status"]}]}


def create_job(call: Call) -> dict[str, Any]:
    """A new run of a workflow, each task two steps of the clock long; 404 if the workflow is of another project."""
    workflow = runs.workflow(call)
    runs.check_project(call, workflow)
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
    return runs.Run(call, job).whole()


def get_job(call: Call) -> dict[str, Any]:
    """One job with its tasks; 404 if it is of another workflow."""
    return runs.job(call).whole()


def download_job(call: Call) -> dict[str, Any]:
    """The package of what all tasks of a job have made; 400 as long as the job is not completed."""
    run = runs.job(call)
    packages.check_finished("job", run.status)
    files: dict[str, bytes] = {}
    for task in run.tasks():
        files |= packages.files(task["name"], task["id"], task["result"])
    package = packages.asked_for(call, "job_package", run.job_id)
    progress = packages.progress(call, package, files)
    return {"id": package["id"], "workflowId": call.path["workflow_id"], **progress}
