"""Times, days and intervals in all styles that the pages print."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import schema_problems

STYLES = ["2022-11-14 12:55:49.125928+00:00", "2022-11-14T12:55:49.125928+00:00", "2024-05-27T06:50:20.056549Z"]
WITHOUT_FRACTION = ["2025-01-01T12:00:00Z", "2020-01-01T00:00:00+00:00"]
DAYS = st.dates()


@pytest.mark.parametrize("moment", STYLES + WITHOUT_FRACTION)
@pytest.mark.parametrize(
    ("schema", "required"),
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
def test_every_time_may_have_any_printed_style(schema: str, required: dict[str, Any], moment: str) -> None:
    assert schema_problems(schema, {**required, "created_at": moment, "updated_at": moment}) == []


@given(
    moment=st.datetimes(timezones=st.just(None)),
    separator=st.sampled_from(" T"),
    zone=st.sampled_from(["Z", "+00:00", "-05:30"]),
)
def test_a_time_has_a_date_a_time_of_day_and_an_offset(moment: Any, separator: str, zone: str) -> None:
    text = moment.isoformat(separator)
    assert schema_problems("Timestamp", text + zone) == []
    assert schema_problems("Timestamp", text)
    assert schema_problems("Timestamp", text.partition(separator)[0])


@pytest.mark.parametrize("moment", ["", None, *STYLES])
def test_the_time_of_an_event_to_come_may_be_empty(moment: str | None) -> None:
    assert schema_problems("Order", {"id": "o", "status": "UNPAID", "paid_at": moment}) == []
    assert schema_problems("Insight", {"id": "i", "status": "running", "deleted_at": moment}) == []
    assert schema_problems("Job", {"id": "j", "status": "running", "finished_at": moment}) == []


def test_the_time_of_an_event_to_come_is_no_other_text() -> None:
    assert schema_problems("Order", {"id": "o", "status": "UNPAID", "paid_at": "not yet"})


@given(day=DAYS)
def test_the_day_of_an_asset_is_yyyy_mm_dd(day: Any) -> None:
    assert schema_problems("Asset", {"id": "a", "date": day.strftime("%d-%m-%Y")})
    assert schema_problems("Asset", {"id": "a", "date": day.isoformat()}) == []


@given(day=DAYS)
def test_the_day_of_an_order_task_is_dd_mm_yyyy(day: Any) -> None:
    text = f"{day.day:02}-{day.month:02}-{day.year:04}"
    assert schema_problems("OrderTask", {"id": "t", "start_date": text, "end_date": text}) == []
    assert schema_problems("OrderTask", {"id": "t", "start_date": day.isoformat()})


@given(day=DAYS)
def test_the_day_of_a_legend_has_underscores(day: Any) -> None:
    body = {"index_id": "i", "date": day.isoformat().replace("-", "_"), "visualization_mode": "dynamic"}
    assert schema_problems("PngRequest", body) == []
    assert schema_problems("PngRequest", {**body, "date": day.isoformat()})


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
def test_a_search_takes_a_time_or_an_interval(schema: str, interval: str, allowed: bool) -> None:
    assert (schema_problems(schema, {"datetime": interval}) == []) is allowed


@pytest.mark.parametrize("moment", ["2022-11-14 12:55:49.125928+00:00", "2022-11-14T12:55:49.125928+00:00"])
def test_a_timestamp_may_have_either_printed_style(moment: str) -> None:
    assert schema_problems("Timestamp", moment) == []


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_the_printed_days_of_an_order_task_are_accepted() -> None:
    assert schema_problems("OrderTask", {"id": "t", "start_date": "15-05-2024", "end_date": "25-05-2024"}) == []
    assert schema_problems("OrderTask", {"id": "t", "start_date": "2024-05-15"})
