"""Projects: lists, pages, reading."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess


def projects(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", "/v0/projects", params=query)["projects"]
    return listed


def test_projects_are_listed_newest_first_with_their_count(sandbox: InProcess) -> None:
    answer = sandbox.json("GET", "/v0/projects")
    times = [project["created_at"] for project in answer["projects"]]
    assert times == sorted(times, reverse=True)
    assert answer["count"] == len(times) == 3


def test_pages_are_numbered_from_one(sandbox: InProcess) -> None:
    whole = projects(sandbox)
    assert projects(sandbox, page_size=2) == projects(sandbox, page_num=1, page_size=2) == whole[:2]
    assert projects(sandbox, page_num=2, page_size=2) == whole[2:]
    assert projects(sandbox, page_num=3, page_size=2) == []
    assert projects(sandbox, page_num=10**300) == []
    assert sandbox.json("GET", "/v0/projects", params={"page_num": 2, "page_size": 1})["count"] == len(whole)


def test_a_page_has_ten_projects_by_default(sandbox: InProcess) -> None:
    assert projects(sandbox, page_num=2) == []
    assert projects(sandbox, page_num=1) == projects(sandbox)


def test_page_zero_is_the_first_page(sandbox: InProcess) -> None:
    assert projects(sandbox, page_num=0, page_size=2) == projects(sandbox, page_num=1, page_size=2)


@pytest.mark.parametrize(
    "query",
    [{"page_num": "-1"}, {"page_num": "two"}, {"page_num": ""}, {"page_size": "0"}, {"page_size": "-1"}],
)
def test_an_invalid_page_is_400(sandbox: InProcess, query: dict[str, str]) -> None:
    assert sandbox("GET", "/v0/projects", params=query).status_code == 400


def test_a_project_is_the_same_in_the_list_and_alone(sandbox: InProcess) -> None:
    for project in projects(sandbox):
        assert sandbox.json("GET", f"/v0/projects/{project['id']}") == {"project": project}


def test_an_unknown_project_is_404(sandbox: InProcess) -> None:
    error = sandbox("GET", "/v0/projects/42").json()["error"]
    assert error == {"code": "NOT_FOUND", "message": "no such project", "details": {"id": "42"}}


def test_all_projects_of_a_workspace_have_the_same_organization(sandbox: InProcess) -> None:
    [mine] = {project["org_id"] for project in projects(sandbox)}
    [theirs] = {project["org_id"] for project in sandbox.json("GET", "/v0/projects", key=SAMPLE_KEY_TWO)["projects"]}
    assert mine != theirs
