"""Projects: listing by page, reading."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess


def projects(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", "/v0/projects", params=query)["projects"]
    return listed


def test_projects_come_newest_first_with_their_number(sandbox: InProcess) -> None:
    answer = sandbox.json("GET", "/v0/projects")
    times = [one["created_at"] for one in answer["projects"]]
    assert times == sorted(times, reverse=True)
    assert answer["count"] == len(times) == 3


def test_pages_are_counted_from_one_and_join_up(sandbox: InProcess) -> None:
    whole = projects(sandbox)
    assert projects(sandbox, page_size=2) == projects(sandbox, page_num=1, page_size=2) == whole[:2]
    assert projects(sandbox, page_num=2, page_size=2) == whole[2:]
    assert projects(sandbox, page_num=3, page_size=2) == []
    assert projects(sandbox, page_num=10**300) == []
    assert sandbox.json("GET", "/v0/projects", params={"page_num": 2, "page_size": 1})["count"] == len(whole)


def test_a_page_holds_ten_projects_where_nothing_is_said(sandbox: InProcess) -> None:
    assert projects(sandbox, page_num=2) == []
    assert projects(sandbox, page_num=1) == projects(sandbox)


def test_page_zero_is_the_first_as_well(sandbox: InProcess) -> None:
    assert projects(sandbox, page_num=0, page_size=2) == projects(sandbox, page_num=1, page_size=2)


@pytest.mark.parametrize(
    "query",
    [{"page_num": "-1"}, {"page_num": "two"}, {"page_num": ""}, {"page_size": "0"}, {"page_size": "-1"}],
)
def test_a_page_that_makes_no_sense_is_refused(sandbox: InProcess, query: dict[str, str]) -> None:
    assert sandbox("GET", "/v0/projects", params=query).status_code == 400


def test_each_project_can_be_read_as_it_is_listed(sandbox: InProcess) -> None:
    for one in projects(sandbox):
        assert sandbox.json("GET", f"/v0/projects/{one['id']}") == {"project": one}


def test_an_unknown_project_is_not_found(sandbox: InProcess) -> None:
    error = sandbox("GET", "/v0/projects/42").json()["error"]
    assert error == {"code": "NOT_FOUND", "message": "no such project", "details": {"id": "42"}}


def test_the_projects_of_a_workspace_are_of_one_organization(sandbox: InProcess) -> None:
    [mine] = {one["org_id"] for one in projects(sandbox)}
    [theirs] = {one["org_id"] for one in sandbox.json("GET", "/v0/projects", key=SAMPLE_KEY_TWO)["projects"]}
    assert mine != theirs
