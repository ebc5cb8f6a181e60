"""Paths, ids, statuses and shared schemas of operations, as the pages document them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.oracle import Operation
from tests.spec.pages.support import CONTRACT, DOCUMENT, SCHEMAS, answer_problems, by_operation, schema_problems

SUCCESSES = {
    "createAoi": {"201"},
    "createIndex": {"201"},
    "createVisualization": {"201"},
    # [guide] has 200, [published] 201.
    "createDownload": {"200", "201"},
    # 200 is the estimate, 201 the run.
    "createInsight": {"200", "201"},
    "submitOrder": {"201"},
    "createCatalogDownload": {"201"},
    "createDeliveries": {"201"},
    "deleteStore": {"204"},
}

# The pages that [published] names for an operation, and the reference page of the PNG, below https://docs.pixxel.space.
PAGES = {
    "listAssets": "developer/assets/list-assets",
    "getDownload": "developer/assets/get-status-download-request",
    "generateVisualizationPng": "apis/pixxel/GenerateIndexPng",
    "listBlockVersions": "developer/blocks/get-block-versions",
    "getBlockVersion": "developer/blocks/get-block-by-version",
    "listInsights": "developer/insights/list-insights",
    "downloadInsight": "developer/insights/download-insights",
    "getWorkflow": "developer/workflows/get-workflow",
    "createJob": "developer/jobs/create-job",
    "getJob": "developer/jobs/get-job",
    "listBandsets": "developer/orders/bandsets",
    "listArchiveCollections": "developer/orders/stac",
    "getArchiveCollection": "developer/orders/stac",
    "listArchiveItems": "developer/orders/archive",
    "getArchiveItem": "developer/orders/archive",
    "listOrders": "developer/orders/order-orderitem",
    "getOrder": "developer/orders/order-orderitem",
    "listOrderItems": "developer/orders/order-orderitem",
    "getOrderItem": "developer/orders/order-orderitem",
    "getCatalog": "developer/orders/catalog",
    "listStores": "developer/orders/stores",
    "createStore": "developer/orders/stores",
    "deleteStore": "developer/orders/stores",
}


def enumerations(node: Any) -> Iterator[str]:
    """Every value of every enum."""
    if isinstance(node, dict):
        yield from (item for item in node.get("enum", ()) if isinstance(item, str))
        for value in node.values():
            yield from enumerations(value)
    elif isinstance(node, list):
        for value in node:
            yield from enumerations(value)


def formats(node: Any) -> Iterator[str]:
    """The `format` of every schema, but not properties or examples of that name."""
    if isinstance(node, dict):
        if isinstance(node.get("format"), str) and "string" in node.get("type", ()):
            yield node["format"]
        for name, value in node.items():
            if name not in {"example", "examples"}:
                yield from formats(value)
    elif isinstance(node, list):
        for value in node:
            yield from formats(value)


def test_the_ping_returns_text() -> None:
    assert answer_problems("ping", 200, "pong") == []
    assert answer_problems("ping", 200, {"message": "pong"})


@by_operation
def test_every_path_except_the_ping_has_the_version(operation: Operation) -> None:
    assert operation.path.startswith("/v0/") or operation.path == "/ping"


@by_operation
def test_the_documented_success_statuses(operation: Operation) -> None:
    statuses = {status for status in operation.answers if status.startswith("2")}
    assert statuses == SUCCESSES.get(operation.id, {"200"})


@pytest.mark.parametrize(("operation_id", "page"), PAGES.items())
def test_an_operation_names_its_own_page(operation_id: str, page: str) -> None:
    operation = CONTRACT.operations[operation_id]
    assert operation.raw["externalDocs"]["url"] == f"https://docs.pixxel.space/{page}"


@pytest.mark.parametrize(("operation_id", "status"), [("deleteInsight", "200"), ("deleteStore", "204")])
def test_a_deletion_returns_no_body(operation_id: str, status: str) -> None:
    assert CONTRACT.operations[operation_id].answers[status] == {}


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_no_path_is_repeated_with_other_parameter_names() -> None:
    paths = [re.sub(r"\{\w+\}", "{}", path) for path in DOCUMENT["paths"]]
    assert len(paths) == len(set(paths))
    assert {"get", "post"} <= set(DOCUMENT["paths"]["/v0/aoi/{aoi_id}/insights"])


@by_operation
def test_every_operation_id_is_in_camel_case(operation: Operation) -> None:
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", operation.id)


# The printed dates and times do not all have the form that JSON Schema requires.
def test_no_date_or_time_has_a_format() -> None:
    assert set(formats(DOCUMENT)) <= {"binary"}


@pytest.mark.parametrize("value", ["TD1_006800_20230528_L2A_20230615_03001067", "57435e2b-d8c4-41ff-9de9-2be3bfc92278"])
def test_an_id_may_have_any_form(value: str) -> None:
    assert schema_problems("OrderTask", {"id": value, "order_item_id": value}) == []
    assert schema_problems("Catalog", {"id": value, "org_id": value}) == []
    assert schema_problems("DownloadCreate", {"asset_ids": [value]}) == []


@pytest.mark.parametrize("old", ["EXPEDITED", "WEEKLY", "COMPLETED", "PARTIALLY_COMPLETED"])
def test_no_enum_has_a_value_of_an_older_page(old: str) -> None:
    assert old not in set(enumerations(DOCUMENT))


def test_assets_have_one_schema() -> None:
    listed = CONTRACT.at(f"{SCHEMAS}/AssetList/properties/assets/items")
    assert listed == CONTRACT.at(f"{SCHEMAS}/Visualization/properties/assets/items")


def test_order_items_have_one_schema() -> None:
    item = {"id": "i", "tasks": [{"id": "t"}], "validation_errors": [{"geometry": ["too small"]}]}
    assert answer_problems("getOrderItem", 200, item) == []
    assert answer_problems("getOrder", 200, {"id": "o", "status": "PAID", "order_items": [item]}) == []
