"""Jobs: runs of workflows, their tasks and packages."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess, examples

WORKFLOW_ID = "5d70be96-805c-4e7d-9d4c-afb17d6ed005"
JOB_ID = "6e81cfa7-916d-4f8e-8e5d-b0c28e7fe106"
JOBS = f"/v0/workflows/{WORKFLOW_ID}/jobs"
PROJECT = {"project_id": "ce5dcc14-8291-4b0c-a278-8c05ec426d22"}


def jobs(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", JOBS, params=query)["jobs"]
    return listed


def run(sandbox: InProcess, name: str = "Season report") -> tuple[str, dict[str, Any]]:
    """The path of a new job of the workflow with this name, and the job."""
    [workflow] = sandbox.json("GET", "/v0/workflows", params={"name": name})["workflows"]
    path = f"/v0/workflows/{workflow['id']}/jobs"
    job = sandbox.json("POST", path, params={"project_id": workflow["project_id"]})
    return f"{path}/{job['id']}", job


# ── Listing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_jobs_are_listed_newest_first_and_begin_with_the_example(sandbox: InProcess) -> None:
    listed = jobs(sandbox)
    times = [job["created_at"] for job in listed]
    assert times == sorted(times, reverse=True)
    assert len(times) >= 3
    assert listed[0] == examples("listJobs")["one"]["jobs"][0]
    assert run(sandbox)[1]["id"] == jobs(sandbox)[0]["id"]


@pytest.mark.parametrize(
    ("query", "name"),
    [("id", "id"), ("status", "status"), ("created_by", "created_by"), ("created_on", "created_at")],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, name: str) -> None:
    run(sandbox)
    everything = jobs(sandbox)
    values = {job[name] for job in everything}
    assert len(values) > 1
    for value in values:
        assert jobs(sandbox, **{query: value}) == [job for job in everything if job[name] == value]
    assert jobs(sandbox, **{query: "2000-01-01T00:00:00Z"}) == []


def test_the_sample_job_equals_the_example(sandbox: InProcess) -> None:
    assert sandbox.json("GET", f"{JOBS}/{JOB_ID}") == examples("getJob")["completed"]


def test_a_job_is_the_same_in_the_list_and_alone(sandbox: InProcess) -> None:
    path, _ = run(sandbox)
    for _ in range(4):
        whole, listed = sandbox.json("GET", path), jobs(sandbox)[0]
        assert listed.items() <= whole.items()
        assert whole.keys() - listed.keys() == {"tasks", "val_errors", "spec", "exec_created_at", "exec_updated_at"}
        sandbox.clock.advance()


# ── Running ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_job_equals_the_example(sandbox: InProcess) -> None:
    expected = examples("createJob")["queued"]
    job = run(sandbox)[1]
    changing = {"id", "created_at", "updated_at"}
    assert {name: value for name, value in expected.items() if name not in changing}.items() <= job.items()


def test_a_job_takes_two_steps_for_each_stage(sandbox: InProcess) -> None:
    path, first = run(sandbox)
    assert sandbox.json("GET", path) == first
    observed = []
    for _ in range(3):
        sandbox.clock.advance()
        job = sandbox.json("GET", path)
        observed.append((job["status"], job["progress"], job["time_taken"], job["updated_at"], job["finished_at"]))
    second, third = "2026-01-01T00:00:01.000000Z", "2026-01-01T00:00:02.000000Z"
    completed = ("completed", "100%", "2s", third, third)
    assert observed == [("running", "50%", "", second, None), completed, completed]


def test_tasks_run_after_those_that_they_depend_on(sandbox: InProcess) -> None:
    path, _ = run(sandbox, "Field survey")
    observed = []
    for _ in range(4):
        sandbox.clock.advance()
        job = sandbox.json("GET", path)
        observed.append((job["progress"], [(task["name"], task["status"], task["progress"]) for task in job["tasks"]]))
    assert observed == [
        ("25%", [("mask", "running", 50), ("stress", "queued", 0), ("scar", "queued", 0)]),
        ("50%", [("mask", "completed", 100), ("stress", "running", 0), ("scar", "running", 0)]),
        ("75%", [("mask", "completed", 100), ("stress", "running", 50), ("scar", "running", 50)]),
        ("100%", [("mask", "completed", 100), ("stress", "completed", 100), ("scar", "completed", 100)]),
    ]


def test_a_completed_task_has_a_result_and_a_finish_time(sandbox: InProcess) -> None:
    path, _ = run(sandbox, "Clear season report")
    sandbox.clock.advance(2)
    mask, stress = sandbox.json("GET", path)["tasks"]
    assert (mask["result"], mask["time_taken"]) == ([{"name": "mask", "type": "url"}], "2s")
    assert mask["finished_at"] == "2026-01-01T00:00:02.000000Z"
    assert (stress["result"], stress["time_taken"], stress["finished_at"]) == ([], "", None)
    assert (mask["depends_on"], stress["depends_on"]) == ([], ["mask"])


def test_the_expected_duration_of_parallel_tasks_is_that_of_the_longest(sandbox: InProcess) -> None:
    _, job = run(sandbox, "Field survey")
    sandbox.clock.advance()
    mask, stress, scar = sandbox.json("GET", f"/v0/workflows/{job['workflow_id']}/jobs/{job['id']}")["tasks"]
    both = max(stress["estimated_time_duration"], scar["estimated_time_duration"])
    assert job["estimated_duration"] == mask["estimated_time_duration"] + both


def test_fail_makes_a_job_fail_in_its_last_task(sandbox: InProcess) -> None:
    path, job = run(sandbox, "Clear season report")
    sandbox.app.state.fail(job["id"])
    sandbox.clock.advance(3)
    assert sandbox.json("GET", path)["status"] == "running"
    sandbox.clock.advance()
    failed = sandbox.json("GET", path)
    assert (failed["status"], failed["progress"], failed["time_taken"]) == ("failed", "75%", "4s")
    mask, stress = failed["tasks"]
    assert (mask["status"], mask["err_msg"], mask["failure_type"]) == ("completed", "", "")
    assert (stress["status"], stress["progress"], stress["result"]) == ("failed", 50, [])
    assert stress["err_msg"]
    assert stress["failure_type"]


@pytest.mark.parametrize(
    ("step", "taken"), [(0.2, "0s"), (29.6, "59s"), (30, "1m 0s"), (299, "9m 58s"), (3600, "2h 0m 0s")]
)
def test_time_taken_is_readable(sandbox: InProcess, step: float, taken: str) -> None:
    sandbox.clock._step = timedelta(seconds=step)
    path, _ = run(sandbox)
    sandbox.clock.advance(2)
    assert sandbox.json("GET", path)["time_taken"] == taken


def test_starting_a_job_needs_the_project_of_the_workflow(sandbox: InProcess) -> None:
    before = sandbox.state()
    for project_id in ("42", "0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802"):
        answer = sandbox("POST", JOBS, params={"project_id": project_id})
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"project_id": project_id})
    assert sandbox("POST", JOBS).status_code == 400
    assert sandbox("POST", "/v0/workflows/42/jobs", params=PROJECT).status_code == 404
    assert sandbox.state() == before


def test_a_job_is_found_only_under_its_own_workflow(sandbox: InProcess) -> None:
    other = next(
        workflow["id"]
        for workflow in sandbox.json("GET", "/v0/workflows")["workflows"]
        if workflow["id"] != WORKFLOW_ID
    )
    for workflow_id, job_id in ((other, JOB_ID), (WORKFLOW_ID, "42")):
        path = f"/v0/workflows/{workflow_id}/jobs/{job_id}"
        for method, end in (("GET", ""), ("PUT", "/download")):
            answer = sandbox(method, f"{path}{end}")
            assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"job_id": job_id})


def test_documents_of_another_workspace_are_404(sandbox: InProcess) -> None:
    before = sandbox.state()
    workflow = sandbox.json("GET", "/v0/workflows", key=SAMPLE_KEY_TWO)["workflows"][0]
    path = f"/v0/workflows/{workflow['id']}/jobs"
    assert len(sandbox.json("GET", path, key=SAMPLE_KEY_TWO)["jobs"]) == 2
    for owner in (JOBS, path):
        assert sandbox("GET", f"{owner}/{JOB_ID}", key=SAMPLE_KEY_TWO).status_code == 404
        assert sandbox("PUT", f"{owner}/{JOB_ID}/download", key=SAMPLE_KEY_TWO).status_code == 404
    assert sandbox("POST", JOBS, params=PROJECT, key=SAMPLE_KEY_TWO).status_code == 404
    assert sandbox.state() == before


# ── Packing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_package_of_the_sample_job_equals_the_example(sandbox: InProcess) -> None:
    package = sandbox.json("PUT", f"{JOBS}/{JOB_ID}/download")
    assert {**package, "signed_url": ""} == {**examples("downloadJob")["ready"], "signed_url": ""}
    answer = sandbox("GET", package["signed_url"], key=None)
    assert answer.headers["content-type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == ["stress/stress.tif"]


def test_a_package_is_ready_after_a_step(sandbox: InProcess) -> None:
    path, job = run(sandbox, "Field survey")
    sandbox.clock.advance(4)
    pending = sandbox.json("PUT", f"{path}/download")
    assert (pending["workflowId"], pending["status"], pending["signed_url"]) == (job["workflow_id"], "pending", "")
    before = sandbox.state()
    assert sandbox.json("PUT", f"{path}/download") == pending
    sandbox.clock.advance()
    ready = sandbox.json("PUT", f"{path}/download")
    assert (ready["id"], ready["status"]) == (pending["id"], "ready")
    assert sandbox.state() == before
    names = zipfile.ZipFile(io.BytesIO(sandbox("GET", ready["signed_url"], key=None).content)).namelist()
    assert names == ["mask/mask.tif", "stress/stress.tif", "scar/scar.tif", "scar/share.json"]


def test_a_failed_package_has_no_file(sandbox: InProcess) -> None:
    path, _ = run(sandbox)
    sandbox.clock.advance(2)
    sandbox.app.state.fail(sandbox.json("PUT", f"{path}/download")["id"])
    sandbox.clock.advance()
    failed = sandbox.json("PUT", f"{path}/download")
    assert (failed["status"], failed["signed_url"]) == ("failed", "")


def test_a_package_of_an_unfinished_job_is_400(sandbox: InProcess) -> None:
    path, _ = run(sandbox)
    before = sandbox.state()
    failed = jobs(sandbox, status="failed")[0]["id"]
    for job, status in ((path, "running"), (f"{JOBS}/{failed}", "failed")):
        answer = sandbox("PUT", f"{job}/download")
        assert (answer.status_code, answer.json()["error"]["details"]) == (400, {"status": status})
    assert sandbox.state() == before
