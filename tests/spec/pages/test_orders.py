"""Orders, their items and tasks, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import (
    ARCHIVE,
    AREA,
    CONTRACT,
    POLYGON,
    TASKING,
    answer_problems,
    order_problems,
    property_of,
    request_problems,
    schema_problems,
    values,
    without,
)

RECURRING: dict[str, Any] = {**TASKING, "recurrence": "MONTHLY"}


def test_the_printed_orders_are_accepted() -> None:
    assert order_problems(TASKING) == []
    assert order_problems(TASKING, dry_run=True) == []
    assert order_problems(ARCHIVE) == []


@pytest.mark.parametrize("name", ["bandset", "recurrence", "start_date", "end_date", "geometry"])
def test_an_order_of_new_images_requires(name: str) -> None:
    assert order_problems(without(TASKING, name))


@pytest.mark.parametrize("name", ["item_ids", "geometry", "project_id", "usecase"])
def test_an_order_of_archived_images_requires(name: str) -> None:
    assert order_problems(without(ARCHIVE, name))


def test_an_order_of_archived_images_has_no_bandset() -> None:
    assert order_problems({**ARCHIVE, "bandset": TASKING["bandset"]})


# The pages print 0 together with ONCE.
def test_a_single_order_may_have_0_occurrences() -> None:
    assert order_problems({**TASKING, "no_of_occurrences": 0}) == []


@given(times=st.integers(min_value=1))
def test_a_recurring_order_has_an_end_or_a_number_of_occurrences(times: int) -> None:
    recurring = {**TASKING, "recurrence": "QUARTERLY"}
    counted = {**without(recurring, "end_date"), "no_of_occurrences": times}
    assert order_problems(recurring) == []
    assert order_problems(counted) == []
    assert order_problems({**recurring, **counted})
    assert order_problems(without(recurring, "end_date"))


def test_a_single_order_has_an_end() -> None:
    assert order_problems({**without(TASKING, "end_date"), "no_of_occurrences": 1})


def test_the_documented_defaults_of_a_tasking_item() -> None:
    defaults = {"cloud_cover": 20, "off_nadir": 20, "delivery_speed": "STANDARD"}
    assert {name: property_of("TaskingOrderItem", name).get("default") for name in defaults} == defaults
    assert order_problems(without(TASKING, *defaults)) == []


def test_dry_run_is_false_by_default() -> None:
    assert property_of("OrderCreate", "dry_run")["default"] is False


@pytest.mark.parametrize("start", ["22-10-2099", "2099-10-22", "2099_10_22"])
def test_the_days_of_an_order_are_times(start: str) -> None:
    assert order_problems({**TASKING, "start_date": start})


@given(length=st.integers(0, 120))
def test_the_name_of_an_order_item_has_up_to_100_characters(length: int) -> None:
    assert bool(order_problems({**TASKING, "name": "n" * length})) is (length > 100)


@pytest.mark.parametrize("geometry", [POLYGON, AREA["features"][0], {"type": "FeatureCollection", "features": []}])
def test_the_area_of_an_order_is_a_collection_with_a_polygon(geometry: dict[str, Any]) -> None:
    assert order_problems({**ARCHIVE, "geometry": geometry})


# A small area costs as much as a larger one, but is not refused.
def test_a_small_area_can_be_ordered() -> None:
    small = [[77.54, 12.94], [77.5401, 12.94], [77.5401, 12.9401], [77.54, 12.94]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [small]}}
    assert order_problems({**ARCHIVE, "geometry": {"type": "FeatureCollection", "features": [feature]}}) == []


def test_the_statuses_of_orders_items_and_tasks() -> None:
    assert values("OrderStatus") == {"PAID", "UNPAID", "PAYMENT_IN_PROGRESS", "REFUND"}
    terminal = {"FULFILLED", "PARTIALLY_FULFILLED", "FAILED", "CANCELLED"}
    assert values("OrderItemStatus") == terminal | {"DRAFT", "ACTIVE"}
    assert values("OrderTaskStatus") == terminal | {"DRAFT", "SUBMITTED", "IN_PROGRESS", "EXPIRED"}


@pytest.mark.parametrize("tasks", [0, 1, 3])
def test_an_order_item_may_have_any_number_of_tasks(tasks: int) -> None:
    item = {"id": "i", "tasks": [{"id": f"t{number}", "type": "TASKING"} for number in range(tasks)]}
    assert answer_problems("getOrderItem", 200, item) == []


def test_the_ranges_and_lists_of_filters_are_strings() -> None:
    names = ["created_at", "area", "ids", "order_ids", "project_ids"]
    query = CONTRACT.operations["listOrderItems"].named("query")
    assert {query[name].schema["type"] for name in names} == {"string"}
    filters = "ids=a,b&order_ids=c,d&project_ids=e,f&type=ARCHIVE&status=DRAFT"
    assert request_problems("GET", f"/v0/order-items?{filters}") == []


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_archived_images_are_not_ordered_without_item_ids() -> None:
    assert order_problems(ARCHIVE) == []
    assert order_problems(without(ARCHIVE, "item_ids"))
    assert order_problems({**ARCHIVE, "item_ids": []})


def test_an_order_item_is_not_both_archived_and_new() -> None:
    assert order_problems({**TASKING, "item_ids": ARCHIVE["item_ids"]})
    assert order_problems(ARCHIVE, TASKING) == []


@pytest.mark.parametrize("recurrence", ["MONTHLY", "BIMONTHLY", "QUARTERLY"])
def test_every_recurrence_has_an_end_or_a_number_of_occurrences(recurrence: str) -> None:
    until = {**RECURRING, "recurrence": recurrence}
    times = {**without(until, "end_date"), "no_of_occurrences": 6}
    assert order_problems(until) == []
    assert order_problems(times) == []
    assert order_problems({**until, **times})
    assert order_problems(without(until, "end_date"))


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("feasibility_status", "FAILED/WEAK_SUCCESS/SUCCESS"),
        ("payment_status", "PAID/PARTIAL-REFUND/REFUND/UNPAID/PARTIAL-MONTHLY"),
        ("status", "DRAFT/ACTIVE/FULFILLED/CANCELLED/FAILED/PARTIALLY_FULFILLED"),
        ("type", "TASKING/ARCHIVE/RECURRING"),
    ],
)
def test_a_field_of_an_order_item_has_one_of_the_listed_values(name: str, listed: str) -> None:
    assert [value for value in listed.split("/") if schema_problems("OrderItem", {"id": "i", name: value})] == []
    assert schema_problems("OrderItem", {"id": "i", name: listed})


@pytest.mark.parametrize("status", ["PENDING", "SUCCESSFUL", "FAILED", "NOT_APPLICABLE"])
def test_the_delivery_statuses_of_an_order_task(status: str) -> None:
    assert schema_problems("OrderTask", {"id": "t", "delivery_status": status}) == []


@pytest.mark.parametrize("paid", ["", None, "2024-05-01T00:00:05+00:00"])
def test_paid_at_of_an_unpaid_order_may_be_empty(paid: str | None) -> None:
    assert answer_problems("getOrder", 200, {"id": "o", "status": "UNPAID", "paid_at": paid}) == []


@pytest.mark.parametrize("field", [{"delivery_speed": "EXPEDITED"}, {"recurrence": "WEEKLY"}])
def test_values_of_older_pages_are_refused(field: dict[str, str]) -> None:
    assert order_problems({**TASKING, **field})
