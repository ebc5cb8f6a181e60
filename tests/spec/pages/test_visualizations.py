"""Visualizations and their legends, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.pages.support import CONTRACT, answer_problems, page, request_problems, schema_problems, without

VISUALIZATIONS = "/v0/aois/a/visualizations"


def legend(lower: Any, upper: Any) -> dict[str, Any]:
    return {"2024_05_06": [{"label": "Low", "color": "#2b83ba", "min": lower, "max": upper}]}


def visualization(**fields: Any) -> dict[str, Any]:
    """A visualization with the nine fields of a list."""
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


def update(mode: str, **fields: Any) -> dict[str, Any]:
    return {"visualization_mode": mode, "legend": legend(0, 51), **fields}


WHOLE = visualization(
    assets=[{"id": "x"}], expression="B01", expression_type="index", index_name="NDVI", rescale=[0, 1], type="custom"
)


@pytest.mark.parametrize(
    "body",
    [
        {"index_id": "i"},
        {"index_id": "i", "src_asset_ids": ["a", "b"]},
        {"index_id": "i", "resolution": 10},
        {"index_id": "i", "resolution": 2.5},
    ],
)
def test_a_new_visualization_requires_only_its_index(body: dict[str, Any]) -> None:
    assert request_problems("POST", VISUALIZATIONS, body) == []
    assert request_problems("POST", VISUALIZATIONS, without(body, "index_id"))


def test_an_update_returns_legends_and_a_rollback_the_visualization() -> None:
    legends = {"legend": {"2024_05_06": {"dynamic": [{"label": "Low", "color": "#2b83ba", "min": 0, "max": 51}]}}}
    assert answer_problems("updateVisualizationMetadata", 200, legends) == []
    assert answer_problems("rollbackVisualizationMetadata", 200, legends)


def test_styles_are_keyed_by_mode_and_date() -> None:
    body = {"dates": ["2024_05_06", "2024_05_07"], "visualization_modes": ["dynamic", "theoretical"]}
    assert request_problems("POST", f"{VISUALIZATIONS}/v/sld", body) == []
    assert [name for name in body if not request_problems("POST", f"{VISUALIZATIONS}/v/sld", without(body, name))] == []
    assert answer_problems("generateVisualizationSld", 200, {"sld": {"dynamic": {"2024_05_06": "<xml/>"}}}) == []
    assert answer_problems("generateVisualizationSld", 200, {"sld": {"dynamic": "<xml/>"}})


def test_the_list_of_visualizations_has_a_singular_key() -> None:
    pagination = {"limit": 10, "offset": 0, "total": 0}
    assert answer_problems("listVisualizations", 200, {"visualization": [], "pagination": pagination}) == []
    assert answer_problems("listVisualizations", 200, {"visualizations": [], "pagination": pagination})


@pytest.mark.parametrize("bins", [1, 2, 15])
def test_a_dynamic_legend_has_up_to_fifteen_bins(bins: int) -> None:
    assert schema_problems("LegendUpdate", update("dynamic", dynamic_bins=bins)) == []


@pytest.mark.parametrize("mode", ["dynamic", "theoretical"])
@pytest.mark.parametrize("bins", [-1, 0, 16, 1.5, "5", None])
def test_another_number_of_bins_is_refused(mode: str, bins: Any) -> None:
    (problem,) = schema_problems("LegendUpdate", update(mode, dynamic_bins=bins))
    assert problem.startswith("/dynamic_bins:")


def test_a_dynamic_legend_requires_bins() -> None:
    assert schema_problems("LegendUpdate", update("dynamic")) == ['/: "dynamic_bins" is a required property']


@pytest.mark.parametrize("fields", [{}, {"dynamic_bins": 5}])
def test_a_theoretical_legend_may_have_bins(fields: dict[str, Any]) -> None:
    assert schema_problems("LegendUpdate", update("theoretical", **fields)) == []


@pytest.mark.parametrize(("lower", "upper"), [(None, None), (0, None), (None, 51), (0, 51)])
def test_the_bounds_of_a_dynamic_legend_may_be_null(lower: float | None, upper: float | None) -> None:
    assert schema_problems("LegendUpdate", update("dynamic", dynamic_bins=5, legend=legend(lower, upper))) == []


@pytest.mark.parametrize(
    ("lower", "upper", "places"), [(None, None, ["min", "max"]), (0, None, ["max"]), (None, 51, ["min"])]
)
def test_the_bounds_of_a_theoretical_legend_may_not_be_null(
    lower: float | None, upper: float | None, places: list[str]
) -> None:
    refused = schema_problems("LegendUpdate", update("theoretical", legend=legend(lower, upper)))
    pointers = {problem.partition(":")[0] for problem in refused}
    assert pointers == {f"/legend/2024_05_06/0/{place}" for place in places}


@pytest.mark.parametrize("date", ["2024-05-06", "2024_5_6", "20240506", "", "latest"])
def test_legends_are_keyed_by_dates_with_underscores(date: str) -> None:
    assert schema_problems("LegendUpdate", update("theoretical", legend={date: []}))


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", ["dynamic", "theoretical"])
@pytest.mark.parametrize("bins", [-1, 0, 1, 2, 14, 15, 16, 99])
def test_a_legend_has_one_to_fifteen_bins_in_either_mode(mode: str, bins: int) -> None:
    body = {"visualization_mode": mode, "dynamic_bins": bins, "legend": legend(0, 51)}
    assert (schema_problems("LegendUpdate", body) == []) is (1 <= bins <= 15)


def test_a_theoretical_legend_has_bounds_and_may_have_bins() -> None:
    body = {"visualization_mode": "theoretical", "dynamic_bins": 5, "legend": legend(0, 51)}
    assert schema_problems("LegendUpdate", body) == []
    assert schema_problems("LegendUpdate", {**body, "legend": legend(None, 51)})


def test_a_picture_is_a_png() -> None:
    png = {"content-type": "image/png"}
    assert CONTRACT.answer_problems("generateVisualizationPng", 200, png, b"\x89PNG") == []
    assert answer_problems("generateVisualizationPng", 200, {})


@pytest.mark.parametrize("item", [visualization(), WHOLE], ids=["short", "whole"])
def test_a_listed_visualization_may_be_short_or_whole(item: dict[str, Any]) -> None:
    assert answer_problems("listVisualizations", 200, page("visualization", item)) == []


def test_a_visualization_may_be_of_a_preset() -> None:
    assert answer_problems("createVisualization", 201, {**WHOLE, "type": "preset"}) == []
    assert CONTRACT.request_problems("GET", "/v0/aois/a/visualizations?type=preset", {}, b"") == []
