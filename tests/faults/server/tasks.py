"""Faults in tasks."""

from tests.faults.fault import Fault
from tests.faults.server.files import DOMAIN_JOBS, TASKS

FAULTS = [
    Fault(
        "An unknown task of a job fails the server",
        TASKS,
        'next((candidate for candidate in job.tasks() if candidate["id"] == task_id), None)',
        'next(candidate for candidate in job.tasks() if candidate["id"] == task_id)',
        source="blind, second list",
    ),
    Fault(
        "The depends_on of a task is one string instead of a list",
        DOMAIN_JOBS,
        '"depends_on": task["depends_on"]',
        '"depends_on": ",".join(task["depends_on"])',
        source="blind, second list",
    ),
    Fault(
        "The tasks of a job share one package",
        TASKS,
        '"task_package", task_id)',
        '"task_package", job.job_id)',
        source="blind, second list",
    ),
    Fault(
        "The package of a task swaps workflow and job",
        TASKS,
        '"workflow_id": call.path["workflow_id"], "job_id": job.job_id',
        '"workflow_id": job.job_id, "job_id": call.path["workflow_id"]',
        source="blind, second list",
    ),
    Fault(
        "The package of a task contains its inputs instead of its results",
        TASKS,
        'packages.files(task["name"], task_id, task["result"])',
        'packages.files(task["name"], task_id, task["inputs"])',
        source="blind, second list",
    ),
    Fault(
        "A task can be packed under any job of its workflow",
        TASKS,
        'candidate for candidate in job.tasks() if candidate["id"] == task_id',
        'candidate for job in call.documents.page("job", parent=call.path["workflow_id"])[0]\n'
        '        for candidate in jobs.JobState(call, job).tasks() if candidate["id"] == task_id',
        source="blind, third list",
    ),
    Fault(
        "A task does not wait for the tasks that it depends on",
        DOMAIN_JOBS,
        'stages[task["name"]] = 1 + max((stages[name] for name in task["depends_on"]), default=-1)',
        'stages[task["name"]] = 0',
        source="blind, third list",
    ),
    Fault(
        "The depends_on of a task contains ids instead of names",
        DOMAIN_JOBS,
        '"depends_on": task["depends_on"],',
        '"depends_on": [one["id"] for one in self._job["plan"] if one["name"] in task["depends_on"]],',
        source="blind, fourth list",
    ),
    Fault(
        "A package of a task starts again after it was fetched",
        TASKS,
        '    return {"id": task_id, "workflow_id"',
        '    if progress["status"] == "ready":\n'
        '        call.documents.remove("task_package", package["id"])\n'
        '    return {"id": task_id, "workflow_id"',
        source="blind, fourth list",
    ),
    Fault(
        "A finished task cannot be packed while its job is running",
        TASKS,
        'packages.check_completed("task", task["status"])',
        'packages.check_completed("job", job.status)',
        source="blind, fifth list",
    ),
    Fault(
        "The package of a task starts again with each request",
        TASKS,
        'packages.get_or_start(call, "task_package", task_id)',
        'packages.get_or_start(call, "task_package", task_id, str(call.clock.now()))',
        source="blind, sixth list",
    ),
]
