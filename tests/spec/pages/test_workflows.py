"""Blocks, insights, workflows, jobs and their packages, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import (
    CONTRACT,
    DOCUMENT,
    SCHEMAS,
    answer_problems,
    property_of,
    request_problems,
    schema_problems,
    without,
)

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
INPUT: dict[str, Any] = {
    "name": "threshold",
    "type": "number",
    "format": "number",
    "description": "how sharp to look",
    "value": "0.8",
}
BLOCK: dict[str, Any] = {"id": "b", "spec": {"name": "crop-stress", "version": "1.0.0"}}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def test_the_printed_inputs_are_accepted() -> None:
    assert schema_problems("DataType", BLOCK_INPUT) == []
    assert request_problems("POST", "/v0/aoi/a/insights", INSIGHT) == []


@given(number=st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_the_value_of_an_input_is_text_even_if_it_is_a_number(number: float) -> None:
    assert schema_problems("InsightCreate", {**INSIGHT, "input": [{**VALUE, "value": str(number)}]}) == []
    assert schema_problems("InsightCreate", {**INSIGHT, "input": [{**VALUE, "value": number}]})


@pytest.mark.parametrize("source", [{}, {"id": "a"}, {"type": "raw_mosaic"}, "a"])
def test_the_source_of_imagery_is_an_asset_with_a_type(source: Any) -> None:
    assert schema_problems("DataType", {**BLOCK_INPUT, "asset_source": source})


@pytest.mark.parametrize("name", ["block", "input"])
def test_an_insight_requires_a_block_and_its_input(name: str) -> None:
    assert request_problems("POST", "/v0/aoi/a/insights", without(INSIGHT, name))


def test_an_insight_is_estimated_or_run() -> None:
    assert request_problems("POST", "/v0/aoi/a/insights", {**INSIGHT, "estimate": True, "project_id": "p"}) == []
    assert answer_problems("createInsight", 200, {"estimate": 12}) == []
    assert answer_problems("createInsight", 201, {"id": "i", "message": "created"}) == []
    assert answer_problems("createInsight", 200, {"id": "i", "message": "created"})
    assert answer_problems("createInsight", 201, {"estimate": 12})
    # Without it, the insight is run, which costs tokens.
    assert property_of("InsightCreate", "estimate")["default"] is False


def test_only_the_deletion_of_an_insight_requires_a_project() -> None:
    assert request_problems("DELETE", "/v0/aoi/a/insights/i?project_id=p") == []
    assert request_problems("DELETE", "/v0/aoi/a/insights/i")


def test_the_time_filter_of_insights_is_rfc_3339() -> None:
    assert request_problems("GET", "/v0/aoi/a/insights?created_on=2024-05-27T06:50:20Z&status=running") == []
    assert request_problems("GET", "/v0/aoi/a/insights?created_on=27-05-2024")


@pytest.mark.parametrize("name", ["created_on", "updated_at"])
@pytest.mark.parametrize("moment", ["2024-05-27T06:50:20.056549Z", "2024-05-27T06:50:20Z", "2024-05-27"])
def test_the_time_filter_of_workflows_is_iso_8601(name: str, moment: str) -> None:
    assert request_problems("GET", f"/v0/workflows?{name}={moment}") == []


@pytest.mark.parametrize("body", [None, {}, {"inputs": ["a"]}, {"outputs": ["b"]}])
def test_the_download_of_an_insight_is_a_put_with_an_optional_body(body: Any) -> None:
    operation = CONTRACT.operations["downloadInsight"]
    assert (operation.method, operation.raw["requestBody"].get("required", False)) == ("PUT", False)
    assert body is None or request_problems("PUT", "/v0/aoi/a/insights/i/download", body) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v0/workflows/w/jobs?project_id=p"),
        ("PUT", "/v0/workflows/w/jobs/j/download"),
        ("PUT", "/v0/workflows/w/jobs/j/tasks/t/download"),
    ],
)
def test_jobs_and_their_downloads_have_no_body(method: str, path: str) -> None:
    assert request_problems(method, path) == []
    assert request_problems(method, path, {})


@pytest.mark.parametrize("request_line", ["GET /v0/workflows/w", "POST /v0/workflows/w/jobs"])
def test_a_workflow_is_read_and_run_with_a_project(request_line: str) -> None:
    method, path = request_line.split()
    assert request_problems(method, f"{path}?project_id=p") == []
    assert request_problems(method, path)


def test_the_list_of_workflows_may_be_empty() -> None:
    pagination = {"limit": 50, "offset": 0, "total": 0}
    assert answer_problems("listWorkflows", 200, {"workflows": [], "pagination": pagination}) == []


def test_progress_is_text_in_a_job_and_a_number_in_a_task() -> None:
    task: dict[str, Any] = {"id": "t", "status": "completed"}
    job: dict[str, Any] = {
        "id": "j",
        "status": "completed",
        "time_taken": "9m 58s",
        "tasks": [{**task, "progress": 99.5}],
    }
    assert answer_problems("getJob", 200, {**job, "progress": "100%"}) == []
    assert answer_problems("getJob", 200, {**job, "progress": 100})
    assert answer_problems("getJob", 200, {**job, "tasks": [{**task, "progress": "100%"}]})


@pytest.mark.parametrize("cost", [40, 40.5])
def test_the_price_of_a_job_may_have_fractions(cost: float) -> None:
    assert answer_problems("listJobs", 200, {"jobs": [{"id": "j", "status": "failed", "cost": cost}]}) == []


def test_the_estimate_of_a_workflow_is_an_integer() -> None:
    assert answer_problems("estimateWorkflow", 200, {"estimated_cost": 40}) == []
    assert answer_problems("estimateWorkflow", 200, {"estimated_cost": 40.5})


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["inputs", "outputs"])
def test_the_inputs_and_outputs_of_a_block_are_objects(name: str) -> None:
    spec = {**BLOCK["spec"], name: [without(INPUT, "value")]}
    assert answer_problems("listBlocks", 200, {"blocks": [{**BLOCK, "spec": spec}]}) == []
    assert schema_problems("BlockSpec", {**BLOCK["spec"], name: [123, 34]})


def test_the_input_of_an_insight_is_a_list_of_objects() -> None:
    body = {"block": {"version": "1.0.0"}, "input": [INPUT]}
    assert schema_problems("InsightCreate", body) == []
    assert schema_problems("InsightCreate", {**body, "input": [123, 34]})
    insight = {"id": "i", "status": "completed", "input": [INPUT]}
    assert answer_problems("listInsights", 200, {"insights": [insight]}) == []


# The pages only say that these are JSON.
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
def test_a_field_without_a_documented_type_may_be_any_json(schema: str, name: str, value: Any) -> None:
    required = {"id": "x", "name": "x", "status": "running"}
    assert schema_problems(schema, {**required, name: value}) == []


# The name `id` is an inference from the description of the field: both names are accepted, neither is required.
def test_the_id_of_a_block_is_optional_under_either_name() -> None:
    body = {"block": {"version": "1.0.0"}, "input": []}
    assert schema_problems("InsightCreate", body) == []
    for name in ("id", "string"):
        assert schema_problems("InsightCreate", {**body, "block": {"version": "1.0.0", name: "b"}}) == []
    assert schema_problems("InsightCreate", {**body, "block": {"id": "b"}})


@pytest.mark.parametrize("block", [BLOCK, {"blocks": [BLOCK]}], ids=["bare", "listed"])
def test_a_version_of_a_block_may_be_bare_or_in_a_list(block: dict[str, Any]) -> None:
    assert answer_problems("getBlockVersion", 200, block) == []


def test_a_block_may_have_unknown_fields() -> None:
    assert answer_problems("getBlockVersion", 200, {**BLOCK, "unit": "km2"}) == []


# The guide has these fields with their types; the published description lacks them.
def test_a_block_may_have_a_price_and_more_facts() -> None:
    assert answer_problems("getBlockVersion", 200, {**BLOCK, "price": 12.5, "info": [{"unit": "km2"}]}) == []
    assert schema_problems("Block", {**BLOCK, "price": "12"})
    assert schema_problems("Block", {**BLOCK, "info": {"unit": "km2"}})


def test_the_state_of_a_block_is_its_current_state() -> None:
    assert "current state" in property_of("Block", "block_status")["description"]
    assert schema_problems("Block", {**BLOCK, "block_status": "deprecated"}) == []


def test_the_files_of_an_insight_are_chosen_by_the_ids_of_assets() -> None:
    for name in ("inputs", "outputs"):
        assert "ids" in property_of("InsightDownload", name)["description"]


def test_only_the_package_of_a_job_has_an_id_of_its_own() -> None:
    assert property_of("JobPackage", "id")["description"] == "The id of the download."
    assert property_of("TaskPackage", "id")["description"] == "The id of the task."
    assert property_of("InsightPackage", "id")["description"] == "The id of the insight."


@pytest.mark.parametrize("mode", ["insight", "workflow"])
def test_blocks_have_one_path_and_a_mode(mode: str) -> None:
    assert CONTRACT.request_problems("GET", f"/v0/blocks?mode={mode}", {}, b"") == []
    assert not {"/v0/blocks/insights", "/v0/blocks/workflows"} & set(DOCUMENT["paths"])


@pytest.mark.parametrize("query", ["", "?project_id=p"])
def test_the_project_filter_of_workflows_is_optional(query: str) -> None:
    assert CONTRACT.request_problems("GET", f"/v0/workflows{query}", {}, b"") == []


def test_only_the_package_of_a_job_writes_workflow_id_in_camel_case() -> None:
    assert "workflowId" in CONTRACT.at(f"{SCHEMAS}/JobPackage/properties")
    assert "workflow_id" in CONTRACT.at(f"{SCHEMAS}/TaskPackage/properties")
    required = {"id": "d", "status": "ready"}
    for name in ("workflowId", "workflow_id"):
        assert answer_problems("downloadJob", 200, {**required, name: "w"}) == []
        assert answer_problems("downloadTask", 200, {**required, name: "w"}) == []


# The pages only give examples of these statuses.
@pytest.mark.parametrize("status", ["running", "completed", "failed", "queued", "PAUSED"])
def test_runs_and_packages_may_have_undocumented_statuses(status: str) -> None:
    assert answer_problems("listInsights", 200, {"insights": [{"id": "i", "status": status}]}) == []
    assert answer_problems("listJobs", 200, {"jobs": [{"id": "j", "status": status}]}) == []
    assert answer_problems("downloadJob", 200, {"id": "d", "status": status}) == []
