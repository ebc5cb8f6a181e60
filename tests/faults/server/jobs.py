"""Faults in jobs."""

from tests.faults.fault import Fault
from tests.faults.server.files import CALL, DOMAIN_JOBS, JOBS

FAULTS = [
    Fault(
        "The finished_at of a running job is a dash",
        DOMAIN_JOBS,
        '"finished_at": self._timestamp(self._work.steps) if self._work.done else None',
        '"finished_at": self._timestamp(self._work.steps) if self._work.done else "-"',
        source="blind, second list",
    ),
    Fault(
        "The package of a job has workflow_id instead of workflowId",
        JOBS,
        '"workflowId": call.path["workflow_id"]',
        '"workflow_id": call.path["workflow_id"]',
        source="blind, second list",
    ),
    Fault(
        "Finished work has a progress of 1 percent",
        CALL,
        "100 * (step - failed) // steps)",
        "(step - failed) // steps)",
        source="blind, second list",
    ),
    Fault(
        "A job can be read under any workflow",
        DOMAIN_JOBS,
        'if job is None or job["workflow_id"] != workflow["id"]:',
        "if job is None:",
        source="blind, second list",
    ),
    Fault(
        "The finished_at of a job is the time when it began",
        DOMAIN_JOBS,
        '"finished_at": self._timestamp(self._work.steps)',
        '"finished_at": self._timestamp(0)',
        source="blind, second list",
        smoke="progress",
    ),
    Fault(
        "Jobs are listed with every status except the given one",
        JOBS,
        'status in {None, summary["status"]}',
        'status != summary["status"]',
        source="blind, second list",
    ),
    Fault(
        "The cost of a job differs from the estimate of its workflow",
        JOBS,
        '"cost": workflow["estimated_cost"]',
        '"cost": 12 * len(workflow["plan"])',
        source="blind, second list",
    ),
    Fault(
        "The progress of a job is a number",
        DOMAIN_JOBS,
        '"progress": f"{self._work.percent}%",',
        '"progress": self._work.percent,',
        source="blind, third list",
    ),
    Fault(
        "The duration of a job is a number of seconds",
        DOMAIN_JOBS,
        'return " ".join(f"{count}{unit}" for count, unit in parts[first:])',
        "return 3600 * hours + 60 * minutes + seconds",
        source="blind, third list",
    ),
    Fault(
        "The package of a job has the id of the job",
        JOBS,
        'return {"id": package["id"], "workflowId"',
        'return {"id": job.job_id, "workflowId"',
        source="blind, third list",
    ),
    Fault(
        "The estimated duration of a job is in minutes instead of seconds",
        DOMAIN_JOBS,
        '"estimated_duration": expected_seconds(self._job["plan"]),',
        '"estimated_duration": expected_seconds(self._job["plan"]) // 60,',
        source="blind, third list",
    ),
    Fault(
        "The updated_at of a job never changes",
        DOMAIN_JOBS,
        '"updated_at": self._timestamp(self._work.step),',
        '"updated_at": self._job["created_at"],',
        source="blind, third list",
    ),
    Fault(
        "A failed job has no finished_at",
        DOMAIN_JOBS,
        '"finished_at": self._timestamp(self._work.steps) if self._work.done else None',
        '"finished_at": self._timestamp(self._work.steps) if self.status == "completed" else None',
        source="blind, fourth list",
    ),
    Fault(
        "The created_by of a job is that of its workflow",
        JOBS,
        '"created_by": call.workspace.user_id,',
        '"created_by": workflow["created_by"],',
        source="blind, fourth list",
    ),
    Fault(
        "The package of a job contains only the results of its last task",
        JOBS,
        "files |= packages.files(",
        "files = packages.files(",
        source="blind, fourth list",
    ),
    Fault(
        "Failed jobs are listed only if the status filter names them",
        JOBS,
        'if status in {None, summary["status"]}]',
        'if summary["status"] == status or (status is None and summary["status"] != "failed")]',
        source="blind, fifth list",
    ),
    Fault(
        "A job costs nothing until it is finished",
        DOMAIN_JOBS,
        '"cost": self._job["cost"],',
        '"cost": self._job["cost"] if self._work.done else 0,',
        source="blind, fifth list",
    ),
    Fault(
        "A running job has a finished_at",
        DOMAIN_JOBS,
        '"finished_at": self._timestamp(self._work.steps) if self._work.done else None,',
        '"finished_at": self._timestamp(self._work.steps),',
        source="blind, sixth list",
    ),
    Fault(
        "A job of another workflow is listed by its ID",
        JOBS,
        '        parent=jobs.get_workflow(call)["id"],\n',
        '        parent=(call.documents.get("job", call.query["id"] or "") or {}).get(\n'
        '            "workflow_id", jobs.get_workflow(call)["id"]\n'
        "        ),\n",
        source="kinds of checks",
    ),
]
