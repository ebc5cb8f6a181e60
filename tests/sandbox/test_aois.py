"""AOIs: reading, filtering, creation."""

from typing import Any

import pytest

from pixxel_sandbox import sample
from tests.sandbox.support import CONTRACT, InProcess, example_bodies


def aois(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", "/v0/aois", params=query)["aois"]
    return listed


def test_aois_are_listed_newest_first(sandbox: InProcess) -> None:
    times = [aoi["created_at"] for aoi in aois(sandbox)]
    assert times == sorted(times, reverse=True)
    assert len(times) >= 3


@pytest.mark.parametrize(
    ("query", "name"),
    [("aoi_id", "aoi_id"), ("aoi_name", "name"), ("project_ids", "project_id"), ("created_at", "created_at")],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, name: str) -> None:
    everything = aois(sandbox)
    for value in {aoi[name] for aoi in everything}:
        assert aois(sandbox, **{query: value}) == [aoi for aoi in everything if aoi[name] == value]
    for nothing in ("nothing", "\0", f"{sample.AOI_ID}\0"):
        assert aois(sandbox, **{query: nothing}) == []


@pytest.mark.parametrize("query", ["aoi_id", "aoi_name", "project_ids"])
def test_an_empty_filter_matches_nothing(sandbox: InProcess, query: str) -> None:
    assert aois(sandbox, **{query: ""}) == []


def test_several_projects_are_separated_by_commas(sandbox: InProcess) -> None:
    everything = aois(sandbox)
    projects = sorted({aoi["project_id"] for aoi in everything})
    assert len(projects) > 1
    assert aois(sandbox, project_ids=",".join(projects)) == everything


def test_a_time_filter_matches_the_beginning_of_a_time(sandbox: InProcess) -> None:
    [found] = aois(sandbox, created_at="2022-11-14")
    assert found["aoi_id"] == sample.AOI_ID
    assert aois(sandbox, updated_at="2022-11-14T12:55") == [found]
    assert aois(sandbox, created_at="11-14") == []


def test_filters_are_combined(sandbox: InProcess) -> None:
    assert aois(sandbox, aoi_id=sample.AOI_ID, aoi_name="Coastline") == []


def test_an_unknown_aoi_is_404(sandbox: InProcess) -> None:
    error = sandbox("GET", "/v0/aoi/42").json()["error"]
    assert error == {"code": "NOT_FOUND", "message": "no such AOI", "details": {"aoi_id": "42"}}


# ── Creation ─────────────────────────────────────────────────────────────────────────────────────────────────────────

AOI = example_bodies(CONTRACT.operations["createAoi"])["fields"]
ITEM, LATER_ITEM = "TD2_00056_20240506_L2A_004010_01001001", "TD2_00093_20251114_L2A_004010_01001002"
ELSEWHERE = "TD2_00048_20240220_L2A_003987_01001003"


def created(sandbox: InProcess, **changes: Any) -> dict[str, Any]:
    aoi: dict[str, Any] = sandbox.json("POST", "/v0/aois", json={**AOI, **changes})
    return aoi


def read(sandbox: InProcess, aoi: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = sandbox.json("GET", f"/v0/aoi/{aoi['aoi_id']}")
    return found


def refused(sandbox: InProcess, status: int, **changes: Any) -> dict[str, Any]:
    before = sandbox.state()
    answer = sandbox("POST", "/v0/aois", json={**AOI, **changes})
    assert answer.status_code == status, answer.text
    assert sandbox.state() == before
    error: dict[str, Any] = answer.json()["error"]
    return error


def test_a_new_aoi_has_the_requested_fields_and_is_started(sandbox: InProcess) -> None:
    aoi = created(sandbox)
    for name in ("name", "description", "satellite_id", "project_id", "geometry"):
        assert aoi[name] == AOI[name]
    assert aoi["user_id"] == sample.ONE.user_id
    assert (aoi["status"], aoi["progress"], aoi["eo_bands"], aoi["images"]) == ("started", 0, [], {})
    assert aoi["created_at"] == aoi["updated_at"] == "2026-01-01T00:00:00.000000+00:00"
    assert aoi["centroid"] == [77.57, 12.95]
    assert aoi["area_in_sq_m"] == pytest.approx(4.82e6, rel=0.01)


def test_a_new_aoi_is_read_and_listed_first(sandbox: InProcess) -> None:
    before = aois(sandbox)
    aoi = created(sandbox)
    assert read(sandbox, aoi) == aoi
    assert aois(sandbox) == [aoi, *before]
    assert aois(sandbox, aoi_name=AOI["name"]) == aois(sandbox, created_at="2026-01-01T00:00") == [aoi]


def test_images_are_collected_in_two_steps(sandbox: InProcess) -> None:
    aoi = created(sandbox, item_ids=[ITEM, LATER_ITEM])
    sandbox.clock.advance()
    running = read(sandbox, aoi)
    assert (running["status"], running["progress"], running["eo_bands"]) == ("running", 50, [])
    sandbox.clock.advance()
    done = read(sandbox, aoi)
    assert (done["status"], done["progress"]) == ("success", 100)
    assert done["eo_bands"] == ["B01", "B02", "B03", "B04", "B08"]
    assert done["images"].keys() == {ITEM, LATER_ITEM}
    sandbox.clock.advance(100)
    assert read(sandbox, aoi) == done


def test_images_outside_the_aoi_are_not_collected(sandbox: InProcess) -> None:
    partly = created(sandbox, item_ids=[ELSEWHERE, ITEM])
    nothing = created(sandbox, name="Far off", item_ids=[ELSEWHERE])
    sandbox.clock.advance(2)
    assert (read(sandbox, partly)["status"], [*read(sandbox, partly)["images"]]) == ("partial_success", [ITEM])
    assert (read(sandbox, nothing)["status"], read(sandbox, nothing)["eo_bands"]) == ("failed", [])


def test_fail_makes_an_aoi_fail_at_its_last_step(sandbox: InProcess) -> None:
    aoi = created(sandbox)
    sandbox.app.state.fail(aoi["aoi_id"])
    assert read(sandbox, aoi) == aoi
    sandbox.clock.advance(2)
    failed = read(sandbox, aoi)
    assert (failed["status"], failed["progress"], failed["eo_bands"], failed["images"]) == ("failed", 50, [], {})
    assert aois(sandbox)[0] == failed


def test_a_name_is_unique_in_a_project(sandbox: InProcess) -> None:
    aoi = created(sandbox)
    assert refused(sandbox, 409)["details"] == {"aoi_id": aoi["aoi_id"]}
    refused(sandbox, 409, name="AOI-D2")
    other = next(
        project for project in sandbox.json("GET", "/v0/projects")["projects"] if project["id"] != AOI["project_id"]
    )
    assert created(sandbox, project_id=other["id"])["project_id"] == other["id"]


@pytest.mark.parametrize(
    ("changes", "details"),
    [
        ({"project_id": "42"}, {"project_id": "42"}),
        ({"satellite_id": "42"}, {"satellite_id": "42"}),
        ({"item_ids": [ITEM, "42"]}, {"item_ids": ["42"]}),
        # An image of another satellite.
        (
            {"item_ids": ["TD1_005630_20230314_L2A_20230504_03001069"]},
            {"item_ids": ["TD1_005630_20230314_L2A_20230504_03001069"]},
        ),
        ({"project_id": sample.PROJECT_TWO}, {"project_id": sample.PROJECT_TWO}),
    ],
)
def test_an_unknown_id_in_a_new_aoi_is_404(sandbox: InProcess, changes: dict[str, Any], details: object) -> None:
    assert refused(sandbox, 404, **changes)["details"] == details


RING = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"geometry": {"type": "Polygon", "coordinates": [RING[:4]]}}, "/geometry/coordinates/0"),
        (
            {"geometry": {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING[1:]]]}},
            "/geometry/coordinates/1/1",
        ),
        ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [2, 0], [0, 0]]]}}, "/geometry"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 91], [1, 0], [0, 0]]]}}, "/geometry"),
        ({"geometry": {"type": "Point", "coordinates": [0, 0]}}, "/geometry"),
        ({"provider": "planetary"}, "/provider"),
        ({"provider": "nobody"}, "/provider"),
        ({"item_ids": []}, "/item_ids"),
    ],
)
def test_a_broken_rule_is_400_with_a_pointer(sandbox: InProcess, changes: dict[str, Any], pointer: str) -> None:
    assert refused(sandbox, 400, **changes)["message"].startswith(f"{pointer}: ")


