"""The searches of archive and catalog, and the items that they return, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.pages.support import CONTRACT, POLYGON, SCHEMAS, answer_problems, request_problems, schema_problems


def test_the_printed_query_of_the_catalog_is_accepted() -> None:
    query = {"project_id": "p", "usecase": "agriculture"}
    assert request_problems("POST", "/v0/catalogs/search", {"query": query}) == []


def test_a_query_of_the_archive_has_operators() -> None:
    assert request_problems("POST", "/v0/archives/search", {"query": {"eo:cloud_cover": {"gt": 0, "lt": 10}}}) == []
    assert request_problems("POST", "/v0/archives/search", {"query": {"eo:cloud_cover": 10}})


@pytest.mark.parametrize("search", ["catalogs", "archives"])
def test_a_search_may_have_no_conditions(search: str) -> None:
    assert request_problems("POST", f"/v0/{search}/search", {}) == []


def test_a_search_of_the_archive_takes_collections_and_an_area() -> None:
    common = {"collections": ["pixxel-td-l2a"], "sortby": [{"field": "datetime", "direction": "desc"}]}
    assert request_problems("POST", "/v0/archives/search", {**common, "bbox": [77.5, 12.9, 77.6, 13.0]}) == []
    assert request_problems("POST", "/v0/archives/search", {**common, "intersects": POLYGON}) == []


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(("schema", "name"), [("ArchiveSearch", "sortby"), ("CatalogSearch", "sort_by")])
@pytest.mark.parametrize("direction", ["asc", "desc", "ASC", "DESC"])
def test_a_sort_key_has_a_field_and_a_direction(schema: str, name: str, direction: str) -> None:
    assert schema_problems(schema, {name: [{"field": "created_at", "direction": direction}]}) == []


def test_only_the_catalog_writes_sort_by_with_an_underscore() -> None:
    assert "sort_by" in CONTRACT.at(f"{SCHEMAS}/CatalogSearch/properties")
    assert "sortby" in CONTRACT.at(f"{SCHEMAS}/ArchiveSearch/properties")


@pytest.mark.parametrize(
    "query",
    [
        {"project_id": "p", "usecase": "agriculture"},
        {"eo:cloud_cover": {"gte": 0, "lt": 10}},
        {"usecase": "agriculture", "eo:cloud_cover": {"lt": 10}},
    ],
)
def test_a_query_of_the_catalog_has_text_or_operators(query: dict[str, Any]) -> None:
    assert schema_problems("CatalogSearch", {"query": query}) == []


def test_real_lists_of_integers_hold_integers() -> None:
    assert schema_problems("StacProperties", {"proj:shape": [10980, 10980]}) == []
    assert schema_problems("StacProperties", {"proj:shape": [{}]})
    assert schema_problems("OrderedBandset", {"custom": [[1, 12], [20, 31]]}) == []
    assert schema_problems("OrderedBandset", {"custom": [["B001"]]})


# The text says micrometres, some examples are nanometres.
@pytest.mark.parametrize(("centre", "width"), [(0.443, 0.027), (490, 0), (493, 0)])
def test_a_band_of_an_item_may_have_either_unit(centre: float, width: float) -> None:
    assert schema_problems("EoBand", {"name": "B01", "center_wavelength": centre, "fwhm": width}) == []


@pytest.mark.parametrize(
    "properties",
    [
        {"proj:code": "EPSG:4326"},
        {"proj:epsg": 4326},
        {"enddatetime": "2022-06-15T12:00:00Z", "mission": "TD"},
        {"view:altitude": 700, "view:satellite_look_angle": 4.5},
        {"proj:reflectance_scale": 0.0001},
    ],
)
def test_an_item_may_have_properties_of_older_pages(properties: dict[str, Any]) -> None:
    item = {"id": "x", "properties": properties}
    assert answer_problems("getArchiveItem", 200, item) == []
    assert answer_problems("getCatalog", 200, {"id": "c", "details": item}) == []


# The support pages say that pixels are 0 to 50000, and print this scale, with 0 for pixels without data.
def test_the_scale_of_pixels_maps_them_to_reflectances() -> None:
    examples = CONTRACT.operations["getArchiveItem"].raw["responses"]["200"]["content"]["application/json"]["examples"]
    band = examples["item"]["value"]["assets"]["B04"]["raster:bands"][0]
    assert (band["nodata"], round(band["scale"] * 50_000, 9)) == (0, 1)
