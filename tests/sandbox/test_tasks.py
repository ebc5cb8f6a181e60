"""Tasks: the result of one step of a job, packed."""

import io
import zipfile
from typing import Any

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess, examples

WORKFLOW_ID = "5d70be96-805c-4e7d-9d4c-afb17d6ed005"
JOB = f"/v0/workflows/{WORKFLOW_ID}/jobs/6e81cfa7-916d-4f8e-8e5d-b0c28e7fe106"
TASK = f"{JOB}/tasks/80a3e1c9-b38f-4ba0-8a7f-d2e4a0910308/download"


def run(sandbox: InProcess) -> tuple[str, list[dict[str, Any]]]:
    """The path of a new job with a task that depends on another, and its tasks after a step."""
    [workflow] = sandbox.json("GET", "/v0/workflows", params={"name": "Clear season report"})["workflows"]
    path = f"/v0/workflows/{workflow['id']}/jobs"
    path += f"/{sandbox.json('POST', path, params={'project_id': workflow['project_id']})['id']}"
    sandbox.clock.advance()
    return path, sandbox.json("GET", path)["tasks"]


def test_the_package_of_the_sample_task_equals_the_example(sandbox: InProcess) -> None:
    package = sandbox.json("PUT", TASK)
    assert {**package, "signed_url": ""} == {**examples("downloadTask")["ready"], "signed_url": ""}
    answer = sandbox("GET", package["signed_url"], key=None)
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == ["stress/stress.tif"]


def test_a_completed_task_can_be_packed_while_its_job_runs(sandbox: InProcess) -> None:
    path, (mask, stress) = run(sandbox)
    downloads = {task["name"]: f"{path}/tasks/{task['id']}/download" for task in (mask, stress)}
    statuses = {"mask": "running", "stress": "queued"}
    before = sandbox.state()
    for name, download in downloads.items():
        answer = sandbox("PUT", download)
        assert (answer.status_code, answer.json()["error"]["details"]) == (400, {"status": statuses[name]})
    assert sandbox.state() == before
    sandbox.clock.advance()
    pending = sandbox.json("PUT", downloads["mask"])
    assert (pending["status"], pending["signed_url"]) == ("pending", "")
    assert sandbox.json("PUT", downloads["mask"]) == pending
    sandbox.clock.advance()
    ready = sandbox.json("PUT", downloads["mask"])
    assert (ready["id"], ready["status"]) == (pending["id"], "ready")
    assert sandbox("GET", ready["signed_url"], key=None).status_code == 200
    assert sandbox.json("GET", path)["status"] == "running"


def test_a_task_is_found_only_under_its_own_job(sandbox: InProcess) -> None:
    other = next(
        job["id"] for job in sandbox.json("GET", f"/v0/workflows/{WORKFLOW_ID}/jobs")["jobs"] if job["id"] not in JOB
    )
    for path in (f"/v0/workflows/{WORKFLOW_ID}/jobs/{other}/{TASK.split('/', 6)[6]}", f"{JOB}/tasks/42/download"):
        answer = sandbox("PUT", path)
        assert answer.status_code == 404
        assert "task_id" in answer.json()["error"]["details"]
    assert sandbox("PUT", TASK.replace(WORKFLOW_ID, "42")).status_code == 404


def test_a_task_of_another_workspace_is_404(sandbox: InProcess) -> None:
    assert sandbox("PUT", TASK, key=SAMPLE_KEY_TWO).status_code == 404
