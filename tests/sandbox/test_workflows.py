"""Workflows: lists, reading, estimates."""

import time
from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess, examples

WORKFLOW = "/v0/workflows/5d70be96-805c-4e7d-9d4c-afb17d6ed005"
PROJECT = "ce5dcc14-8291-4b0c-a278-8c05ec426d22"


def page(sandbox: InProcess, **query: Any) -> dict[str, Any]:
    listed: dict[str, Any] = sandbox.json("GET", "/v0/workflows", params=query)
    return listed


def test_workflows_are_listed_newest_first_and_begin_with_the_example(sandbox: InProcess) -> None:
    listed = page(sandbox)
    times = [workflow["created_at"] for workflow in listed["workflows"]]
    assert times == sorted(times, reverse=True)
    assert listed["workflows"][0] == examples("listWorkflows")["page"]["workflows"][0]
    assert listed["pagination"] == {"limit": 50, "offset": 0, "total": 3}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("project_id", "project_id"),
        ("id", "id"),
        ("name", "name"),
        ("created_by", "created_by"),
        ("created_on", "created_at"),
        ("updated_at", "updated_at"),
    ],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, name: str) -> None:
    everything = page(sandbox)["workflows"]
    values = {workflow[name] for workflow in everything}
    assert len(values) > 1
    for value in values:
        assert page(sandbox, **{query: value})["workflows"] == [
            workflow for workflow in everything if workflow[name] == value
        ]
    assert page(sandbox, **{query: "2000-01-01T00:00:00Z"})["workflows"] == []


def test_updated_at_does_not_match_created_on(sandbox: InProcess) -> None:
    changed = next(
        workflow for workflow in page(sandbox)["workflows"] if workflow["updated_at"] != workflow["created_at"]
    )
    assert page(sandbox, updated_at=changed["updated_at"])["workflows"] == [changed]
    assert page(sandbox, created_on=changed["updated_at"])["workflows"] == []


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot set the time zone of a process")
def test_a_time_without_an_offset_is_utc(sandbox: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    first = page(sandbox)["workflows"][0]
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        found = page(sandbox, created_on=first["created_at"].removesuffix("Z"))["workflows"]
    finally:
        monkeypatch.undo()
        time.tzset()

    assert [workflow["id"] for workflow in found] == [first["id"]]


def test_pages_partition_the_list(sandbox: InProcess) -> None:
    everything = page(sandbox)["workflows"]
    parts = [page(sandbox, limit=2, offset=offset) for offset in (0, 2)]
    assert [workflow for part in parts for workflow in part["workflows"]] == everything
    assert parts[1]["pagination"] == {"limit": 2, "offset": 2, "total": 3}


def test_a_workflow_has_its_blocks(sandbox: InProcess) -> None:
    assert sandbox.json("GET", WORKFLOW, params={"project_id": PROJECT}) == examples("getWorkflow")["workflow"]
    for workflow in page(sandbox)["workflows"]:
        whole = sandbox.json("GET", f"/v0/workflows/{workflow['id']}", params={"project_id": workflow["project_id"]})
        assert {name: workflow[name] for name in workflow.keys() & whole.keys()}.items() <= whole.items()
        for block in whole["spec"]["blocks"]:
            assert sandbox.json("GET", f"/v0/blocks/{block['name']}/versions/{block['version']}")


def test_reading_a_workflow_needs_its_project(sandbox: InProcess) -> None:
    for project_id in ("42", "0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802"):
        answer = sandbox("GET", WORKFLOW, params={"project_id": project_id})
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"project_id": project_id})
    assert sandbox("GET", WORKFLOW).status_code == 400


def test_an_estimate_is_the_cost_of_a_job(sandbox: InProcess) -> None:
    before = sandbox.state()
    estimates = {
        each["id"]: sandbox.json("GET", f"/v0/workflows/{each['id']}/estimate") for each in page(sandbox)["workflows"]
    }
    assert sandbox.state() == before
    assert estimates[WORKFLOW.rsplit("/", 1)[1]] == examples("estimateWorkflow")["estimate"]
    for workflow in page(sandbox)["workflows"]:
        path = f"/v0/workflows/{workflow['id']}/jobs"
        job = sandbox.json("POST", path, params={"project_id": workflow["project_id"]})
        assert estimates[workflow["id"]] == {"estimated_cost": job["cost"]}


@pytest.mark.parametrize("path", ["/v0/workflows/42", "/v0/workflows/42/estimate", "/v0/workflows/42/jobs"])
def test_an_unknown_workflow_is_404(sandbox: InProcess, path: str) -> None:
    answer = sandbox("GET", path, params={"project_id": PROJECT})
    assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"workflow_id": "42"})


@pytest.mark.parametrize("end", ["", "/estimate", "/jobs"])
def test_a_workflow_of_another_workspace_is_404(sandbox: InProcess, end: str) -> None:
    assert len(sandbox.json("GET", "/v0/workflows", key=SAMPLE_KEY_TWO)["workflows"]) == 2
    answer = sandbox("GET", f"{WORKFLOW}{end}", params={"project_id": PROJECT}, key=SAMPLE_KEY_TWO)
    assert answer.status_code == 404
