"""Samples that pages print and rules that they state: what is documented is allowed, what breaks it is not.

Written out here by hand, so that the contract is held against the pages and not against itself.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import JSON, Contract, Operation

CONTRACT = Contract.load()
OPERATIONS = list(CONTRACT.operations.values())
SCHEMAS = "/components/schemas"
JSON_HEADERS = {"content-type": JSON}

RING = [[77.54, 12.94], [77.56, 12.94], [77.56, 12.96], [77.54, 12.96], [77.54, 12.94]]
POLYGON: dict[str, Any] = {"type": "Polygon", "coordinates": [RING]}
MULTI_POLYGON: dict[str, Any] = {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}
AREA: dict[str, Any] = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]}

ARCHIVE: dict[str, Any] = {
    "project_id": "p",
    "usecase": "agriculture",
    "geometry": AREA,
    "item_ids": ["TD1_005630_20230314_L2A_20230504_03001069"],
}
TASKING: dict[str, Any] = {
    "project_id": "p",
    "name": "order item 1",
    "usecase": "agriculture",
    "geometry": AREA,
    "bandset": {"bandset_id": "b"},
    "recurrence": "ONCE",
    "start_date": "2099-10-22T00:00:00Z",
    "end_date": "2099-10-28T00:00:00Z",
    "cloud_cover": 20,
    "off_nadir": 20,
    "delivery_speed": "STANDARD",
}

by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)


def problems(schema: str, value: Any) -> list[str]:
    return CONTRACT.problems(f"{SCHEMAS}/{schema}", value)


def answer(operation_id: str, status: int, value: Any) -> list[str]:
    return CONTRACT.answer_problems(operation_id, status, JSON_HEADERS, json.dumps(value).encode())


def asks(method: str, path: str, body: Any = None) -> list[str]:
    """How a request breaks the contract; it has a body where one is given."""
    headers, content = ({}, b"") if body is None else (JSON_HEADERS, json.dumps(body).encode())
    return CONTRACT.request_problems(method, path, headers, content)


def order(item: dict[str, Any], **fields: Any) -> list[str]:
    return asks("POST", "/v0/orders", {"order_items": [item], **fields})


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name not in names}


def default(operation_id: str, name: str) -> Any:
    return CONTRACT.operations[operation_id].named("query")[name].schema.get("default")


def property_of(schema: str, name: str) -> dict[str, Any]:
    pointer = f"{SCHEMAS}/{schema}/properties/{name}"
    node = CONTRACT.at(pointer)
    resolved, _ = CONTRACT.resolve(node, pointer)
    return {**resolved, **node}


def values(schema: str) -> set[str]:
    return set(CONTRACT.at(f"{SCHEMAS}/{schema}")["enum"])


# ── Keys and errors ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_goes_into_a_header_whose_form_is_left_open() -> None:
    (scheme,) = CONTRACT.document["components"]["securitySchemes"].values()
    # The type for HTTP schemes would settle for Bearer; a key is accepted bare as well.
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "Authorization")
    assert "Bearer" in scheme["description"]


@by_operation
def test_what_may_go_wrong_with_any_request_is_documented(operation: Operation) -> None:
    keyed = bool(operation.raw["security"])
    assert {status for status in ("401", "403") if status in operation.answers} == ({"401", "403"} if keyed else set())
    assert operation.documents(429) == "429"
    assert {operation.documents(status) for status in (500, 502, 503, 504)} == {"5XX"}


@by_operation
def test_a_body_may_be_too_large_wherever_there_is_one(operation: Operation) -> None:
    assert ("413" in operation.answers) is bool(operation.body)


@by_operation
def test_what_a_path_names_may_be_missing(operation: Operation) -> None:
    named = "{" in operation.path
    assert "404" in operation.answers or not named


@pytest.mark.parametrize("operation_id", ["createAoi", "createIndex", "createVisualization", "createStore"])
def test_what_is_there_already_is_a_conflict(operation_id: str) -> None:
    assert "409" in CONTRACT.operations[operation_id].answers


@by_operation
@pytest.mark.parametrize("error", [{"code": "c", "message": "m"}, {"code": "c", "message": "m", "details": ["x"]}])
def test_every_error_is_read_in_one_form(operation: Operation, error: dict[str, Any]) -> None:
    errors = [int(status.replace("XX", "00")) for status in operation.answers if not status.startswith("2")]
    assert [status for status in errors if answer(operation.id, status, {"error": error})] == []
    assert [status for status in errors if not answer(operation.id, status, error)] == []


def test_a_ping_is_answered_with_text() -> None:
    assert answer("ping", 200, "pong") == []
    assert answer("ping", 200, {"message": "pong"})


@by_operation
def test_everything_but_the_ping_is_of_the_one_version(operation: Operation) -> None:
    assert operation.path.startswith("/v0/") or operation.path == "/ping"


# ── Successes ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Those that are not simply 200.
SUCCESSES = {
    "createAoi": {"201"},
    "createIndex": {"201"},
    "createVisualization": {"201"},
    # The two documents that there are name one each.
    "createDownload": {"200", "201"},
    # 200 is the estimate, 201 the run.
    "createInsight": {"200", "201"},
    "submitOrder": {"201"},
    "createCatalogDownload": {"201"},
    "createDeliveries": {"201"},
    "deleteStore": {"204"},
}


@by_operation
def test_a_success_has_the_status_that_is_documented(operation: Operation) -> None:
    found = {status for status in operation.answers if status.startswith("2")}
    assert found == SUCCESSES.get(operation.id, {"200"})


@pytest.mark.parametrize(("operation_id", "status"), [("deleteInsight", "200"), ("deleteStore", "204")])
def test_what_is_deleted_is_answered_with_nothing(operation_id: str, status: str) -> None:
    assert CONTRACT.operations[operation_id].answers[status] == {}


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("operation_id", ["listAois", "listAssets", "listIndices", "listVisualizations"])
def test_pages_begin_at_the_first_item_and_hold_ten(operation_id: str) -> None:
    assert (default(operation_id, "offset"), default(operation_id, "limit")) == (0, 10)


def test_a_page_of_workflows_holds_fifty() -> None:
    assert (default("listWorkflows", "offset"), default("listWorkflows", "limit")) == (0, 50)


def test_a_page_of_the_archive_holds_ten() -> None:
    assert property_of("ArchiveSearch", "limit")["default"] == 10
    assert "default" not in property_of("ArchiveSearch", "offset")


@pytest.mark.parametrize(
    "operation_id",
    ["listBlocks", "listBandsets", "listSatellites", "listStores", "listDeliveries", "listInsights", "listJobs"],
)
def test_some_lists_come_whole(operation_id: str) -> None:
    query = set(CONTRACT.operations[operation_id].named("query"))
    assert query.isdisjoint({"limit", "offset", "page_num", "page_size"})


# No largest page is documented, so none may be refused.
@pytest.mark.parametrize("path", ["/v0/aois", "/v0/indices", "/v0/workflows", "/v0/orders", "/v0/order-items"])
@given(limit=st.integers(min_value=1), offset=st.integers(min_value=0))
def test_a_page_may_be_as_large_as_one_likes(path: str, limit: int, offset: int) -> None:
    assert asks("GET", f"{path}?limit={limit}&offset={offset}") == []


@given(limit=st.integers(-1, 20000))
def test_one_search_alone_knows_a_largest_page(limit: int) -> None:
    body = {
        "satellites": [{"satellite_id": "s", "collection_id": "c"}],
        "start_date": "2023-04-18T11:56:49.865Z",
        "end_date": "2023-05-03T11:56:49.865Z",
        "geometry": POLYGON,
        "limit": limit,
    }
    assert bool(asks("POST", "/v0/search", body)) is not (1 <= limit <= 10000)
    assert asks("POST", "/v0/search", {**body, "limit": 10000}) == []
    assert asks("POST", "/v0/search", {**body, "limit": 10001})


def test_projects_are_paged_by_number_and_size() -> None:
    assert asks("GET", "/v0/projects?page_num=1&page_size=20") == []
    assert asks("GET", "/v0/projects?limit=10")


# Neither 0 nor 1 is documented as the first page.
@pytest.mark.parametrize("number", [0, 1])
def test_the_number_of_the_first_page_is_left_open(number: int) -> None:
    assert asks("GET", f"/v0/projects?page_num={number}") == []


# ── Times ──────────────────────────────────────────────────────────────────────────────────────────────────────────

STYLES = ["2022-11-14 12:55:49.125928+00:00", "2022-11-14T12:55:49.125928+00:00", "2024-05-27T06:50:20.056549Z"]
WITHOUT_FRACTION = ["2025-01-01T12:00:00Z", "2020-01-01T00:00:00+00:00"]


@pytest.mark.parametrize("moment", STYLES + WITHOUT_FRACTION)
@pytest.mark.parametrize(
    ("schema", "least"),
    [
        ("AOI", {"aoi_id": "a", "name": "n", "status": "success"}),
        ("Asset", {"id": "a"}),
        ("Index", {"id": "i", "name": "n"}),
        ("Project", {"id": "p", "name": "n"}),
        ("Workflow", {"id": "w", "name": "n"}),
        ("Job", {"id": "j", "status": "completed"}),
        ("Order", {"id": "o", "status": "PAID"}),
        ("OrderItem", {"id": "i"}),
        ("Catalog", {"id": "c"}),
        ("Delivery", {"delivery_id": "d", "status": "SUCCESS"}),
        ("Store", {"id": "s", "name": "n"}),
    ],
)
def test_a_time_may_have_any_of_the_printed_styles_anywhere(schema: str, least: dict[str, Any], moment: str) -> None:
    assert problems(schema, {**least, "created_at": moment, "updated_at": moment}) == []


@given(
    moment=st.datetimes(timezones=st.just(None)),
    separator=st.sampled_from(" T"),
    zone=st.sampled_from(["Z", "+00:00", "-05:30"]),
)
def test_a_time_has_a_day_a_clock_and_an_offset(moment: Any, separator: str, zone: str) -> None:
    text = moment.isoformat(separator)
    assert problems("Timestamp", text + zone) == []
    assert problems("Timestamp", text)
    assert problems("Timestamp", text.partition(separator)[0])


@pytest.mark.parametrize("moment", ["", None, *STYLES])
def test_a_moment_that_has_not_come_is_empty(moment: str | None) -> None:
    assert problems("Order", {"id": "o", "status": "UNPAID", "paid_at": moment}) == []
    assert problems("Insight", {"id": "i", "status": "running", "deleted_at": moment}) == []
    assert problems("Job", {"id": "j", "status": "running", "finished_at": moment}) == []


def test_a_moment_that_has_not_come_is_empty_and_not_any_text() -> None:
    assert problems("Order", {"id": "o", "status": "UNPAID", "paid_at": "not yet"})


DAYS = st.dates()


@given(day=DAYS)
def test_the_day_of_an_asset_begins_with_the_year(day: Any) -> None:
    assert problems("Asset", {"id": "a", "date": day.strftime("%d-%m-%Y")})
    assert problems("Asset", {"id": "a", "date": day.isoformat()}) == []


@given(day=DAYS)
def test_the_day_of_a_task_begins_with_the_day(day: Any) -> None:
    turned = f"{day.day:02}-{day.month:02}-{day.year:04}"
    assert problems("OrderTask", {"id": "t", "start_date": turned, "end_date": turned}) == []
    assert problems("OrderTask", {"id": "t", "start_date": day.isoformat()})


@given(day=DAYS)
def test_the_day_of_a_legend_has_underscores(day: Any) -> None:
    body = {"index_id": "i", "date": day.isoformat().replace("-", "_"), "visualization_mode": "dynamic"}
    assert problems("PngRequest", body) == []
    assert problems("PngRequest", {**body, "date": day.isoformat()})


@pytest.mark.parametrize(
    ("interval", "allowed"),
    [
        ("2020-04-05T11:56:49.865Z/2023-06-05T11:56:49.865Z", True),
        ("2024-05-01T00:00:00Z", True),
        ("2024-05-01T00:00:00Z/..", True),
        ("../2024-05-01T00:00:00Z", True),
        ("2024-05-01", False),
        ("2024-05-01T00:00:00Z/", False),
        ("2024-05-01T00:00:00Z/2024-05-01T00:00:00Z/2024-05-01T00:00:00Z", False),
    ],
)
@pytest.mark.parametrize("schema", ["ArchiveSearch", "CatalogSearch"])
def test_searches_ask_for_an_instant_or_an_interval(schema: str, interval: str, allowed: bool) -> None:
    assert (problems(schema, {"datetime": interval}) == []) is allowed


# ── AOIs, satellites, indices ──────────────────────────────────────────────────────────────────────────────────────

AOI: dict[str, Any] = {
    "name": "AOI-D2",
    "description": "",
    "satellite_id": "0005c5bb-0bd2-4c80-9393-4a808341c54c",
    "provider": "pixxel",
    "project_id": "p",
    "geometry": POLYGON,
    "item_ids": ["TD2_00056_20230815_L2A_004010_01001001"],
}
INDEX: dict[str, Any] = {
    "name": "NDVI",
    "description": "",
    "rescale": [0, 1],
    "expression": "(B04-B08)/(B04+B08)",
    "colormap": "rplumbho",
    "satellite_id": "0002a3a3-00a2-4b55-842b-44d8202c6d60",
    "expression_type": "index",
}


@pytest.mark.parametrize("name", AOI)
def test_every_field_of_a_new_aoi_is_needed(name: str) -> None:
    assert asks("POST", "/v0/aois", AOI) == []
    assert asks("POST", "/v0/aois", without(AOI, name))


def test_images_come_from_two_providers() -> None:
    assert values("Provider") == {"pixxel", "planetary"}
    assert problems("AOICreate", {**AOI, "provider": "planetary"}) == []
    assert problems("AOICreate", {**AOI, "provider": "Pixxel"})


@pytest.mark.parametrize("geometry", [POLYGON, MULTI_POLYGON], ids=lambda geometry: geometry["type"])
def test_an_aoi_may_have_several_polygons(geometry: dict[str, Any]) -> None:
    assert problems("AOICreate", {**AOI, "geometry": geometry}) == []


@pytest.mark.parametrize("geometry", [POLYGON, MULTI_POLYGON], ids=lambda geometry: geometry["type"])
def test_an_asset_of_such_an_aoi_may_be_one_too(geometry: dict[str, Any]) -> None:
    assert problems("Asset", {"id": "a", "geometry": geometry}) == []


def test_the_statuses_of_aois_and_their_files() -> None:
    assert values("AOIStatus") == {"started", "running", "updating", "success", "partial_success", "failed"}
    assert values("AssetStatus") == {"creating", "started", "success", "failed"}
    assert values("AssetType") == {"mosaic", "stac_item", "visualization"}


def test_one_aoi_and_its_insights_are_under_the_singular_and_the_rest_under_the_plural() -> None:
    singular = {each.id for each in OPERATIONS if each.path.startswith("/v0/aoi/")}
    assert singular == {"getAoi", "listInsights", "createInsight", "deleteInsight", "downloadInsight"}


@pytest.mark.parametrize("rescale", [[], [0, 1], [-0.2, 0.8]])
def test_a_collection_of_a_satellite_may_print_no_rescale_or_fractions(rescale: list[float]) -> None:
    assert (
        answer("listSatellites", 200, {"satellites": [{"id": "s", "name": "n", "collections": [{"rescale": rescale}]}]})
        == []
    )


@pytest.mark.parametrize("name", INDEX)
def test_every_field_of_a_new_index_is_needed(name: str) -> None:
    assert asks("POST", "/v0/indices", INDEX) == []
    assert asks("POST", "/v0/indices", without(INDEX, name))


# Older requests say of which kind the index is; only one kind can be made, so there is nothing to say.
def test_a_new_index_does_not_say_its_type_and_its_answer_does() -> None:
    assert "type" not in CONTRACT.at(f"{SCHEMAS}/IndexCreate/properties")
    assert [answer("createIndex", 201, {"id": "i", "name": "n", "type": kind}) for kind in ("custom", "preset")] == [
        [],
        [],
    ]


@given(least=st.floats(-1, 1), most=st.floats(-1, 1))
def test_a_rescale_is_a_pair(least: float, most: float) -> None:
    assert problems("Rescale", [least, most]) == []
    assert problems("Rescale", [least])
    assert problems("Rescale", [least, most, most])


# ── Visualizations ─────────────────────────────────────────────────────────────────────────────────────────────────

VISUALIZATIONS = "/v0/aois/a/visualizations"


@pytest.mark.parametrize(
    "body",
    [
        {"index_id": "i"},
        {"index_id": "i", "src_asset_ids": ["a", "b"]},
        {"index_id": "i", "resolution": 10},
        {"index_id": "i", "resolution": 2.5},
    ],
)
def test_a_new_visualization_needs_its_index_alone(body: dict[str, Any]) -> None:
    assert asks("POST", VISUALIZATIONS, body) == []
    assert asks("POST", VISUALIZATIONS, without(body, "index_id"))


def test_an_update_is_answered_with_the_legends_and_a_rollback_with_all() -> None:
    legends = {"legend": {"2024_05_06": {"dynamic": [{"label": "Low", "color": "#2b83ba", "min": 0, "max": 51}]}}}
    assert answer("updateVisualizationMetadata", 200, legends) == []
    assert answer("rollbackVisualizationMetadata", 200, legends)


def test_styles_are_asked_for_by_dates_and_modes_and_come_by_mode_and_date() -> None:
    body = {"dates": ["2024_05_06", "2024_05_07"], "visualization_modes": ["dynamic", "theoretical"]}
    assert asks("POST", f"{VISUALIZATIONS}/v/sld", body) == []
    assert [name for name in body if not asks("POST", f"{VISUALIZATIONS}/v/sld", without(body, name))] == []
    assert answer("generateVisualizationSld", 200, {"sld": {"dynamic": {"2024_05_06": "<xml/>"}}}) == []
    assert answer("generateVisualizationSld", 200, {"sld": {"dynamic": "<xml/>"}})


def test_the_list_of_visualizations_is_under_a_singular_key() -> None:
    pagination = {"limit": 10, "offset": 0, "total": 0}
    assert answer("listVisualizations", 200, {"visualization": [], "pagination": pagination}) == []
    assert answer("listVisualizations", 200, {"visualizations": [], "pagination": pagination})


# ── Blocks, insights, workflows, jobs ──────────────────────────────────────────────────────────────────────────────

BLOCK_INPUT = {
    "format": "raster",
    "name": "raster",
    "type": "url",
    "description": "what to look at",
    "properties": {"bands": ["B04", "B08"]},
}
IMAGERY = {
    **BLOCK_INPUT,
    "stac_url": "https://storage.account/stac/x",
    "asset_source": {"id": "a", "type": "raw_mosaic"},
}
VALUE = {"format": "number", "name": "threshold", "type": "number", "value": "0.8"}
INSIGHT = {"block": {"id": "b", "name": "crop-stress", "version": "1.0.0"}, "input": [IMAGERY, VALUE]}


def test_the_inputs_that_guides_print_are_accepted() -> None:
    assert problems("DataType", BLOCK_INPUT) == []
    assert asks("POST", "/v0/aoi/a/insights", INSIGHT) == []


@given(number=st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_the_value_of_an_input_is_text_even_where_it_is_a_number(number: float) -> None:
    assert problems("InsightCreate", {**INSIGHT, "input": [{**VALUE, "value": str(number)}]}) == []
    assert problems("InsightCreate", {**INSIGHT, "input": [{**VALUE, "value": number}]})


@pytest.mark.parametrize("source", [{}, {"id": "a"}, {"type": "raw_mosaic"}, "a"])
def test_imagery_is_taken_from_an_asset_of_a_type(source: Any) -> None:
    assert problems("DataType", {**BLOCK_INPUT, "asset_source": source})


@pytest.mark.parametrize("name", ["block", "input"])
def test_an_insight_needs_a_block_and_its_input(name: str) -> None:
    assert asks("POST", "/v0/aoi/a/insights", without(INSIGHT, name))


def test_an_insight_is_estimated_or_run() -> None:
    assert asks("POST", "/v0/aoi/a/insights", {**INSIGHT, "estimate": True, "project_id": "p"}) == []
    assert answer("createInsight", 200, {"estimate": 12}) == []
    assert answer("createInsight", 201, {"id": "i", "message": "created"}) == []
    assert answer("createInsight", 200, {"id": "i", "message": "created"})
    assert answer("createInsight", 201, {"estimate": 12})
    # Left out, something is run: that is what costs tokens.
    assert property_of("InsightCreate", "estimate")["default"] is False


def test_a_project_is_needed_to_delete_an_insight_and_not_to_make_one() -> None:
    assert asks("DELETE", "/v0/aoi/a/insights/i?project_id=p") == []
    assert asks("DELETE", "/v0/aoi/a/insights/i")


def test_insights_are_found_by_a_time_of_rfc_3339() -> None:
    assert asks("GET", "/v0/aoi/a/insights?created_on=2024-05-27T06:50:20Z&status=running") == []
    assert asks("GET", "/v0/aoi/a/insights?created_on=27-05-2024")


@pytest.mark.parametrize("name", ["created_on", "updated_at"])
@pytest.mark.parametrize("moment", ["2024-05-27T06:50:20.056549Z", "2024-05-27T06:50:20Z", "2024-05-27"])
def test_workflows_are_found_by_any_time_of_iso_8601(name: str, moment: str) -> None:
    assert asks("GET", f"/v0/workflows?{name}={moment}") == []


@pytest.mark.parametrize("body", [None, {}, {"inputs": ["raster"]}, {"outputs": ["stress"]}])
def test_an_insight_is_downloaded_with_a_put_and_names_what_it_likes(body: Any) -> None:
    operation = CONTRACT.operations["downloadInsight"]
    assert (operation.method, operation.raw["requestBody"].get("required", False)) == ("PUT", False)
    assert body is None or asks("PUT", "/v0/aoi/a/insights/i/download", body) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v0/workflows/w/jobs?project_id=p"),
        ("PUT", "/v0/workflows/w/jobs/j/download"),
        ("PUT", "/v0/workflows/w/jobs/j/tasks/t/download"),
    ],
)
def test_jobs_and_their_downloads_are_started_without_a_body(method: str, path: str) -> None:
    assert asks(method, path) == []
    assert asks(method, path, {})


@pytest.mark.parametrize("request_line", ["GET /v0/workflows/w", "POST /v0/workflows/w/jobs"])
def test_a_workflow_is_read_and_run_within_a_project(request_line: str) -> None:
    method, path = request_line.split()
    assert asks(method, f"{path}?project_id=p") == []
    assert asks(method, path)


def test_no_workflows_are_an_empty_list() -> None:
    assert answer("listWorkflows", 200, {"workflows": [], "pagination": {"limit": 50, "offset": 0, "total": 0}}) == []


def test_progress_is_text_on_a_job_and_a_number_on_a_task() -> None:
    task: dict[str, Any] = {"id": "t", "status": "completed"}
    job: dict[str, Any] = {
        "id": "j",
        "status": "completed",
        "time_taken": "9m 58s",
        "tasks": [{**task, "progress": 99.5}],
    }
    assert answer("getJob", 200, {**job, "progress": "100%"}) == []
    assert answer("getJob", 200, {**job, "progress": 100})
    assert answer("getJob", 200, {**job, "tasks": [{**task, "progress": "100%"}]})


@pytest.mark.parametrize("cost", [40, 40.5])
def test_a_job_costs_any_number_of_tokens(cost: float) -> None:
    assert answer("listJobs", 200, {"jobs": [{"id": "j", "status": "failed", "cost": cost}]}) == []


def test_a_workflow_is_estimated_in_whole_tokens() -> None:
    assert answer("estimateWorkflow", 200, {"estimated_cost": 40}) == []
    assert answer("estimateWorkflow", 200, {"estimated_cost": 40.5})


# ── Orders ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_new_and_archived_images_are_ordered() -> None:
    assert order(TASKING) == []
    assert order(TASKING, dry_run=True) == []
    assert order(ARCHIVE) == []


@pytest.mark.parametrize("name", ["bandset", "recurrence", "start_date", "end_date", "geometry"])
def test_new_images_need(name: str) -> None:
    assert order(without(TASKING, name))


@pytest.mark.parametrize("name", ["item_ids", "geometry", "project_id", "usecase"])
def test_archived_images_need(name: str) -> None:
    assert order(without(ARCHIVE, name))


def test_archived_images_have_no_bandset() -> None:
    assert order({**ARCHIVE, "bandset": TASKING["bandset"]})


# Printed beside ONCE.
def test_a_single_order_may_say_that_it_has_no_occurrences() -> None:
    assert order({**TASKING, "no_of_occurrences": 0}) == []


@given(times=st.integers(min_value=1))
def test_a_recurring_order_says_until_when_or_how_often(times: int) -> None:
    recurring = {**TASKING, "recurrence": "QUARTERLY"}
    often = {**without(recurring, "end_date"), "no_of_occurrences": times}
    assert order(recurring) == []
    assert order(often) == []
    assert order({**recurring, **often})
    assert order(without(recurring, "end_date"))


def test_an_order_of_nothing_recurring_has_an_end() -> None:
    assert order({**without(TASKING, "end_date"), "no_of_occurrences": 1})


def test_what_a_tasking_item_leaves_out_is_known() -> None:
    known = {"cloud_cover": 20, "off_nadir": 20, "delivery_speed": "STANDARD"}
    assert {name: property_of("TaskingOrderItem", name).get("default") for name in known} == known
    assert order(without(TASKING, *known)) == []


def test_an_order_is_meant_unless_it_is_said_to_be_dry() -> None:
    assert property_of("OrderCreate", "dry_run")["default"] is False


@pytest.mark.parametrize("start", ["22-10-2099", "2099-10-22", "2099_10_22"])
def test_an_order_writes_its_days_as_instants(start: str) -> None:
    assert order({**TASKING, "start_date": start})


@given(length=st.integers(0, 120))
def test_the_name_of_an_order_item_has_up_to_a_hundred_letters(length: int) -> None:
    assert bool(order({**TASKING, "name": "n" * length})) is (length > 100)


@pytest.mark.parametrize("geometry", [POLYGON, AREA["features"][0], {"type": "FeatureCollection", "features": []}])
def test_an_order_is_for_a_collection_of_at_least_one_polygon(geometry: dict[str, Any]) -> None:
    assert order({**ARCHIVE, "geometry": geometry})


# Small areas are priced as larger ones; they are not refused.
def test_a_small_area_can_be_ordered() -> None:
    small = [[77.54, 12.94], [77.5401, 12.94], [77.5401, 12.9401], [77.54, 12.94]]
    geometry = {"type": "Polygon", "coordinates": [small]}
    assert (
        order(
            {
                **ARCHIVE,
                "geometry": {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]},
            }
        )
        == []
    )


def test_the_statuses_of_orders_their_items_and_their_tasks() -> None:
    assert values("OrderStatus") == {"PAID", "UNPAID", "PAYMENT_IN_PROGRESS", "REFUND"}
    finished = {"FULFILLED", "PARTIALLY_FULFILLED", "FAILED", "CANCELLED"}
    assert values("OrderItemStatus") == finished | {"DRAFT", "ACTIVE"}
    assert values("OrderTaskStatus") == finished | {"DRAFT", "SUBMITTED", "IN_PROGRESS", "EXPIRED"}


@pytest.mark.parametrize("tasks", [0, 1, 3])
def test_an_order_item_has_any_number_of_tasks(tasks: int) -> None:
    item = {"id": "i", "tasks": [{"id": f"t{number}", "type": "TASKING"} for number in range(tasks)]}
    assert answer("getOrderItem", 200, item) == []


def test_order_items_are_found_by_ranges_and_lists_in_one_string() -> None:
    names = ["created_at", "area", "ids", "order_ids", "project_ids"]
    query = CONTRACT.operations["listOrderItems"].named("query")
    assert {query[name].schema["type"] for name in names} == {"string"}
    assert asks("GET", "/v0/order-items?ids=a,b&order_ids=c,d&project_ids=e,f&type=ARCHIVE&status=DRAFT") == []


# ── Catalog, deliveries, archive, reports ──────────────────────────────────────────────────────────────────────────


def test_the_query_of_the_catalog_that_the_guide_prints_is_accepted() -> None:
    assert asks("POST", "/v0/catalogs/search", {"query": {"project_id": "p", "usecase": "agriculture"}}) == []


def test_the_query_of_the_archive_has_operators() -> None:
    assert asks("POST", "/v0/archives/search", {"query": {"eo:cloud_cover": {"gt": 0, "lt": 10}}}) == []
    assert asks("POST", "/v0/archives/search", {"query": {"eo:cloud_cover": 10}})


@pytest.mark.parametrize("search", ["catalogs", "archives"])
def test_a_search_may_ask_for_everything(search: str) -> None:
    assert asks("POST", f"/v0/{search}/search", {}) == []


def test_the_archive_is_searched_by_collection_and_box_or_geometry() -> None:
    common = {"collections": ["pixxel-td-l2a"], "sortby": [{"field": "datetime", "direction": "desc"}]}
    assert asks("POST", "/v0/archives/search", {**common, "bbox": [77.5, 12.9, 77.6, 13.0]}) == []
    assert asks("POST", "/v0/archives/search", {**common, "intersects": POLYGON}) == []


@given(box=st.lists(st.floats(-180, 180), max_size=8))
def test_a_box_has_four_numbers(box: list[float]) -> None:
    assert bool(problems("BoundingBox", box)) is (len(box) != 4)


@pytest.mark.parametrize("task", [None, "t"])
def test_a_delivery_by_hand_has_no_task(task: str | None) -> None:
    assert (
        answer("listDeliveries", 200, {"deliveries": [{"delivery_id": "d", "status": "SUCCESS", "task_id": task}]})
        == []
    )


def test_a_delivery_says_where_to() -> None:
    delivery = {"catalog_ids": ["c"], "cloud_info": {"config": "s", "path": "path/subdirectory1/"}}
    assert asks("POST", "/v0/catalogs/deliveries", {"deliveries": [delivery]}) == []
    assert asks("POST", "/v0/catalogs/deliveries", {"deliveries": [without(delivery, "cloud_info")]})
    renamed = {"catalog_ids": ["c"], "cloud_delivery": delivery["cloud_info"]}
    assert asks("POST", "/v0/catalogs/deliveries", {"deliveries": [renamed]})


@pytest.mark.parametrize("url", [None, "", "https://storage.account/download"])
def test_a_package_that_is_not_ready_has_no_url(url: str | None) -> None:
    assert answer("createCatalogDownload", 201, {"id": "d", "status": "created", "signed_url": url}) == []
    assert answer("createDownload", 201, {"download_id": "d", "status": "created", "signed_url": url}) == []
    assert answer("downloadTask", 200, {"id": "d", "status": "pending", "signed_url": url}) == []
    assert answer("getCatalogDownload", 200, {"id": "d", "status": "in_progress"}) == []


def test_the_report_may_name_a_time_zone() -> None:
    assert asks("GET", "/v0/reports") == []
    assert asks("GET", "/v0/reports?tz=Asia/Kolkata") == []


# ── Stores ─────────────────────────────────────────────────────────────────────────────────────────────────────────

SECRETS: dict[str, list[str]] = {
    "S3": ["access_key_id", "secret_access_key"],
    "AZBLOB": ["account_name", "tenant_id", "client_id", "client_secret"],
    "GCS": ["project_id", "service_account_credentials"],
}


def store(kind: str) -> dict[str, Any]:
    secrets = dict.fromkeys(SECRETS[kind], "s")
    return {"name": "n", "type": kind, "configs": {"bucket": "b", "region": "us-east-2"}, "secrets": secrets}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_store_has_the_secrets_of_its_type(kind: str) -> None:
    body = store(kind)
    assert asks("POST", "/v0/stores", body) == []
    for name in SECRETS[kind]:
        assert asks("POST", "/v0/stores", {**body, "secrets": without(body["secrets"], name)}), name


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("other", SECRETS)
def test_the_secrets_of_another_type_will_not_do(kind: str, other: str) -> None:
    refused = asks("POST", "/v0/stores", {**store(kind), "secrets": store(other)["secrets"]})
    assert bool(refused) is (kind != other)


# A table of a guide calls them a list.
def test_secrets_are_no_list() -> None:
    assert asks("POST", "/v0/stores", {**store("S3"), "secrets": SECRETS["S3"]})


@pytest.mark.parametrize("name", ["bucket", "region"])
def test_a_store_has_a_bucket_in_a_region(name: str) -> None:
    body = store("S3")
    assert asks("POST", "/v0/stores", {**body, "configs": without(body["configs"], name)})


@pytest.mark.parametrize("name", ["name", "type", "configs", "secrets"])
def test_a_new_store_needs(name: str) -> None:
    assert asks("POST", "/v0/stores", without(store("GCS"), name))


def test_there_are_three_types_of_store() -> None:
    assert values("StoreType") == set(SECRETS)
    assert asks("POST", "/v0/stores", {**store("S3"), "type": "s3"})


def test_secrets_are_sent_and_never_answered() -> None:
    assert "secrets" not in CONTRACT.at(f"{SCHEMAS}/Store/properties")
    assert property_of("StoreCreate", "secrets")["writeOnly"] is True