def test_an_aoi_can_have_several_polygons_and_open_data(sandbox: InProcess) -> None:
    [sentinel] = [
        satellite
        for satellite in sandbox.json("GET", "/v0/satellites")["satellites"]
        if satellite["name"] == "Sentinel-2"
    ]
    west = [[77.5, 12.9], [77.52, 12.9], [77.52, 12.92], [77.5, 12.92], [77.5, 12.9]]
    aoi = created(
        sandbox,
        satellite_id=sentinel["id"],
        provider="planetary",
        geometry={"type": "MultiPolygon", "coordinates": [[west], AOI["geometry"]["coordinates"]]},
        item_ids=["S2B_MSIL2A_20240507T051649_R062_T43PGQ"],
    )
    sandbox.clock.advance(2)
    assert read(sandbox, aoi)["status"] == "success"
    assert aoi["area_in_sq_m"] == pytest.approx(2 * 4.82e6, rel=0.01)


def test_visualizations_can_be_drawn_when_the_imagery_is_collected(sandbox: InProcess) -> None:
    path = f"/v0/aois/{created(sandbox)['aoi_id']}/visualizations"
    body = {"index_id": sample.PRESET_INDEX_ID}
    assert sandbox("POST", path, json=body).status_code == 404
    sandbox.clock.advance(2)
    created_visualization = sandbox.json("POST", path, json=body)
    sandbox.clock.advance(2)
    [visualization] = sandbox.json("GET", path)["visualization"]
    assert (visualization["id"], visualization["status"]) == (created_visualization["id"], "success")
    assert [asset["date"] for asset in visualization["assets"]] == ["2024-05-06"]
