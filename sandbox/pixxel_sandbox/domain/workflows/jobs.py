"""Runs of workflows: how far a job and each of its tasks are at a moment.

A job is stored as it was started, with its tasks as the workflow plans them; everything else follows from the clock.
Tasks that wait for no other run first and side by side, then those that waited for them, and so on: one stage after
another, each as long as `STEPS_IN_STAGE`. What fails does so in the last stage, at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...contract import errors
from ...core import clock

if TYPE_CHECKING:
    from datetime import datetime

    from ...core.call import Call

STEPS_IN_STAGE = 2
_MESSAGES = {"queued": "waits for other tasks", "running": "at work", "completed": "done", "failed": "stopped"}
_ERROR = "the block could not be run to its end"


def workflow(call: Call) -> dict[str, Any]:
    """The workflow that the path names, or 404."""
    found = call.documents.get("workflow", call.path["workflow_id"])
    if found is None:
        raise errors.not_found("no such workflow", {"workflow_id": call.path["workflow_id"]})
    return found


def check_project(call: Call, of_project: dict[str, Any]) -> None:
    """404 unless the query names the project of the workflow."""
    project_id = call.query["project_id"]
    if of_project["project_id"] != project_id:
        raise errors.not_found("the workflow is not of this project", {"project_id": project_id})


def job(call: Call) -> Run:
    """The job of the workflow that the path names, or 404."""
    owner = workflow(call)
    found = call.documents.get("job", call.path["job_id"])
    if found is None or found["workflow_id"] != owner["id"]:
        raise errors.not_found("no such job", {"job_id": call.path["job_id"]})
    return Run(call, found)


def seconds(plan: list[dict[str, Any]]) -> int:
    """How long these tasks are expected to run: each stage as long as the longest task in it."""
    longest: dict[int, int] = {}
    for one, stage in zip(plan, _stages(plan), strict=True):
        longest[stage] = max(longest.get(stage, 0), one["seconds"])
    return sum(longest.values())


class Run:
    """A stored job as it is at the moment of a call."""

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
        """The job as lists answer it."""
        return {
            "id": self._job["id"],
            "workflow_id": self._job["workflow_id"],
            "status": self.status,
            "progress": f"{self._work.percent}%",
            "cost": self._job["cost"],
            "estimated_duration": seconds(self._job["plan"]),
            "time_taken": self._duration(0, self._work.steps) if self._work.done else "",
            "created_by": self._job["created_by"],
            "created_at": self._job["created_at"],
            "updated_at": self._moment(self._work.step),
            "finished_at": self._moment(self._work.steps) if self._work.done else None,
        }

    def whole(self) -> dict[str, Any]:
        """The job as it is answered alone; one that has only just been queued has no tasks yet."""
        started = self._work.step > 0
        return {
            **self.summary(),
            "tasks": self.tasks() if started else [],
            "val_errors": [],
            "spec": self._job["spec"],
            "exec_created_at": self._job["created_at"] if started else None,
            "exec_updated_at": self._moment(self._work.step) if started else None,
        }

    def tasks(self) -> list[dict[str, Any]]:
        """The tasks as they are answered, in the order of the plan."""
        return [self._task(one, stage) for one, stage in zip(self._job["plan"], self._stages, strict=True)]

    def _task(self, planned: dict[str, Any], stage: int) -> dict[str, Any]:
        begin = STEPS_IN_STAGE * stage
        end = begin + STEPS_IN_STAGE
        at = min(max(self._work.step, begin), end)
        ended = at == end
        status = "queued"
        if ended:
            status = "failed" if self._work.failed and stage == max(self._stages) else "completed"
        elif self._work.step >= begin:
            status = "running"
        return {
            "id": planned["id"],
            "name": planned["name"],
            "status": status,
            "state_msg": _MESSAGES[status],
            "progress": 100 * (at - begin - (status == "failed")) // STEPS_IN_STAGE,
            "depends_on": planned["depends_on"],
            "block_info": planned["block_info"],
            "inputs": planned["inputs"],
            "result": planned["result"] if status == "completed" else [],
            "info_logs": [],
            "disclaimer": [],
            "estimated_time_duration": planned["seconds"],
            "time_taken": self._duration(begin, end) if ended else "",
            "err_msg": _ERROR if status == "failed" else "",
            "failure_type": "block" if status == "failed" else "",
            "created_at": self._job["created_at"],
            "updated_at": self._job["created_at"] if status == "queued" else self._moment(at),
            "finished_at": self._moment(end) if ended else None,
        }

    def _moment(self, step: int) -> str:
        return clock.timestamp_z(self._when(step))

    def _when(self, step: int) -> datetime:
        """The moment of a step that has been taken. Jobs of the sample data say how long they ran."""
        began = clock.moment(self._job["created_at"])
        if "finished_at" in self._job:
            return began + (clock.moment(self._job["finished_at"]) - began) * step / self._work.steps
        return self._clock.after(began, step)

    def _duration(self, begin: int, end: int) -> str:
        """The time between two steps for people: `9m 58s`."""
        minutes, rest = divmod(int((self._when(end) - self._when(begin)).total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        named = ((hours, "h"), (minutes, "m"), (rest, "s"))
        first = next((place for place, (count, _) in enumerate(named) if count), len(named) - 1)
        return " ".join(f"{count}{unit}" for count, unit in named[first:])


def _stages(plan: list[dict[str, Any]]) -> list[int]:
    """For each task how many stages go before it. A plan names a task before those that wait for it."""
    stages: dict[str, int] = {}
    for one in plan:
        stages[one["name"]] = 1 + max((stages[name] for name in one["depends_on"]), default=-1)
    return list(stages.values())
