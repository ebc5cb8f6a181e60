"""Orders: rules, prices, payment."""

from copy import deepcopy
from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders as samples
from pixxel_sandbox.sample.workspaces import PROJECT_TWO
from tests.sandbox.order_support import ARCHIVE, ITEM_ID, OTHER_ITEM_ID, RECURRING, TASKING, collection, order, square
from tests.sandbox.support import InProcess


def read(sandbox: InProcess, order_id: str) -> dict[str, Any]:
    found: dict[str, Any] = sandbox.json("GET", f"/v0/orders/{order_id}")
    return found


def refusal(sandbox: InProcess, item: dict[str, Any], status: int = 400) -> str:
    """The error of a refused order; the request must not change any document."""
    before = sandbox.state()
    answer = sandbox("POST", "/v0/orders", json={"order_items": [ARCHIVE, item]})
    assert answer.status_code == status, answer.text
    assert sandbox.state() == before
    return str(answer.json()["error"])


# ── Placement ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_order_can_be_read(sandbox: InProcess) -> None:
    new_order = order(sandbox, ARCHIVE, TASKING)
    assert read(sandbox, new_order["id"]) == new_order
    assert [item["type"] for item in new_order["order_items"]] == ["ARCHIVE", "TASKING"]
    assert {item["order_id"] for item in new_order["order_items"]} == {new_order["id"]}
    assert sandbox.json("GET", "/v0/orders")["orders"][0] == new_order


@pytest.mark.parametrize("item", [ARCHIVE, TASKING, RECURRING])
def test_a_dry_run_has_the_same_answer_and_stores_nothing(sandbox: InProcess, item: dict[str, Any]) -> None:
    def shape(value: Any) -> Any:
        """The answer without new ids."""
        new_ids = {"id", "order_id"}
        if isinstance(value, dict):
            return {name: name if name in new_ids else shape(inner) for name, inner in value.items()}
        return [shape(inner) for inner in value] if isinstance(value, list) else value

    before = sandbox.state()
    dry = order(sandbox, item, dry_run=True)
    assert sandbox.state() == before
    assert sandbox("GET", f"/v0/orders/{dry['id']}").status_code == 404
    assert shape(order(sandbox, item)) == shape(dry)


def test_missing_fields_have_the_defaults_of_the_contract(sandbox: InProcess) -> None:
    [item] = order(sandbox, TASKING)["order_items"]
    assert (item["cloud_cover"], item["off_nadir"], item["delivery_speed"]) == (20, 20, "STANDARD")
    [item] = order(sandbox, {**TASKING, "cloud_cover": 5, "off_nadir": 0})["order_items"]
    assert (item["cloud_cover"], item["off_nadir"]) == (5, 0)


def test_an_integer_can_be_written_as_a_float(sandbox: InProcess) -> None:
    [item] = order(sandbox, {**RECURRING, "no_of_occurrences": 3.0, "cloud_cover": 5.0})["order_items"]
    assert (len(item["occurrences"]), item["cloud_cover"]) == (3, 5)


def test_an_item_has_the_fields_of_the_request(sandbox: InProcess) -> None:
    [item] = order(sandbox, TASKING)["order_items"]
    for name in ("project_id", "name", "usecase", "recurrence", "start_date", "end_date"):
        assert item[name] == TASKING[name]
    assert item["bandset"]["bandset_id"] == samples.BANDSET_ID
    assert item["number_of_bands"] == len(item["bandset"]["bands"])
    [item] = order(sandbox, {**ARCHIVE, "item_ids": [ITEM_ID, OTHER_ITEM_ID, ITEM_ID]})["order_items"]
    assert item["images"] == [{"item_id": ITEM_ID}, {"item_id": OTHER_ITEM_ID}]


# ── Prices ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "area", "amount"),
    [
        ({}, 5, 1000),
        ({"item_ids": [ITEM_ID, OTHER_ITEM_ID]}, 5, 2000),
        ({"geometry": collection(square(77.5, 12.9, 0.2))}, 482, 4820),
        ({"geometry": collection(square(77.5, 12.9, 0.2), square(77.8, 12.9, 0.2))}, 964, 9640),
        ({"geometry": collection(square(77.5, 12.9, 0.0001))}, 1, 1000),
        ({"geometry": collection(square(77.5, 12.9, 0))}, 1, 1000),
    ],
)
def test_an_archive_item_costs_ten_tokens_per_square_kilometre(
    sandbox: InProcess, changes: dict[str, Any], area: int, amount: int
) -> None:
    new_order = order(sandbox, {**ARCHIVE, **changes})
    [item] = new_order["order_items"]
    assert (item["area"], item["base_amount"], item["final_amount"], item["uplifts"]) == (area, amount, amount, [])
    assert new_order["total_amount"] == amount


