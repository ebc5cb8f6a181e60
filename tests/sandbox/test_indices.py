"""Indices: reading, filtering, paging, creation."""

from typing import Any

import pytest

from pixxel_sandbox import sample
from tests.sandbox.support import INDEX, InProcess


def indices(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", "/v0/indices", params={"limit": 1000, **query})["indices"]
    return listed


def test_a_created_index_is_answered_and_can_be_read(sandbox: InProcess) -> None:
    answer = sandbox("POST", "/v0/indices", json=INDEX)
    created = answer.json()
    assert answer.status_code == 201
    assert {name: created[name] for name in INDEX} == INDEX
    assert created["type"] == "custom"
    assert created["bands"] == ["B04", "B08"]
    assert created["created_at"] == created["updated_at"] == "2026-01-01 00:00:00.000000+00:00"
    assert indices(sandbox, index_id=created["id"]) == [created]
    assert indices(sandbox)[0] == created


def test_the_same_name_for_the_same_satellite_conflicts(sandbox: InProcess) -> None:
    created = sandbox.json("POST", "/v0/indices", json=INDEX)
    before = sandbox.state()
    again = sandbox("POST", "/v0/indices", json={**INDEX, "expression": "B08"})
    assert again.status_code == 409
    assert again.json()["error"]["details"] == {"index_id": created["id"]}
    assert sandbox.state() == before
    for other in (
        {"name": "red edge"},
        {"name": "Red edge\0"},
        {"satellite_id": "0004ab8d-0ad1-4d62-8a3f-fe18a7000e70"},
    ):
        assert sandbox("POST", "/v0/indices", json={**INDEX, **other}).status_code == 201


@pytest.mark.parametrize(
    ("expression", "bands"), [("B10 / B02 + B10", ["B10", "B02"]), ("1", []), ("SUB1 + B1x + (B1)", ["B1"])]
)
def test_bands_are_the_distinct_names_in_the_expression(sandbox: InProcess, expression: str, bands: list[str]) -> None:
    assert sandbox.json("POST", "/v0/indices", json={**INDEX, "expression": expression})["bands"] == bands


@pytest.mark.parametrize(
    ("query", "name"),
    [("index_id", "id"), ("type", "type"), ("expression_type", "expression_type"), ("satellite_id", "satellite_id")],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, name: str) -> None:
    sandbox.json("POST", "/v0/indices", json={**INDEX, "satellite_id": "0004ab8d-0ad1-4d62-8a3f-fe18a7000e70"})
    everything = indices(sandbox)
    values = {index[name] for index in everything}
    assert len(values) > 1
    for value in values:
        assert indices(sandbox, **{query: value}) == [index for index in everything if index[name] == value]


def test_the_samples_have_every_type_of_index(sandbox: InProcess) -> None:
    found = {(index["type"], index["expression_type"]) for index in indices(sandbox)}
    assert {("custom", "index"), ("preset", "index"), ("preset", "composite"), ("preset", "grayscale")} <= found


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_pages_partition_the_list(sandbox: InProcess, limit: int) -> None:
    for number in range(20):
        sandbox.json("POST", "/v0/indices", json={**INDEX, "name": f"NDVI {number}"})
    everything = indices(sandbox)
    paged: list[dict[str, Any]] = []
    for offset in range(0, len(everything) + limit, limit):
        page = sandbox.json("GET", "/v0/indices", params={"limit": limit, "offset": offset})
        assert page["pagination"] == {"limit": limit, "offset": offset, "total": len(everything)}
        assert len(page["indices"]) == min(limit, max(0, len(everything) - offset))
        paged += page["indices"]
    assert paged == everything
    # They have the same creation time, because the clock does not move.
    assert [index["name"] for index in paged[:20]] == [f"NDVI {number}" for number in reversed(range(20))]


def test_the_total_counts_the_matches(sandbox: InProcess) -> None:
    page = sandbox.json("GET", "/v0/indices", params={"type": "preset", "limit": 1})
    assert page["pagination"]["total"] == len(indices(sandbox, type="preset")) > 1


def test_a_page_has_ten_items_by_default(sandbox: InProcess) -> None:
    for number in range(12):
        sandbox.json("POST", "/v0/indices", json={**INDEX, "name": f"NDVI {number}"})
    page = sandbox.json("GET", "/v0/indices")
    assert len(page["indices"]) == page["pagination"]["limit"] == 10
    assert page["pagination"]["offset"] == 0


def test_text_in_any_script_is_preserved(sandbox: InProcess) -> None:
    for name in ("वनस्पति", "植被指数", "🌱", 'quote " and \\', "line\nbreak", "nul\0nul", "\ufeff"):
        created = sandbox.json("POST", "/v0/indices", json={**INDEX, "name": name})
        assert indices(sandbox, index_id=created["id"])[0]["name"] == name


def test_the_sample_preset_is_that_of_the_examples(sandbox: InProcess) -> None:
    [preset] = indices(sandbox, index_id=sample.PRESET_INDEX_ID)
    assert (preset["name"], preset["type"], preset["rescale"]) == ("NDWI", "preset", [-1, 1])
