"""What the provider's own description gets wrong, and the contract must not: a statement or more for each fault.

Each test fails as soon as the contract is read the provider's way. Where a fault is a guess and not proven, the tests
hold that the contract takes either reading and settles for neither.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import JSON, Contract, Operation

CONTRACT = Contract.load()
DOCUMENT = CONTRACT.document
OPERATIONS = list(CONTRACT.operations.values())
SCHEMAS = "/components/schemas"

RING = [[77.54, 12.94], [77.56, 12.94], [77.56, 12.96], [77.54, 12.96], [77.54, 12.94]]
POLYGON: dict[str, Any] = {"type": "Polygon", "coordinates": [RING]}
MULTI_POLYGON: dict[str, Any] = {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}
EVERY_GEOMETRY: list[dict[str, Any]] = [
    {"type": "Point", "coordinates": RING[0]},
    {"type": "MultiPoint", "coordinates": RING},
    {"type": "LineString", "coordinates": RING},
    {"type": "MultiLineString", "coordinates": [RING, RING]},
    POLYGON,
    MULTI_POLYGON,
    {"type": "GeometryCollection", "geometries": [POLYGON, {"type": "Point", "coordinates": RING[0]}]},
]

# An input of a block as the guides write it: what it is, and what it is to be.
INPUT: dict[str, Any] = {
    "name": "threshold",
    "type": "number",
    "format": "number",
    "description": "how sharp to look",
    "value": "0.8",
}
BLOCK: dict[str, Any] = {"id": "b", "spec": {"name": "crop-stress", "version": "1.0.0"}}

ARCHIVE: dict[str, Any] = {
    "project_id": "p",
    "usecase": "agriculture",
    "geometry": {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]},
    "item_ids": ["TD1_005630_20230314_L2A_20230504_03001069"],
}
TASKING: dict[str, Any] = {
    "project_id": "p",
    "usecase": "agriculture",
    "geometry": ARCHIVE["geometry"],
    "bandset": {"bandset_id": "b"},
    "recurrence": "ONCE",
    "start_date": "2099-10-22T00:00:00Z",
    "end_date": "2099-10-28T00:00:00Z",
}
RECURRING: dict[str, Any] = {**TASKING, "recurrence": "MONTHLY"}

# Either may say that the key was not accepted.
KEY_REFUSED = {"401", "403"}
JSON_HEADERS = {"content-type": JSON}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
ids = st.lists(st.uuids().map(str), min_size=1, max_size=3, unique=True)


def problems(schema: str, value: Any) -> list[str]:
    return CONTRACT.problems(f"{SCHEMAS}/{schema}", value)


def answer(operation_id: str, status: int, value: Any) -> list[str]:
    return CONTRACT.answer_problems(operation_id, status, JSON_HEADERS, json.dumps(value).encode())


def order(*items: dict[str, Any]) -> list[str]:
    return problems("OrderCreate", {"order_items": list(items)})


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name not in names}


def legend(least: Any, most: Any) -> dict[str, Any]:
    return {"2024_05_06": [{"label": "Low", "color": "#2b83ba", "min": least, "max": most}]}


def visualization(**fields: Any) -> dict[str, Any]:
    """What a list has of a visualization at the least."""
    return {
        "id": "v",
        "aoi_id": "a",
        "index_id": "i",
        "status": "success",
        "progress": 100,
        "tenant_id": "tenant-123456",
        "user_id": "u",
        "created_at": "2022-11-14 12:55:49.125928+00:00",
        "updated_at": "2022-11-14 12:55:49.125928+00:00",
        **fields,
    }


def page(key: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {key: list(items), "pagination": {"limit": 10, "offset": 0, "total": len(items)}}


def enumerations(node: Any) -> Iterator[str]:
    """Every value that any list of allowed values holds."""
    if isinstance(node, dict):
        yield from (each for each in node.get("enum", ()) if isinstance(each, str))
        for value in node.values():
            yield from enumerations(value)
    elif isinstance(node, list):
        for value in node:
            yield from enumerations(value)


def formats(node: Any) -> Iterator[str]:
    """The `format` of every schema; a property or an example of that name is none."""
    if isinstance(node, dict):
        if isinstance(node.get("format"), str) and "string" in node.get("type", ()):
            yield node["format"]
        for name, value in node.items():
            if name not in {"example", "examples"}:
                yield from formats(value)
    elif isinstance(node, list):
        for value in node:
            yield from formats(value)


by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)

# ── JSON that is passed on as it is, described as lists of integers ────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["inputs", "outputs"])
def test_what_a_block_takes_and_makes_are_objects(name: str) -> None:
    described = {**BLOCK["spec"], name: [without(INPUT, "value")]}
    assert answer("listBlocks", 200, {"blocks": [{**BLOCK, "spec": described}]}) == []
    assert problems("BlockSpec", {**BLOCK["spec"], name: [123, 34]})


def test_the_input_of_an_insight_is_a_list_of_objects() -> None:
    body = {"block": {"version": "1.0.0"}, "input": [INPUT]}
    assert problems("InsightCreate", body) == []
    assert problems("InsightCreate", {**body, "input": [123, 34]})
    assert answer("listInsights", 200, {"insights": [{"id": "i", "status": "completed", "input": [INPUT]}]}) == []


# Nothing tells the shape of these but that they are JSON: no shape is asserted.
@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("Insight", "output"),
        ("Workflow", "spec"),
        ("Job", "spec"),
        ("Task", "inputs"),
        ("Task", "result"),
        ("Task", "info_logs"),
    ],
)
@given(value=json_values)
def test_what_is_only_known_to_be_json_may_be_any_json(schema: str, name: str, value: Any) -> None:
    least = {"id": "x", "name": "x", "status": "running"}
    assert problems(schema, {**least, name: value}) == []


def test_lists_that_hold_integers_for_real_still_do() -> None:
    assert problems("StacProperties", {"proj:shape": [10980, 10980]}) == []
    assert problems("StacProperties", {"proj:shape": [{}]})
    assert problems("OrderedBandset", {"custom": [[1, 12], [20, 31]]}) == []
    assert problems("OrderedBandset", {"custom": [["B001"]]})


# ── Either catalogs or order items, described as both ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["catalog_ids", "order_item_ids"])
@given(named=ids)
def test_a_delivery_of_one_kind_is_enough(name: str, named: list[str]) -> None:
    delivery = {name: named, "cloud_info": {"config": "s"}}
    assert problems("DeliveriesCreate", {"deliveries": [delivery]}) == []


@pytest.mark.parametrize("name", ["catalog_ids", "order_item_ids"])
@given(named=ids)
def test_a_download_of_one_kind_is_enough(name: str, named: list[str]) -> None:
    assert problems("CatalogDownloadCreate", {name: named}) == []


@given(catalogs=ids, items=ids)
def test_a_delivery_names_catalogs_or_order_items_and_never_both(catalogs: list[str], items: list[str]) -> None:
    both = {"catalog_ids": catalogs, "order_item_ids": items, "cloud_info": {"config": "s"}}
    assert problems("DeliveriesCreate", {"deliveries": [both]})
    assert problems("DeliveriesCreate", {"deliveries": [without(both, "catalog_ids", "order_item_ids")]})


@given(catalogs=ids, items=ids)
def test_a_download_names_catalogs_or_order_items_and_never_both(catalogs: list[str], items: list[str]) -> None:
    assert problems("CatalogDownloadCreate", {"catalog_ids": catalogs, "order_item_ids": items})
    assert problems("CatalogDownloadCreate", {})


# ── Statuses whose own examples they do not allow ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", ["PENDING", "SUCCESSFUL", "FAILED", "NOT_APPLICABLE"])
def test_a_task_may_have_any_status_of_delivery_that_is_listed_for_it(status: str) -> None:
    assert problems("OrderTask", {"id": "t", "delivery_status": status}) == []


# Which of the two vocabularies a catalog speaks is open: it may speak either.
@pytest.mark.parametrize("status", ["SUCCESSFUL", "PENDING", "NOT_APPLICABLE", "SUCCESS", "CREATED", "UNSPECIFIED"])
def test_a_catalog_may_have_the_status_that_is_printed_and_those_that_are_listed(status: str) -> None:
    assert answer("searchCatalogs", 200, page("catalogs", {"id": "c", "delivery_status": status})) == []


def test_a_delivery_keeps_to_its_own_statuses() -> None:
    listed = ["UNSPECIFIED", "CREATED", "IN_PROGRESS", "SUCCESS", "FAILED"]
    assert [status for status in listed if problems("Delivery", {"delivery_id": "d", "status": status})] == []
    assert problems("Delivery", {"delivery_id": "d", "status": "SUCCESSFUL"})


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("feasibility_status", "FAILED/WEAK_SUCCESS/SUCCESS"),
        ("payment_status", "PAID/PARTIAL-REFUND/REFUND/UNPAID/PARTIAL-MONTHLY"),
        ("status", "DRAFT/ACTIVE/FULFILLED/CANCELLED/FAILED/PARTIALLY_FULFILLED"),
        ("type", "TASKING/ARCHIVE/RECURRING"),
    ],
)
def test_an_order_item_has_one_value_and_not_all_of_them_between_slashes(name: str, listed: str) -> None:
    assert [value for value in listed.split("/") if problems("OrderItem", {"id": "i", name: value})] == []
    assert problems("OrderItem", {"id": "i", name: listed})


# ── Places on the ground ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "box", [["172.91", "1.34", "172.95", "1.36"], [172.91, 1.34, 172.95, 1.36], ["172.91", 1.34, 172.95, "1.36"]]
)
def test_an_item_may_write_its_bounding_box_in_numbers_or_in_text(box: list[Any]) -> None:
    item = {"id": "x", "bbox": box}
    assert answer("getArchiveItem", 200, item) == []
    assert answer("getCatalog", 200, {"id": "c", "details": item}) == []


@pytest.mark.parametrize("schema", ["ArchiveSearch", "CatalogSearch"])
def test_a_search_writes_its_bounding_box_in_four_numbers(schema: str) -> None:
    assert problems(schema, {"bbox": [160.6, -55.95, -170, -25.89]}) == []
    assert problems(schema, {"bbox": ["160.6", "-55.95", "-170", "-25.89"]})
    assert problems(schema, {"bbox": [160.6, -55.95, -170]})


@pytest.mark.parametrize(
    ("schema", "name"), [("ArchiveSearch", "intersects"), ("CatalogSearch", "intersects"), ("StacItem", "geometry")]
)
@pytest.mark.parametrize("geometry", EVERY_GEOMETRY, ids=lambda geometry: geometry["type"])
def test_every_type_of_geometry_has_coordinates_of_its_own_depth(
    schema: str, name: str, geometry: dict[str, Any]
) -> None:
    assert problems(schema, {"id": "x", name: geometry}) == []


@pytest.mark.parametrize("schema", ["ArchiveSearch", "CatalogSearch"])
@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [RING]},
        {"type": "Polygon", "coordinates": RING},
        {"type": "MultiPolygon", "coordinates": [RING]},
        {"type": "Circle", "coordinates": [RING]},
        {"type": "Polygon"},
    ],
)
def test_no_geometry_has_the_coordinates_of_another(schema: str, geometry: dict[str, Any]) -> None:
    assert problems(schema, {"intersects": geometry})


@pytest.mark.parametrize("geometry", [POLYGON, MULTI_POLYGON], ids=lambda geometry: geometry["type"])
def test_an_order_and_an_aoi_may_be_of_several_polygons(geometry: dict[str, Any]) -> None:
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]}
    assert order({**ARCHIVE, "geometry": collection}) == []
    assert order({**TASKING, "geometry": collection}) == []
    assert problems("AOI", {"aoi_id": "a", "name": "n", "status": "success", "geometry": geometry}) == []


@pytest.mark.parametrize("geometry", [EVERY_GEOMETRY[0], EVERY_GEOMETRY[2]], ids=lambda geometry: geometry["type"])
def test_what_has_no_area_can_be_neither_ordered_nor_an_aoi(geometry: dict[str, Any]) -> None:
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]}
    assert order({**ARCHIVE, "geometry": collection})
    assert problems("AOIGeometry", geometry)


# A renderer writes this where it has no example to show.
@pytest.mark.parametrize("schema", ["Polygon", "AOIGeometry", "Geometry"])
def test_a_single_number_is_no_position(schema: str) -> None:
    assert problems(schema, {"type": "Polygon", "coordinates": [[[123]]]})
    assert problems(schema, {"type": "Polygon", "coordinates": [RING[:3]]})


def test_a_position_has_two_or_three_numbers() -> None:
    assert [size for size in range(6) if not problems("Position", [1.5] * size)] == [2, 3]


def test_bounding_boxes_begin_in_the_west() -> None:
    described = CONTRACT.at(f"{SCHEMAS}/BoundingBox/description")
    assert described.startswith("West, south, east, north")
    for west, south, east, north in CONTRACT.at(f"{SCHEMAS}/BoundingBox/examples"):
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


# ── Searching ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("schema", "name"), [("ArchiveSearch", "sortby"), ("CatalogSearch", "sort_by")])
@pytest.mark.parametrize("direction", ["asc", "desc", "ASC", "DESC"])
def test_a_search_sorts_by_a_field_and_a_direction(schema: str, name: str, direction: str) -> None:
    assert problems(schema, {name: [{"field": "created_at", "direction": direction}]}) == []


def test_the_catalog_writes_sort_by_apart_and_the_archive_does_not() -> None:
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
def test_a_query_of_the_catalog_holds_plain_text_or_operators(query: dict[str, Any]) -> None:
    assert problems("CatalogSearch", {"query": query}) == []


SEARCH: dict[str, Any] = {
    "start_date": "2023-04-18T11:56:49.865Z",
    "end_date": "2023-05-03T11:56:49.865Z",
    "geometry": POLYGON,
}
SOURCE = {"satellite_id": "s", "collection_id": "c"}


@pytest.mark.parametrize("source", [{"satellites": [SOURCE]}, {"satellite": SOURCE}])
def test_images_are_searched_for_by_satellites_or_by_one_satellite(source: dict[str, Any]) -> None:
    assert problems("ImagerySearch", {**SEARCH, **source}) == []


def test_images_are_not_searched_for_without_a_satellite_or_by_both_names() -> None:
    assert problems("ImagerySearch", SEARCH)
    assert problems("ImagerySearch", {**SEARCH, "satellites": [SOURCE], "satellite": SOURCE})


def test_a_search_for_images_is_paged_as_its_answer_shows_and_not_by_tokens() -> None:
    body, found = (CONTRACT.at(f"{SCHEMAS}/{name}/properties") for name in ("ImagerySearch", "ImageryPage"))
    assert "next_token" not in {*body, *found}
    counted = {"items": {}, "pagination": {"limit": 10, "skip": 0, "total": 0}}
    assert answer("searchImagery", 200, counted) == []
    # Should a token come after all, the answer is not refused for it.
    assert answer("searchImagery", 200, {**counted, "next_token": "t"}) == []


# ── Rules that stand in the text alone ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("least", "most"), [(None, None), (None, 51), (0, None), (0, 51)])
def test_the_bounds_of_a_dynamic_legend_may_be_left_to_the_server(least: int | None, most: int | None) -> None:
    body = {"visualization_mode": "dynamic", "dynamic_bins": 5, "legend": legend(least, most)}
    assert problems("LegendUpdate", body) == []


@pytest.mark.parametrize("mode", ["dynamic", "theoretical"])
@pytest.mark.parametrize("bins", [-1, 0, 1, 2, 14, 15, 16, 99])
def test_a_legend_is_cut_into_one_to_fifteen_classes(mode: str, bins: int) -> None:
    body = {"visualization_mode": mode, "dynamic_bins": bins, "legend": legend(0, 51)}
    assert (problems("LegendUpdate", body) == []) is (1 <= bins <= 15)


def test_a_dynamic_legend_says_into_how_many_classes_it_is_cut() -> None:
    assert problems("LegendUpdate", {"visualization_mode": "dynamic", "legend": legend(0, 51)})


def test_a_theoretical_legend_has_bounds_and_may_say_a_number_of_classes() -> None:
    body = {"visualization_mode": "theoretical", "dynamic_bins": 5, "legend": legend(0, 51)}
    assert problems("LegendUpdate", body) == []
    assert problems("LegendUpdate", {**body, "legend": legend(None, 51)})


@pytest.mark.parametrize("name", ["bandset", "recurrence", "start_date", "end_date"])
def test_new_images_cannot_be_ordered_without(name: str) -> None:
    assert order(TASKING) == []
    assert order(without(TASKING, name))


def test_archived_images_cannot_be_ordered_without_naming_them() -> None:
    assert order(ARCHIVE) == []
    assert order(without(ARCHIVE, "item_ids"))
    assert order({**ARCHIVE, "item_ids": []})


def test_an_order_item_is_archived_or_new_and_never_both() -> None:
    assert order({**TASKING, "item_ids": ARCHIVE["item_ids"]})
    assert order(ARCHIVE, TASKING) == []


@pytest.mark.parametrize("recurrence", ["MONTHLY", "BIMONTHLY", "QUARTERLY"])
def test_a_recurring_order_ends_on_a_day_or_after_a_number_of_times(recurrence: str) -> None:
    until = {**RECURRING, "recurrence": recurrence}
    times = {**without(until, "end_date"), "no_of_occurrences": 6}
    assert order(until) == []
    assert order(times) == []
    assert order({**until, **times})
    assert order(without(until, "end_date"))


# That the field is called `id` is inferred from its description: neither name is refused, neither is asked for.
def test_a_block_may_be_named_by_its_id_and_need_not_be() -> None:
    body = {"block": {"version": "1.0.0"}, "input": []}
    assert problems("InsightCreate", body) == []
    for name in ("id", "string"):
        assert problems("InsightCreate", {**body, "block": {"version": "1.0.0", name: "b"}}) == []
    assert problems("InsightCreate", {**body, "block": {"id": "b"}})


# ── Errors, and what is no error ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("operation_id", ["generateVisualizationPng", "deleteInsight", "downloadReport"])
@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_errors_are_json_whatever_the_success_is(operation_id: str, status: int) -> None:
    error = json.dumps({"error": {"code": "c", "message": "m"}}).encode()
    assert CONTRACT.answer_problems(operation_id, status, JSON_HEADERS, error) == []
    for other in ("image/png", "text/csv"):
        assert CONTRACT.answer_problems(operation_id, status, {"content-type": other}, error)


def test_a_picture_is_a_png() -> None:
    png = {"content-type": "image/png"}
    assert CONTRACT.answer_problems("generateVisualizationPng", 200, png, b"\x89PNG") == []
    assert answer("generateVisualizationPng", 200, {})


def test_the_report_is_csv() -> None:
    csv = {"content-type": "text/csv; charset=utf-8"}
    assert CONTRACT.answer_problems("downloadReport", 200, csv, b"order_id\n") == []
    assert answer("downloadReport", 200, [])


@by_operation
def test_every_operation_that_wants_a_key_may_refuse_it_and_may_ask_to_wait(operation: Operation) -> None:
    assert set(operation.answers) >= {"429", "5XX"}
    assert set(operation.answers) >= KEY_REFUSED or operation.raw["security"] == []


def test_only_the_ping_needs_no_key() -> None:
    assert [operation.id for operation in OPERATIONS if not operation.raw["security"]] == ["ping"]


# ── Paths and names ────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_path_is_there_twice_under_other_names_of_its_parameters() -> None:
    paths = [re.sub(r"\{\w+\}", "{}", path) for path in DOCUMENT["paths"]]
    assert len(paths) == len(set(paths))
    assert {"get", "post"} <= set(DOCUMENT["paths"]["/v0/aoi/{aoi_id}/insights"])


@by_operation
def test_every_operation_has_a_name_that_can_be_called(operation: Operation) -> None:
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", operation.id)


def test_satellites_are_not_filed_under_aois() -> None:
    assert CONTRACT.operations["listSatellites"].tag == "satellites"


# ── Answers that two documents show in two forms ───────────────────────────────────────────────────────────────────

PROJECT = {"id": "p", "name": "fields", "created_at": "2025-01-01T12:00:00Z"}


@pytest.mark.parametrize("around", [{"count": 1}, {"pagination": {"limit": 10, "offset": 0, "total": 1}}])
def test_projects_are_counted_or_paged(around: dict[str, Any]) -> None:
    assert answer("listProjects", 200, {"projects": [{**PROJECT, "description": "fields"}], **around}) == []


@pytest.mark.parametrize("project", [PROJECT, {"project": PROJECT}])
def test_a_project_comes_bare_or_wrapped(project: dict[str, Any]) -> None:
    assert answer("getProject", 200, project) == []


@pytest.mark.parametrize("project", [{}, [PROJECT], {"project": None}, {"project": {}}])
def test_a_project_comes_in_no_other_form(project: Any) -> None:
    assert answer("getProject", 200, project)


WHOLE = visualization(
    assets=[{"id": "x"}], expression="B01", expression_type="index", index_name="NDVI", rescale=[0, 1], type="custom"
)


@pytest.mark.parametrize("item", [visualization(), WHOLE], ids=["slim", "whole"])
def test_a_list_of_visualizations_holds_them_slim_or_whole(item: dict[str, Any]) -> None:
    assert answer("listVisualizations", 200, page("visualization", item)) == []


def test_presets_can_be_visualized_and_asked_for() -> None:
    assert answer("createVisualization", 201, {**WHOLE, "type": "preset"}) == []
    assert CONTRACT.request_problems("GET", "/v0/aois/a/visualizations?type=preset", {}, b"") == []


@pytest.mark.parametrize("block", [BLOCK, {"blocks": [BLOCK]}], ids=["bare", "listed"])
def test_a_version_of_a_block_comes_bare_or_in_a_list(block: dict[str, Any]) -> None:
    assert answer("getBlockVersion", 200, block) == []


def test_a_block_may_say_more_than_is_listed() -> None:
    assert answer("getBlockVersion", 200, {**BLOCK, "price": 12, "info": {"unit": "km2"}}) == []


@pytest.mark.parametrize("mode", ["insight", "workflow"])
def test_blocks_are_listed_under_one_path_by_mode(mode: str) -> None:
    assert CONTRACT.request_problems("GET", f"/v0/blocks?mode={mode}", {}, b"") == []
    assert not {"/v0/blocks/insights", "/v0/blocks/workflows"} & set(DOCUMENT["paths"])


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("state", ["SUCCESS", "success", "STARTED"])
def test_a_download_of_an_aoi_starts_with_either_status_and_in_either_case(status: int, state: str) -> None:
    assert answer("createDownload", status, {"download_id": "d", "status": state}) == []


@pytest.mark.parametrize("state", ["created", "in_progress", "success", "failed"])
def test_a_download_of_catalogs_has_a_status_in_small_letters(state: str) -> None:
    assert answer("getCatalogDownload", 200, {"id": "d", "status": state}) == []
    assert answer("getCatalogDownload", 200, {"id": "d", "status": state.upper()})


def test_aois_are_filtered_by_projects_in_one_string() -> None:
    assert CONTRACT.request_problems("GET", "/v0/aois?project_ids=a,b", {}, b"") == []
    (parameter,) = (each for each in CONTRACT.operations["listAois"].parameters if each.name == "project_ids")
    assert parameter.schema["type"] == "string"


@pytest.mark.parametrize("query", ["", "?project_id=p"])
def test_workflows_are_listed_with_a_project_or_without(query: str) -> None:
    assert CONTRACT.request_problems("GET", f"/v0/workflows{query}", {}, b"") == []


# ── Values that are not what they look like ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paid", ["", None, "2024-05-01T00:00:05+00:00"])
def test_an_order_that_is_not_paid_says_so_with_nothing(paid: str | None) -> None:
    assert answer("getOrder", 200, {"id": "o", "status": "UNPAID", "paid_at": paid}) == []


def test_the_days_of_a_task_begin_with_the_day() -> None:
    assert problems("OrderTask", {"id": "t", "start_date": "15-05-2024", "end_date": "25-05-2024"}) == []
    assert problems("OrderTask", {"id": "t", "start_date": "2024-05-15"})


# No style of a date or a time is that of JSON Schema everywhere.
def test_no_date_and_no_time_is_marked_as_one() -> None:
    assert set(formats(DOCUMENT)) <= {"binary"}


@pytest.mark.parametrize("value", ["TD1_006800_20230528_L2A_20230615_03001067", "57435e2b-d8c4-41ff-9de9-2be3bfc92278"])
def test_no_id_is_bound_to_a_form(value: str) -> None:
    assert problems("OrderTask", {"id": value, "order_item_id": value}) == []
    assert problems("Catalog", {"id": value, "org_id": value}) == []
    assert problems("DownloadCreate", {"asset_ids": [value]}) == []


# Micrometres by the text, nanometres by some examples.
@pytest.mark.parametrize(("middle", "width"), [(0.443, 0.027), (490, 0), (493, 0)])
def test_the_bands_of_an_item_may_have_either_unit(middle: float, width: float) -> None:
    assert problems("EoBand", {"name": "B01", "center_wavelength": middle, "fwhm": width}) == []


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
def test_an_item_may_have_properties_of_any_generation(properties: dict[str, Any]) -> None:
    item = {"id": "x", "properties": properties}
    assert answer("getArchiveItem", 200, item) == []
    assert answer("getCatalog", 200, {"id": "c", "details": item}) == []


# ── Defaults ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_of_the_catalog_is_as_small_as_documented_and_may_be_larger() -> None:
    properties = CONTRACT.at(f"{SCHEMAS}/CatalogSearch/properties")
    assert (properties["limit"]["default"], properties["offset"]["default"]) == (2, 0)
    assert problems("CatalogSearch", {"limit": 50, "offset": 50}) == []


@pytest.mark.parametrize("operation_id", ["listOrders", "listOrderItems", "listArchiveItems"])
def test_no_default_is_made_up_where_none_is_documented(operation_id: str) -> None:
    query = CONTRACT.operations[operation_id].named("query")
    assert ["default" in query[name].schema for name in ("limit", "offset")] == [False, False]


# ── One thing described twice ──────────────────────────────────────────────────────────────────────────────────────


def test_an_asset_is_the_same_wherever_it_comes_from() -> None:
    listed = CONTRACT.at(f"{SCHEMAS}/AssetList/properties/assets/items")
    assert listed == CONTRACT.at(f"{SCHEMAS}/Visualization/properties/assets/items")


def test_an_order_item_is_the_same_wherever_it_comes_from() -> None:
    item = {"id": "i", "tasks": [{"id": "t"}], "validation_errors": [{"geometry": ["too small"]}]}
    assert answer("getOrderItem", 200, item) == []
    assert answer("getOrder", 200, {"id": "o", "status": "PAID", "order_items": [item]}) == []


def test_a_new_store_is_a_store() -> None:
    new = CONTRACT.at(f"{CONTRACT.operations['createStore'].answers['200'][JSON]}")
    assert new == CONTRACT.at(f"{SCHEMAS}/StoreList/properties/stores/items")


def test_the_package_of_a_job_writes_its_workflow_another_way_than_that_of_a_task() -> None:
    assert "workflowId" in CONTRACT.at(f"{SCHEMAS}/JobPackage/properties")
    assert "workflow_id" in CONTRACT.at(f"{SCHEMAS}/TaskPackage/properties")
    least = {"id": "d", "status": "ready"}
    for name in ("workflowId", "workflow_id"):
        assert answer("downloadJob", 200, {**least, name: "w"}) == []
        assert answer("downloadTask", 200, {**least, name: "w"}) == []


# ── Guesses, of which none is held for a fact ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rescale", [[0, 1], [-0.2, 0.8]])
def test_a_rescale_may_have_whole_numbers_and_fractions(rescale: list[float]) -> None:
    assert problems("Rescale", rescale) == []


@pytest.mark.parametrize("old", ["EXPEDITED", "WEEKLY", "COMPLETED", "PARTIALLY_COMPLETED"])
def test_values_of_older_pages_are_listed_nowhere(old: str) -> None:
    assert old not in set(enumerations(DOCUMENT))


@pytest.mark.parametrize("field", [{"delivery_speed": "EXPEDITED"}, {"recurrence": "WEEKLY"}])
def test_values_of_older_pages_are_not_sent(field: dict[str, str]) -> None:
    assert order({**TASKING, **field})


# Only examples of these are documented: a value that is not among them is none the less an answer.
@pytest.mark.parametrize("status", ["running", "completed", "failed", "queued", "PAUSED"])
def test_runs_and_packages_may_have_statuses_that_no_page_names(status: str) -> None:
    assert answer("listInsights", 200, {"insights": [{"id": "i", "status": status}]}) == []
    assert answer("listJobs", 200, {"jobs": [{"id": "j", "status": status}]}) == []
    assert answer("downloadJob", 200, {"id": "d", "status": status}) == []