def test_the_price_of_tasking_depends_on_captures_and_occurrences(sandbox: InProcess) -> None:
    bandsets = sandbox.json("GET", "/v0/bandsets")["bandsets"]
    assert {each["captures"] for each in bandsets} >= {1, 2, 3}
    for each in bandsets:
        item = {"bandset": {"bandset_id": each["id"]}}
        assert order(sandbox, {**TASKING, **item}, dry_run=True)["total_amount"] == 1000 * each["captures"]
        assert order(sandbox, {**RECURRING, **item}, dry_run=True)["total_amount"] == 3000 * each["captures"]


def test_holes_cost_nothing(sandbox: InProcess) -> None:
    [outer], [hole] = square(77.5, 12.9, 0.2)["coordinates"], square(77.55, 12.95, 0.1)["coordinates"]
    pierced = collection({"type": "Polygon", "coordinates": [outer, hole]})
    assert order(sandbox, {**ARCHIVE, "geometry": pierced})["order_items"][0]["area"] == 361


# ── Payment ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_order_is_paid_in_two_steps(sandbox: InProcess) -> None:
    new_order = order(sandbox, ARCHIVE)
    observed = []
    for _ in range(4):
        found = read(sandbox, new_order["id"])
        observed.append((found["status"], found["paid_at"], found.get("transaction_id") is not None))
        assert ("tokens_used" in found["order_items"][0]) == (found["status"] == "PAID")
        sandbox.clock.advance()
    paid = ("PAID", "2026-01-01T00:00:02.000000+00:00", True)
    assert observed == [("UNPAID", "", False), ("PAYMENT_IN_PROGRESS", "", False), paid, paid]


def test_an_unpaid_order_has_no_catalogs(sandbox: InProcess) -> None:
    new_order = order(sandbox, ARCHIVE)
    sandbox.app.state.fail(new_order["id"])
    sandbox.clock.advance(100)
    found = read(sandbox, new_order["id"])
    assert (found["status"], found["order_items"][0]["status"]) == ("UNPAID", "DRAFT")
    assert found["order_items"][0]["payment_status"] == "UNPAID"
    body = {"order_ids": [new_order["id"]]}
    assert sandbox.json("POST", "/v0/catalogs/search", json=body)["catalogs"] == []


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────

FAR_APART = collection(square(77.5, 12.9), square(79.5, 12.9))


@pytest.mark.parametrize(
    ("item", "changes", "pointer"),
    [
        (TASKING, {"start_date": "2026-01-01T23:59:59Z"}, "start_date"),
        (TASKING, {"start_date": "2026-01-02T05:29:59+05:30"}, "start_date"),
        (TASKING, {"start_date": "2020-01-01T00:00:00Z"}, "start_date"),
        (TASKING, {"start_date": "2026-13-01T00:00:00Z"}, "start_date"),
        (TASKING, {"start_date": "9999-12-31T23:59:59-12:00"}, "start_date"),
        (TASKING, {"end_date": "2026-01-10T00:00:00Z"}, "end_date"),
        (TASKING, {"end_date": "2026-01-10T23:59:59Z"}, "end_date"),
        (TASKING, {"end_date": "2026-01-09T00:00:00Z"}, "end_date"),
        (TASKING, {"end_date": "2026-02-30T00:00:00Z"}, "end_date"),
        (RECURRING, {"no_of_occurrences": 25}, "no_of_occurrences"),
        (RECURRING, {"no_of_occurrences": 10**30}, "no_of_occurrences"),
        (RECURRING, {"recurrence": "QUARTERLY", "no_of_occurrences": 9}, "no_of_occurrences"),
        (RECURRING, {"start_date": "9999-12-01T00:00:00Z"}, "start_date"),
        (TASKING, {"recurrence": "MONTHLY", "end_date": "2028-01-11T00:00:00Z"}, "end_date"),
        (TASKING, {"geometry": FAR_APART}, "geometry"),
        (ARCHIVE, {"geometry": FAR_APART}, "geometry"),
        (ARCHIVE, {"geometry": collection(square(77.5, 89.99))}, "geometry/features/0/geometry"),
        (ARCHIVE, {"geometry": collection(square(1e300, 12.9))}, "geometry/features/0/geometry"),
        (
            ARCHIVE,
            {"geometry": collection({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]})},
            "geometry/features/0/geometry/coordinates/0",
        ),
    ],
)
def test_a_broken_rule_is_400_with_a_pointer(
    sandbox: InProcess, item: dict[str, Any], changes: dict[str, Any], pointer: str
) -> None:
    assert f"/order_items/1/{pointer}:" in refusal(sandbox, {**item, **changes})


