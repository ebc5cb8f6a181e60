"""The paging of lists, as the pages document it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import CONTRACT, POLYGON, SCHEMAS, default, property_of, request_problems, schema_problems


@pytest.mark.parametrize("operation_id", ["listAois", "listAssets", "listIndices", "listVisualizations"])
def test_the_default_page_is_the_first_ten_items(operation_id: str) -> None:
    assert (default(operation_id, "offset"), default(operation_id, "limit")) == (0, 10)


def test_the_default_page_of_workflows_has_fifty_items() -> None:
    assert (default("listWorkflows", "offset"), default("listWorkflows", "limit")) == (0, 50)


def test_the_default_page_of_the_archive_has_ten_items() -> None:
    assert property_of("ArchiveSearch", "limit")["default"] == 10
    assert "default" not in property_of("ArchiveSearch", "offset")


@pytest.mark.parametrize(
    "operation_id",
    ["listBlocks", "listBandsets", "listSatellites", "listStores", "listDeliveries", "listInsights", "listJobs"],
)
def test_some_lists_have_no_pages(operation_id: str) -> None:
    query = set(CONTRACT.operations[operation_id].named("query"))
    assert query.isdisjoint({"limit", "offset", "page_num", "page_size"})


# No page documents a largest size.
@pytest.mark.parametrize("path", ["/v0/aois", "/v0/indices", "/v0/workflows", "/v0/orders", "/v0/order-items"])
@given(limit=st.integers(min_value=1), offset=st.integers(min_value=0))
def test_a_page_has_no_largest_size(path: str, limit: int, offset: int) -> None:
    assert request_problems("GET", f"{path}?limit={limit}&offset={offset}") == []


@given(limit=st.integers(-1, 20000))
def test_only_the_imagery_search_has_a_largest_page(limit: int) -> None:
    body = {
        "satellites": [{"satellite_id": "s", "collection_id": "c"}],
        "start_date": "2023-04-18T11:56:49.865Z",
        "end_date": "2023-05-03T11:56:49.865Z",
        "geometry": POLYGON,
        "limit": limit,
    }
    assert bool(request_problems("POST", "/v0/search", body)) is not (1 <= limit <= 10000)
    assert request_problems("POST", "/v0/search", {**body, "limit": 10000}) == []
    assert request_problems("POST", "/v0/search", {**body, "limit": 10001})


def test_projects_are_paged_by_number_and_size() -> None:
    assert request_problems("GET", "/v0/projects?page_num=1&page_size=20") == []
    assert request_problems("GET", "/v0/projects?limit=10")


# The pages do not say which number the first page has.
@pytest.mark.parametrize("number", [0, 1])
def test_the_first_page_may_be_0_or_1(number: int) -> None:
    assert request_problems("GET", f"/v0/projects?page_num={number}") == []


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_the_default_page_of_the_catalog_has_two_items() -> None:
    properties = CONTRACT.at(f"{SCHEMAS}/CatalogSearch/properties")
    assert (properties["limit"]["default"], properties["offset"]["default"]) == (2, 0)
    assert schema_problems("CatalogSearch", {"limit": 50, "offset": 50}) == []


@pytest.mark.parametrize("operation_id", ["listOrders", "listOrderItems", "listArchiveItems"])
def test_an_undocumented_default_is_not_invented(operation_id: str) -> None:
    query = CONTRACT.operations[operation_id].named("query")
    assert ["default" in query[name].schema for name in ("limit", "offset")] == [False, False]
