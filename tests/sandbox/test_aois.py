"""AOIs: reading and filtering."""

from typing import Any

import pytest

from pixxel_sandbox import sample
from tests.sandbox.support import InProcess


def aois(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", "/v0/aois", params=query)["aois"]
    return listed


def test_aois_are_listed_newest_first(sandbox: InProcess) -> None:
    times = [one["created_at"] for one in aois(sandbox)]
    assert times == sorted(times, reverse=True)
    assert len(times) >= 3


@pytest.mark.parametrize(
    ("query", "name"),
    [("aoi_id", "aoi_id"), ("aoi_name", "name"), ("project_ids", "project_id"), ("created_at", "created_at")],
)
def test_each_filter_lets_through_exactly_what_matches(sandbox: InProcess, query: str, name: str) -> None:
    everything = aois(sandbox)
    for value in {one[name] for one in everything}:
        assert aois(sandbox, **{query: value}) == [one for one in everything if one[name] == value]
    for nothing in ("nothing", "\0", f"{sample.AOI_ID}\0"):
        assert aois(sandbox, **{query: nothing}) == []


@pytest.mark.parametrize("query", ["aoi_id", "aoi_name", "project_ids"])
def test_a_filter_for_nothing_finds_nothing(sandbox: InProcess, query: str) -> None:
    assert aois(sandbox, **{query: ""}) == []


def test_several_projects_are_separated_by_commas(sandbox: InProcess) -> None:
    everything = aois(sandbox)
    projects = sorted({one["project_id"] for one in everything})
    assert len(projects) > 1
    assert aois(sandbox, project_ids=",".join(projects)) == everything


def test_a_time_filter_takes_the_beginning_of_a_time(sandbox: InProcess) -> None:
    [found] = aois(sandbox, created_at="2022-11-14")
    assert found["aoi_id"] == sample.AOI_ID
    assert aois(sandbox, updated_at="2022-11-14T12:55") == [found]
    assert aois(sandbox, created_at="11-14") == []


def test_filters_add_up(sandbox: InProcess) -> None:
    assert aois(sandbox, aoi_id=sample.AOI_ID, aoi_name="Coastline") == []


def test_an_unknown_aoi_is_not_found(sandbox: InProcess) -> None:
    error = sandbox("GET", "/v0/aoi/42").json()["error"]
    assert error == {"code": "NOT_FOUND", "message": "no such AOI", "details": {"aoi_id": "42"}}