@pytest.mark.parametrize(
    ("item", "changes"),
    [
        (TASKING, {"start_date": "2026-01-02T00:00:00Z"}),
        (TASKING, {"start_date": "2026-01-02T05:30:00+05:30"}),
        (TASKING, {"end_date": "2026-01-11T00:00:00Z"}),
        (RECURRING, {"no_of_occurrences": 24}),
        (RECURRING, {"recurrence": "BIMONTHLY", "no_of_occurrences": 12}),
        (TASKING, {"recurrence": "MONTHLY", "end_date": "2028-01-10T00:00:00Z"}),
        (ARCHIVE, {"geometry": collection(square(77.5, 12.9), square(79.3, 12.9))}),
        # Across the date line, 44 km apart.
        (ARCHIVE, {"geometry": collection(square(179.78, 0), square(-179.8, 0))}),
    ],
)
def test_values_at_the_limits_of_the_rules_are_accepted(
    sandbox: InProcess, item: dict[str, Any], changes: dict[str, Any]
) -> None:
    order(sandbox, {**item, **changes})


def test_parts_of_a_multipolygon_that_are_too_far_apart_are_400(sandbox: InProcess) -> None:
    parts = [square(77.5, 12.9)["coordinates"], square(79.5, 12.9)["coordinates"]]
    far = collection({"type": "MultiPolygon", "coordinates": parts})
    assert "200 km" in refusal(sandbox, {**ARCHIVE, "geometry": far})


def test_the_distance_is_measured_between_boundaries(sandbox: InProcess) -> None:
    # The corners are at least 300 km apart, but the small square is 10 km from the middle of a long side.
    west, south, east, north = 70.0, 10.0, 70.1, 16.0
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    tall = {"type": "Polygon", "coordinates": [ring]}
    order(sandbox, {**ARCHIVE, "geometry": collection(tall, square(70.2, 13.0))})


@pytest.mark.parametrize(
    ("item", "changes"),
    [
        (ARCHIVE, {"project_id": "42"}),
        (ARCHIVE, {"project_id": PROJECT_TWO}),
        (ARCHIVE, {"item_ids": [ITEM_ID, "42"]}),
        (ARCHIVE, {"cloud_delivery": {"config": "42"}}),
        (TASKING, {"bandset": {"bandset_id": "42"}}),
        # Ids are checked before rules.
        (TASKING, {"bandset": {"bandset_id": "42"}, "start_date": "2020-01-01T00:00:00Z"}),
    ],
)
def test_an_order_with_an_unknown_id_is_404(sandbox: InProcess, item: dict[str, Any], changes: dict[str, Any]) -> None:
    error = refusal(sandbox, {**item, **changes}, status=404)
    assert "42" in error or PROJECT_TWO in error


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_orders_are_listed_newest_first_in_pages(sandbox: InProcess) -> None:
    new_ids = [order(sandbox, ARCHIVE)["id"] for _ in range(3)][::-1]
    everything = sandbox.json("GET", "/v0/orders")
    ids = [each["id"] for each in everything["orders"]]
    assert ids[:4] == [*new_ids, samples.ORDER_ID]
    assert everything["pagination"]["total"] == len(ids) >= 6
    page = sandbox.json("GET", "/v0/orders", params={"limit": 2, "offset": 1})
    assert [each["id"] for each in page["orders"]] == ids[1:3]
    assert page["pagination"] == {"limit": 2, "offset": 1, "total": len(ids)}


def test_orders_are_filtered_by_user(sandbox: InProcess) -> None:
    everything = sandbox.json("GET", "/v0/orders")["orders"]
    user_id = everything[0]["user_id"]
    assert sandbox.json("GET", "/v0/orders", params={"user_id": user_id})["orders"] == everything
    assert sandbox.json("GET", "/v0/orders", params={"user_id": "nobody"})["orders"] == []


def test_orders_of_another_workspace_are_404(sandbox: InProcess) -> None:
    new_order = order(sandbox, ARCHIVE)
    for order_id in (new_order["id"], samples.ORDER_ID, "42"):
        answer = sandbox("GET", f"/v0/orders/{order_id}", key=SAMPLE_KEY_TWO)
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"id": order_id})
    theirs = sandbox.json("GET", "/v0/orders", key=SAMPLE_KEY_TWO)["orders"]
    assert len(theirs) >= 2
    assert not {each["id"] for each in theirs} & {each["id"] for each in sandbox.json("GET", "/v0/orders")["orders"]}


def test_reading_changes_nothing(sandbox: InProcess) -> None:
    new_order = order(sandbox, {**RECURRING, "cloud_delivery": {"config": samples.STORE_ID}})
    before = deepcopy(sandbox.state())
    for _ in range(6):
        read(sandbox, new_order["id"])
        sandbox.json("GET", "/v0/order-items")
        sandbox.json("GET", "/v0/catalogs/deliveries")
        sandbox("GET", "/v0/reports")
        sandbox.clock.advance()
    assert sandbox.state() == before
