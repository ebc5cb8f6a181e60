"""Faults in tasks."""

from tests.faults.fault import Fault
from tests.faults.server.places import DOMAIN_JOBS, TASKS

FAULTS = [
    Fault(
        "a task that the job does not have fails the server",
        TASKS,
        'next((one for one in run.tasks() if one["id"] == task_id), None)',
        'next(one for one in run.tasks() if one["id"] == task_id)',
        source="blind, second list",
    ),
    Fault(
        "the tasks that a task waits for are one text",
        DOMAIN_JOBS,
        '"depends_on": planned["depends_on"]',
        '"depends_on": ",".join(planned["depends_on"])',
        source="blind, second list",
    ),
    Fault(
        "the tasks of a job share one package",
        TASKS,
        '"task_package", task_id)',
        '"task_package", run.job_id)',
        source="blind, second list",
    ),
    Fault(
        "the package of a task takes its job for its workflow",
        TASKS,
        '"workflow_id": call.path["workflow_id"], "job_id": run.job_id',
        '"workflow_id": run.job_id, "job_id": call.path["workflow_id"]',
        source="blind, second list",
    ),
    Fault(
        "the package of a task holds what it was given",
        TASKS,
        'packages.files(task["name"], task_id, task["result"])',
        'packages.files(task["name"], task_id, task["inputs"])',
        source="blind, second list",
    ),
    Fault(
        "a task can be packed under any job of its workflow",
        TASKS,
        'one for one in run.tasks() if one["id"] == task_id',
        'one for job in call.documents.page("job", parent=call.path["workflow_id"])[0]\n'
        '        for one in runs.Run(call, job).tasks() if one["id"] == task_id',
        source="blind, third list",
    ),
    Fault(
        "a task does not wait for those that it depends on",
        DOMAIN_JOBS,
        'stages[one["name"]] = 1 + max((stages[name] for name in one["depends_on"]), default=-1)',
        'stages[one["name"]] = 0',
        source="blind, third list",
    ),
    Fault(
        "a task waits for ids, not for names",
        DOMAIN_JOBS,
        '"depends_on": planned["depends_on"],',
        '"depends_on": [one["id"] for one in self._job["plan"] if one["name"] in planned["depends_on"]],',
        source="blind, fourth list",
    ),
    Fault(
        "a package of a task that has been fetched is packed anew",
        TASKS,
        '    return {"id": package["id"], "workflow_id"',
        '    if progress["status"] == "ready":\n'
        '        call.documents.remove("task_package", package["id"])\n'
        '    return {"id": package["id"], "workflow_id"',
        source="blind, fourth list",
    ),
    Fault(
        "a task that is done cannot be packed while its job still runs",
        TASKS,
        'packages.check_finished("task", task["status"])',
        'packages.check_finished("job", run.status)',
        source="blind, fifth list",
    ),
    Fault(
        "asking again for the package of a task starts the packing anew each time",
        TASKS,
        'packages.asked_for(call, "task_package", task_id)',
        'packages.asked_for(call, "task_package", task_id, str(call.clock.now()))',
        source="blind, sixth list",
    ),
]
