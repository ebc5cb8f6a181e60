"""Searches for images from which AOIs can be created."""

from typing import Any

import pytest

from tests.sandbox.support import CONTRACT, InProcess, example_bodies

SEARCH = example_bodies(CONTRACT.operations["searchImagery"])["satellites"]
TD1 = "0004ab8d-0ad1-4d62-8a3f-fe18a7000e70"
TD2 = "0005c5bb-0bd2-4c80-9393-4a808341c54c"
L2A = {"satellite_id": TD2, "collection_id": "pixxel-td-l2a"}
# All images over the fields, at any time and with any cloud cover.
WIDE = {
    "satellites": [L2A],
    "start_date": "2000-01-01T00:00:00Z",
    "end_date": "2030-01-01T00:00:00Z",
    "geometry": {"type": "Point", "coordinates": [77.55, 12.95]},
}


def found(sandbox: InProcess, **changes: Any) -> dict[str, Any]:
    """The images by their day."""
    items = sandbox.json("POST", "/v0/search", json={**WIDE, **changes})["items"]
    assert all(key == item["id"] for key, item in items.items())
    return {item["properties"]["datetime"][:10]: item for item in items.values()}


def refused(sandbox: InProcess, **changes: Any) -> str:
    answer = sandbox("POST", "/v0/search", json={**WIDE, **changes})
    assert answer.status_code == 400, answer.text
    message: str = answer.json()["error"]["message"]
    return message


def test_images_are_found_newest_first(sandbox: InProcess) -> None:
    assert list(found(sandbox)) == ["2025-11-14", "2024-06-11", "2024-05-06"]


def test_only_images_of_the_satellite_and_its_collection_are_found(sandbox: InProcess) -> None:
    assert list(found(sandbox, satellites=[{**L2A, "satellite_id": TD1}])) == ["2023-03-14"]
    level_one = found(sandbox, satellites=[{**L2A, "collection_id": "pixxel-td-l1c"}])
    assert [item["collection"] for item in level_one.values()] == ["pixxel-td-l1c"]
    both = found(sandbox, satellites=[L2A, {**L2A, "satellite_id": TD1}, L2A])
    assert len(both) == 4


def test_open_data_can_be_searched(sandbox: InProcess) -> None:
    [sentinel] = [
        satellite
        for satellite in sandbox.json("GET", "/v0/satellites")["satellites"]
        if satellite["name"] == "Sentinel-2"
    ]
    source = {"satellite_id": sentinel["id"], "collection_id": sentinel["collections"][0]["id"]}
    assert len(found(sandbox, satellites=[source])) == 2


def test_a_search_can_name_a_single_satellite(sandbox: InProcess) -> None:
    body = {name: value for name, value in WIDE.items() if name != "satellites"}
    alone = sandbox.json("POST", "/v0/search", json={**body, "satellite": L2A})
    assert alone == sandbox.json("POST", "/v0/search", json=WIDE)


@pytest.mark.parametrize("source", [{"satellite_id": "42"}, {"collection_id": "42"}])
def test_an_unknown_satellite_or_collection_is_404(sandbox: InProcess, source: dict[str, str]) -> None:
    answer = sandbox("POST", "/v0/search", json={**WIDE, "satellites": [L2A, {**L2A, **source}]})
    assert answer.status_code == 404
    assert answer.json()["error"]["details"] == {**L2A, **source}


def test_both_ends_of_the_time_are_included(sandbox: InProcess) -> None:
    moment = "2024-05-06T05:12:44Z"
    assert list(found(sandbox, start_date=moment, end_date=moment)) == ["2024-05-06"]
    assert list(found(sandbox, start_date=moment, end_date="2024-06-11T10:45:30.999+05:30")) == ["2024-05-06"]
    assert list(found(sandbox, start_date="2024-05-06T05:12:44.001Z")) == ["2025-11-14", "2024-06-11"]


def test_a_time_that_ends_before_it_begins_is_400(sandbox: InProcess) -> None:
    assert "/end_date" in refused(sandbox, end_date="1999-12-31T23:59:59Z")
    assert "/start_date" in refused(sandbox, start_date="2024-02-30T00:00:00Z")


def test_filters_include_both_ends_and_are_combined(sandbox: InProcess) -> None:
    for low, high, days in ((0, 12, 2), (12, 64, 2), (13, 63, 0), (20, 10, 0)):
        assert len(found(sandbox, filters=[{"id": "eo:cloud_cover", "min": low, "max": high}])) == days
    both = [{"id": "eo:cloud_cover", "min": 0, "max": 12}, {"id": "eo:cloud_cover", "min": 10, "max": 100}]
    assert list(found(sandbox, filters=both)) == ["2025-11-14"]


def test_a_filter_by_another_property_is_400(sandbox: InProcess) -> None:
    filters = [{"id": "eo:cloud_cover", "min": 0, "max": 9}, {"id": "gsd", "min": 0, "max": 9}]
    assert "/filters/1/id" in refused(sandbox, filters=filters)


def test_images_outside_the_geometry_are_not_found(sandbox: InProcess) -> None:
    beach = {"type": "LineString", "coordinates": [[74.0, 12.8], [75.5, 12.8]]}
    assert list(found(sandbox, geometry=beach)) == ["2024-02-20"]
    assert found(sandbox, geometry={"type": "Point", "coordinates": [0, 0]}) == {}


def test_an_invalid_geometry_is_400(sandbox: InProcess) -> None:
    assert "/geometry" in refused(sandbox, geometry={"type": "Point", "coordinates": [181, 0]})
    ring = [[0, 0], [1, 0], [1, 1], [0, 1]]
    assert "/geometry/coordinates/0" in refused(sandbox, geometry={"type": "Polygon", "coordinates": [ring]})


def test_a_limit_does_not_change_the_total(sandbox: InProcess) -> None:
    answer = sandbox.json("POST", "/v0/search", json={**WIDE, "limit": 1})
    assert [item["properties"]["datetime"][:4] for item in answer["items"].values()] == ["2025"]
    assert answer["pagination"] == {"limit": 1, "skip": 0, "total": 3}
    assert sandbox.json("POST", "/v0/search", json=WIDE)["pagination"]["limit"] == 10_000


def test_the_example_request_finds_the_example_image(sandbox: InProcess) -> None:
    items = sandbox.json("POST", "/v0/search", json=SEARCH)["items"]
    assert items["TD2_00056_20240506_L2A_004010_01001001"]["properties"]["eo:cloud_cover"] == 3.5
