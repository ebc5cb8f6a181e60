"""Catalogs, deliveries, downloads and the report, as the pages document them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import CONTRACT, answer_problems, page, request_problems, schema_problems, without

ids = st.lists(st.uuids().map(str), min_size=1, max_size=3, unique=True)


@pytest.mark.parametrize("task", [None, "t"])
def test_a_delivery_requested_by_hand_has_no_task(task: str | None) -> None:
    delivery = {"delivery_id": "d", "status": "SUCCESS", "task_id": task}
    assert answer_problems("listDeliveries", 200, {"deliveries": [delivery]}) == []


def test_a_delivery_requires_a_destination() -> None:
    delivery = {"catalog_ids": ["c"], "cloud_info": {"config": "s", "path": "path/subdirectory1/"}}
    assert request_problems("POST", "/v0/catalogs/deliveries", {"deliveries": [delivery]}) == []
    assert request_problems("POST", "/v0/catalogs/deliveries", {"deliveries": [without(delivery, "cloud_info")]})
    renamed = {"catalog_ids": ["c"], "cloud_delivery": delivery["cloud_info"]}
    assert request_problems("POST", "/v0/catalogs/deliveries", {"deliveries": [renamed]})


@pytest.mark.parametrize("url", [None, "", "https://storage.account/download"])
def test_a_package_that_is_not_ready_has_no_url(url: str | None) -> None:
    assert answer_problems("createCatalogDownload", 201, {"id": "d", "status": "created", "signed_url": url}) == []
    assert answer_problems("createDownload", 201, {"download_id": "d", "status": "created", "signed_url": url}) == []
    assert answer_problems("downloadTask", 200, {"id": "d", "status": "pending", "signed_url": url}) == []
    assert answer_problems("getCatalogDownload", 200, {"id": "d", "status": "in_progress"}) == []


def test_the_report_takes_a_time_zone() -> None:
    assert request_problems("GET", "/v0/reports") == []
    assert request_problems("GET", "/v0/reports?tz=Asia/Kolkata") == []


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_the_report_is_csv() -> None:
    csv = {"content-type": "text/csv; charset=utf-8"}
    assert CONTRACT.answer_problems("downloadReport", 200, csv, b"order_id\n") == []
    assert answer_problems("downloadReport", 200, [])


@pytest.mark.parametrize("name", ["catalog_ids", "order_item_ids"])
@given(named=ids)
def test_a_delivery_names_catalogs_or_order_items(name: str, named: list[str]) -> None:
    delivery = {name: named, "cloud_info": {"config": "s"}}
    assert schema_problems("DeliveriesCreate", {"deliveries": [delivery]}) == []


@pytest.mark.parametrize("name", ["catalog_ids", "order_item_ids"])
@given(named=ids)
def test_a_download_names_catalogs_or_order_items(name: str, named: list[str]) -> None:
    assert schema_problems("CatalogDownloadCreate", {name: named}) == []


@given(catalogs=ids, items=ids)
def test_a_delivery_does_not_name_both_or_none(catalogs: list[str], items: list[str]) -> None:
    delivery = {"catalog_ids": catalogs, "order_item_ids": items, "cloud_info": {"config": "s"}}
    assert schema_problems("DeliveriesCreate", {"deliveries": [delivery]})
    assert schema_problems("DeliveriesCreate", {"deliveries": [without(delivery, "catalog_ids", "order_item_ids")]})


@given(catalogs=ids, items=ids)
def test_a_download_does_not_name_both_or_none(catalogs: list[str], items: list[str]) -> None:
    assert schema_problems("CatalogDownloadCreate", {"catalog_ids": catalogs, "order_item_ids": items})
    assert schema_problems("CatalogDownloadCreate", {})


# The pages leave open which of two lists of statuses a catalog has.
@pytest.mark.parametrize("status", ["SUCCESSFUL", "PENDING", "NOT_APPLICABLE", "SUCCESS", "CREATED", "UNSPECIFIED"])
def test_a_catalog_may_have_the_printed_and_the_listed_statuses(status: str) -> None:
    assert answer_problems("searchCatalogs", 200, page("catalogs", {"id": "c", "delivery_status": status})) == []


def test_the_statuses_of_a_delivery() -> None:
    listed = ["UNSPECIFIED", "CREATED", "IN_PROGRESS", "SUCCESS", "FAILED"]
    assert [status for status in listed if schema_problems("Delivery", {"delivery_id": "d", "status": status})] == []
    assert schema_problems("Delivery", {"delivery_id": "d", "status": "SUCCESSFUL"})


@pytest.mark.parametrize("state", ["created", "in_progress", "success", "failed"])
def test_the_status_of_a_download_of_catalogs_is_in_lower_case(state: str) -> None:
    assert answer_problems("getCatalogDownload", 200, {"id": "d", "status": state}) == []
    assert answer_problems("getCatalogDownload", 200, {"id": "d", "status": state.upper()})
