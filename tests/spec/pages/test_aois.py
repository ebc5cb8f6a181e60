"""AOIs, their assets and downloads, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.pages.support import (
    CONTRACT,
    MULTI_POLYGON,
    OPERATIONS,
    POLYGON,
    answer_problems,
    request_problems,
    schema_problems,
    values,
    without,
)

AOI: dict[str, Any] = {
    "name": "AOI-D2",
    "description": "",
    "satellite_id": "0005c5bb-0bd2-4c80-9393-4a808341c54c",
    "provider": "pixxel",
    "project_id": "p",
    "geometry": POLYGON,
    "item_ids": ["TD2_00056_20230815_L2A_004010_01001001"],
}


@pytest.mark.parametrize("name", AOI)
def test_every_field_of_a_new_aoi_is_required(name: str) -> None:
    assert request_problems("POST", "/v0/aois", AOI) == []
    assert request_problems("POST", "/v0/aois", without(AOI, name))


def test_there_are_two_providers() -> None:
    assert values("Provider") == {"pixxel", "planetary"}
    assert schema_problems("AOICreate", {**AOI, "provider": "planetary"}) == []
    assert schema_problems("AOICreate", {**AOI, "provider": "Pixxel"})


@pytest.mark.parametrize("geometry", [POLYGON, MULTI_POLYGON], ids=lambda geometry: geometry["type"])
def test_an_aoi_may_have_several_polygons(geometry: dict[str, Any]) -> None:
    assert schema_problems("AOICreate", {**AOI, "geometry": geometry}) == []


@pytest.mark.parametrize("geometry", [POLYGON, MULTI_POLYGON], ids=lambda geometry: geometry["type"])
def test_an_asset_may_have_several_polygons(geometry: dict[str, Any]) -> None:
    assert schema_problems("Asset", {"id": "a", "geometry": geometry}) == []


def test_the_statuses_of_aois_and_assets() -> None:
    assert values("AOIStatus") == {"started", "running", "updating", "success", "partial_success", "failed"}
    assert values("AssetStatus") == {"creating", "started", "success", "failed"}
    assert values("AssetType") == {"mosaic", "stac_item", "visualization"}


def test_only_an_aoi_and_its_insights_have_the_singular_path() -> None:
    singular = {operation.id for operation in OPERATIONS if operation.path.startswith("/v0/aoi/")}
    assert singular == {"getAoi", "listInsights", "createInsight", "deleteInsight", "downloadInsight"}


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_the_project_filter_of_aois_is_one_string() -> None:
    assert CONTRACT.request_problems("GET", "/v0/aois?project_ids=a,b", {}, b"") == []
    assert CONTRACT.operations["listAois"].named("query")["project_ids"].schema["type"] == "string"


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("state", ["SUCCESS", "success", "STARTED"])
def test_a_new_download_may_have_either_status_in_either_case(status: int, state: str) -> None:
    assert answer_problems("createDownload", status, {"download_id": "d", "status": state}) == []
