"""Facts of the other pages that the contract holds on to: errors, and the rules of a new legend."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracle import Contract

CONTRACT = Contract.load()
ERROR = "/components/schemas/ErrorResponse"
UPDATE = "/components/schemas/LegendUpdate"


def update(mode: str, **fields: Any) -> dict[str, Any]:
    return {"visualization_mode": mode, "legend": legend(0, 51), **fields}


def legend(least: float | None, most: float | None) -> dict[str, Any]:
    return {"2024_05_06": [{"label": "Very Low", "color": "#2b83ba", "min": least, "max": most}]}


@pytest.mark.parametrize("details", [None, "text", 1, {"visualization_id": "42"}, ["a"]])
def test_an_error_holds_code_message_and_details_of_any_shape(details: Any) -> None:
    assert CONTRACT.problems(ERROR, {"error": {"code": "c", "message": "m", "details": details}}) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"error": None},
        {"error": "text"},
        {"error": {"message": "m"}},
        {"error": {"code": "c"}},
        {"error": {"code": 404, "message": "m"}},
        {"code": "c", "message": "m"},
    ],
)
def test_nothing_else_is_an_error(body: Any) -> None:
    assert CONTRACT.problems(ERROR, body)


@pytest.mark.parametrize("bins", [1, 2, 15])
def test_a_dynamic_legend_has_up_to_fifteen_bins(bins: int) -> None:
    assert CONTRACT.problems(UPDATE, update("dynamic", dynamic_bins=bins)) == []


@pytest.mark.parametrize("mode", ["dynamic", "theoretical"])
@pytest.mark.parametrize("bins", [-1, 0, 16, 1.5, "5", None])
def test_no_other_number_of_bins(mode: str, bins: Any) -> None:
    (problem,) = CONTRACT.problems(UPDATE, update(mode, dynamic_bins=bins))
    assert problem.startswith("/dynamic_bins:")


def test_a_dynamic_legend_needs_bins() -> None:
    assert CONTRACT.problems(UPDATE, update("dynamic")) == ['/: "dynamic_bins" is a required property']


@pytest.mark.parametrize("fields", [{}, {"dynamic_bins": 5}])
def test_a_theoretical_legend_tolerates_bins(fields: dict[str, Any]) -> None:
    assert CONTRACT.problems(UPDATE, update("theoretical", **fields)) == []


@pytest.mark.parametrize(("least", "most"), [(None, None), (0, None), (None, 51)])
def test_a_dynamic_legend_may_leave_bounds_to_the_server(least: float | None, most: float | None) -> None:
    assert CONTRACT.problems(UPDATE, update("dynamic", dynamic_bins=5, legend=legend(least, most))) == []


@pytest.mark.parametrize(
    ("least", "most", "places"), [(None, None, ["min", "max"]), (0, None, ["max"]), (None, 51, ["min"])]
)
def test_a_theoretical_legend_may_not(least: float | None, most: float | None, places: list[str]) -> None:
    problems = CONTRACT.problems(UPDATE, update("theoretical", legend=legend(least, most)))
    found = {problem.partition(":")[0] for problem in problems}
    assert found == {f"/legend/2024_05_06/0/{place}" for place in places}


@pytest.mark.parametrize("date", ["2024-05-06", "2024_5_6", "20240506", "", "latest"])
def test_legends_are_keyed_by_date_with_underscores(date: str) -> None:
    assert CONTRACT.problems(UPDATE, update("theoretical", legend={date: []}))


@pytest.mark.parametrize("moment", ["2022-11-14 12:55:49.125928+00:00", "2022-11-14T12:55:49.125928+00:00"])
def test_a_timestamp_may_have_either_of_the_printed_styles(moment: str) -> None:
    assert CONTRACT.problems("/components/schemas/Timestamp", moment) == []
