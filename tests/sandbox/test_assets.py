"""The assets of AOIs."""

from typing import Any

from pixxel_sandbox import sample
from tests.sandbox.support import CONTRACT, InProcess, example_bodies

ASSETS = f"/v0/aois/{sample.AOI_ID}/assets"
AOI = example_bodies(CONTRACT.operations["createAoi"])["fields"]
ITEMS = {
    "2024-05-06": "TD2_00056_20240506_L2A_004010_01001001",
    "2024-06-11": "TD2_00061_20240611_L2A_004010_01001001",
}


def new_aoi(sandbox: InProcess, **changes: Any) -> str:
    aoi_id: str = sandbox.json("POST", "/v0/aois", json={**AOI, **changes})["aoi_id"]
    return aoi_id


def assets(sandbox: InProcess, aoi_id: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", f"/v0/aois/{aoi_id}/assets")["assets"]
    return listed


def test_pages_of_assets_partition_the_list(sandbox: InProcess) -> None:
    whole = sandbox.json("GET", ASSETS)
    assert whole["pagination"] == {"limit": 10, "offset": 0, "total": 3}
    pages = [sandbox.json("GET", ASSETS, params={"limit": 1, "offset": offset}) for offset in range(4)]
    assert [asset for page in pages for asset in page["assets"]] == whole["assets"]
    assert pages[3]["pagination"] == {"limit": 1, "offset": 3, "total": 3}


def test_assets_belong_to_their_aoi(sandbox: InProcess) -> None:
    for aoi in sandbox.json("GET", "/v0/aois")["aois"]:
        assert {asset["aoi_id"] for asset in assets(sandbox, aoi["aoi_id"])} <= {aoi["aoi_id"]}


def test_assets_of_an_unknown_aoi_are_404(sandbox: InProcess) -> None:
    answer = sandbox("GET", "/v0/aois/42/assets")
    assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"aoi_id": "42"})


def test_a_new_aoi_has_a_mosaic_for_each_day_with_the_progress_of_the_aoi(sandbox: InProcess) -> None:
    aoi_id = new_aoi(sandbox, item_ids=[*ITEMS.values(), ITEMS["2024-05-06"]])
    for expected in (("creating", 0), ("started", 50), ("success", 100)):
        created = assets(sandbox, aoi_id)
        assert {each["date"] for each in created} == set(ITEMS)
        assert len({each["id"] for each in created}) == 2
        for asset in created:
            assert (asset["asset_type"], asset["status"], asset["progress"]) == ("mosaic", *expected)
            assert (asset["aoi_id"], asset["geometry"]) == (aoi_id, AOI["geometry"])
        sandbox.clock.advance()
    assert assets(sandbox, aoi_id) == created


def test_the_assets_of_a_failed_aoi_have_failed(sandbox: InProcess) -> None:
    aoi_id = new_aoi(sandbox)
    sandbox.app.state.fail(aoi_id)
    sandbox.clock.advance(2)
    assert sandbox.json("GET", f"/v0/aoi/{aoi_id}")["status"] == "failed"
    assert {asset["status"] for asset in assets(sandbox, aoi_id)} == {"failed"}


def test_an_aoi_that_its_images_do_not_cover_has_no_assets(sandbox: InProcess) -> None:
    aoi_id = new_aoi(sandbox, item_ids=["TD2_00048_20240220_L2A_003987_01001003"])
    sandbox.clock.advance(2)
    assert sandbox.json("GET", f"/v0/aoi/{aoi_id}")["status"] == "failed"
    assert assets(sandbox, aoi_id) == []


def test_an_asset_has_the_polygons_of_its_aoi(sandbox: InProcess) -> None:
    several = {"type": "MultiPolygon", "coordinates": [AOI["geometry"]["coordinates"]]}
    aoi_id = new_aoi(sandbox, geometry=several)
    [asset] = assets(sandbox, aoi_id)
    assert asset["geometry"] == several
