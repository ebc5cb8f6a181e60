"""The state of a job and its tasks at the time of a call.

A job is stored with the tasks that its workflow plans; everything else follows from the clock. Tasks that depend on no
other task form the first stage and run at the same time, tasks that depend on these form the second, and so on. Each
stage takes `STEPS_IN_STAGE` steps. A job that fails does so at the end of the last stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...contract import errors
from ...core import clock

if TYPE_CHECKING:
    from datetime import datetime

    from ...core.call import Call

STEPS_IN_STAGE = 2
_MESSAGES = {"queued": "waits for other tasks", "running": "running", "completed": "done", "failed": "failed"}
_ERROR = "the block failed"


def get_workflow(call: Call) -> dict[str, Any]:
    """The workflow with the id in the path; 404 if there is none."""
    workflow = call.documents.get("workflow", call.path["workflow_id"])
    if workflow is None:
        raise errors.not_found("no such workflow", {"workflow_id": call.path["workflow_id"]})
    return workflow


def check_project(call: Call, workflow: dict[str, Any]) -> None:
    """404 unless the query has the project of the workflow."""
    project_id = call.query["project_id"]
    if workflow["project_id"] != project_id:
        raise errors.not_found("the workflow is not in this project", {"project_id": project_id})


def get_job(call: Call) -> JobState:
    """The job with the ids in the path; 404 if the workflow has none of this id."""
    workflow = get_workflow(call)
    job = call.documents.get("job", call.path["job_id"])
    if job is None or job["workflow_id"] != workflow["id"]:
        raise errors.not_found("no such job", {"job_id": call.path["job_id"]})
    return JobState(call, job)


def expected_seconds(plan: list[dict[str, Any]]) -> int:
    """The expected duration of these tasks: the sum of the longest task of each stage."""
    longest: dict[int, int] = {}
    for task, stage in zip(plan, _stages(plan), strict=True):
        longest[stage] = max(longest.get(stage, 0), task["seconds"])
    return sum(longest.values())


class JobState:
    """The state of a stored job at the time of a call."""

    def __init__(self, call: Call, stored: dict[str, Any]) -> None:
        self._clock = call.clock
        self._job = stored
        self._stages = _stages(stored["plan"])
        self._work = call.work(stored, STEPS_IN_STAGE * (max(self._stages) + 1))

    @property
    def job_id(self) -> str:
        """The id of the job."""
        job_id: str = self._job["id"]
        return job_id

    @property
    def status(self) -> str:
        """`running`, `completed` or `failed`."""
        return ("failed" if self._work.failed else "completed") if self._work.done else "running"

    def summary(self) -> dict[str, Any]:
        """The answer for a job in a list."""
        return {
            "id": self._job["id"],
            "workflow_id": self._job["workflow_id"],
            "status": self.status,
            "progress": f"{self._work.percent}%",
            "cost": self._job["cost"],
            "estimated_duration": expected_seconds(self._job["plan"]),
            "time_taken": self._duration(0, self._work.steps) if self._work.done else "",
            "created_by": self._job["created_by"],
            "created_at": self._job["created_at"],
            "updated_at": self._timestamp(self._work.step),
            "finished_at": self._timestamp(self._work.steps) if self._work.done else None,
        }

    def answer(self) -> dict[str, Any]:
        """The answer for a single job; it has no tasks before the first step."""
        started = self._work.step > 0
        return {
            **self.summary(),
            "tasks": self.tasks() if started else [],
            "val_errors": [],
            "spec": self._job["spec"],
            "exec_created_at": self._job["created_at"] if started else None,
            "exec_updated_at": self._timestamp(self._work.step) if started else None,
        }

    def tasks(self) -> list[dict[str, Any]]:
        """The answers for the tasks, in the order of the plan."""
        return [self._task_answer(task, stage) for task, stage in zip(self._job["plan"], self._stages, strict=True)]

    def _task_answer(self, task: dict[str, Any], stage: int) -> dict[str, Any]:
        begin = STEPS_IN_STAGE * stage
        end = begin + STEPS_IN_STAGE
        step = min(max(self._work.step, begin), end)
        has_ended = step == end
        status = "queued"
        if has_ended:
            status = "failed" if self._work.failed and stage == max(self._stages) else "completed"
        elif self._work.step >= begin:
            status = "running"
        return {
            "id": task["id"],
            "name": task["name"],
            "status": status,
            "state_msg": _MESSAGES[status],
            "progress": 100 * (step - begin - (status == "failed")) // STEPS_IN_STAGE,
            "depends_on": task["depends_on"],
            "block_info": task["block_info"],
            "inputs": task["inputs"],
            "result": task["result"] if status == "completed" else [],
            "info_logs": [],
            "disclaimer": [],
            "estimated_time_duration": task["seconds"],
            "time_taken": self._duration(begin, end) if has_ended else "",
            "err_msg": _ERROR if status == "failed" else "",
            "failure_type": "block" if status == "failed" else "",
            "created_at": self._job["created_at"],
            "updated_at": self._job["created_at"] if status == "queued" else self._timestamp(step),
            "finished_at": self._timestamp(end) if has_ended else None,
        }

    def _timestamp(self, step: int) -> str:
        return clock.timestamp_z(self._datetime(step))

    def _datetime(self, step: int) -> datetime:
        """The time of a step. Jobs of the sample data have the time at which they finished."""
        begin = clock.moment(self._job["created_at"])
        if "finished_at" in self._job:
            return begin + (clock.moment(self._job["finished_at"]) - begin) * step / self._work.steps
        return self._clock.after(begin, step)

    def _duration(self, begin: int, end: int) -> str:
        """The time between two steps in a form for people, such as `9m 58s`."""
        minutes, seconds = divmod(int((self._datetime(end) - self._datetime(begin)).total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
        first = next((position for position, (count, _) in enumerate(parts) if count), len(parts) - 1)
        return " ".join(f"{count}{unit}" for count, unit in parts[first:])


def _stages(plan: list[dict[str, Any]]) -> list[int]:
    """The number of stages before each task. A plan has each task after those that it depends on."""
    stages: dict[str, int] = {}
    for task in plan:
        stages[task["name"]] = 1 + max((stages[name] for name in task["depends_on"]), default=-1)
    return list(stages.values())
