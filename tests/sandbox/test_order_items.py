"""Order items: filters, and the progress of items and tasks."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders as samples
from tests.sandbox.order_support import ARCHIVE, RECURRING, TASKING, collection, order, square
from tests.sandbox.support import InProcess

DAY = 24 * 60 * 60


def listed(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.json("GET", "/v0/order-items", params=query)["order_items"]
    return found


def read(sandbox: InProcess, item_id: str) -> dict[str, Any]:
    item: dict[str, Any] = sandbox.json("GET", f"/v0/order-items/{item_id}")
    return item


def ordered(sandbox: InProcess, item: dict[str, Any]) -> str:
    item_id: str = order(sandbox, item)["order_items"][0]["id"]
    return item_id


# ── Progress ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wanted", [ARCHIVE, TASKING])
def test_an_item_and_its_task_are_fulfilled_in_four_steps(sandbox: InProcess, wanted: dict[str, Any]) -> None:
    item_id = ordered(sandbox, wanted)
    observed = []
    for _ in range(6):
        item = read(sandbox, item_id)
        [task] = item["tasks"]
        observed.append((item["status"], item["payment_status"], task["status"], task.get("tokens_used")))
        sandbox.clock.advance()
    assert observed == [
        ("DRAFT", "UNPAID", "DRAFT", None),
        ("DRAFT", "UNPAID", "DRAFT", None),
        ("ACTIVE", "PAID", "SUBMITTED", 1000),
        ("ACTIVE", "PAID", "IN_PROGRESS", 1000),
        ("FULFILLED", "PAID", "FULFILLED", 1000),
        ("FULFILLED", "PAID", "FULFILLED", 1000),
    ]


def test_updated_at_follows_the_clock(sandbox: InProcess) -> None:
    item_id = ordered(sandbox, ARCHIVE)
    sandbox.clock.advance(100)
    item = read(sandbox, item_id)
    assert item["created_at"] == "2026-01-01T00:00:00.000000Z"
    assert item["updated_at"] == item["tasks"][0]["updated_at"] == "2026-01-01T00:00:04.000000Z"


def test_only_tasking_items_have_a_feasibility_after_a_step(sandbox: InProcess) -> None:
    archive, tasking = (ordered(sandbox, wanted) for wanted in (ARCHIVE, TASKING))
    assert read(sandbox, archive)["feasibility_status"] == "NOT_APPLICABLE"
    before = read(sandbox, tasking)
    assert (before["feasibility_status"], before["last_feasibility_check"]) == ("UNSPECIFIED", "")
    sandbox.clock.advance()
    after = read(sandbox, tasking)
    assert (after["feasibility_status"], after["last_feasibility_check"]) == ("SUCCESS", after["updated_at"])


def test_later_tasks_of_a_recurring_item_begin_five_days_early(sandbox: InProcess) -> None:
    item_id = ordered(sandbox, RECURRING)
    item = read(sandbox, item_id)
    assert item["type"] == "RECURRING"
    days = [(task["start_date"], task["end_date"]) for task in item["tasks"]]
    assert days == [("10-01-2026", "10-02-2026"), ("10-02-2026", "10-03-2026"), ("10-03-2026", "10-04-2026")]
    assert item["end_date"] == "2026-04-10T00:00:00Z"
    # A second before the 5th of February.
    sandbox.clock.advance(35 * DAY - 1)
    item = read(sandbox, item_id)
    assert [task["status"] for task in item["tasks"]] == ["FULFILLED", "DRAFT", "DRAFT"]
    assert (item["status"], item["payment_status"], item["tokens_used"]) == ("ACTIVE", "PARTIAL-MONTHLY", 1000)
    sandbox.clock.advance(3)
    item = read(sandbox, item_id)
    assert [task["status"] for task in item["tasks"]] == ["FULFILLED", "SUBMITTED", "DRAFT"]
    assert item["tokens_used"] == 2000
    assert len({task["transaction_id"] for task in item["tasks"][:2]}) == 2
    sandbox.clock.advance(60 * DAY)
    item = read(sandbox, item_id)
    assert (item["status"], item["payment_status"], item["tokens_used"]) == ("FULFILLED", "PAID", 3000)
    assert item["tokens_used"] == item["final_amount"]


def test_occurrences_begin_on_the_same_day_of_the_month_if_it_exists(sandbox: InProcess) -> None:
    wanted = {**RECURRING, "start_date": "2026-01-31T00:00:00Z", "end_date": "2026-04-15T00:00:00Z"}
    del wanted["no_of_occurrences"]
    item = read(sandbox, ordered(sandbox, wanted))
    starts = [occurrence["start"][:10] for occurrence in item["occurrences"]]
    ends = [occurrence["end"][:10] for occurrence in item["occurrences"]]
    assert starts == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert ends == [*starts[1:], "2026-04-15"]
    assert item["no_of_occurrences"] == len(item["tasks"]) == 3


@pytest.mark.parametrize(
    ("recurrence", "starts"), [("BIMONTHLY", ["01", "03", "05"]), ("QUARTERLY", ["01", "04", "07"])]
)
def test_the_recurrence_sets_the_months_between_occurrences(
    sandbox: InProcess, recurrence: str, starts: list[str]
) -> None:
    item = read(sandbox, ordered(sandbox, {**RECURRING, "recurrence": recurrence}))
    assert [occurrence["start"][5:7] for occurrence in item["occurrences"]] == starts


def test_a_failed_item_has_no_catalogs(sandbox: InProcess) -> None:
    item_id = ordered(sandbox, ARCHIVE)
    sandbox.app.state.fail(item_id)
    sandbox.clock.advance(3)
    assert read(sandbox, item_id)["status"] == "ACTIVE"
    sandbox.clock.advance()
    item = read(sandbox, item_id)
    assert (item["status"], item["tasks"][0]["status"]) == ("FAILED", "FAILED")
    assert sandbox.json("POST", "/v0/catalogs/search", json={"order_item_ids": [item_id]})["catalogs"] == []


def test_an_item_with_a_failed_task_is_partially_fulfilled(sandbox: InProcess) -> None:
    item_id = ordered(sandbox, RECURRING)
    sandbox.app.state.fail(read(sandbox, item_id)["tasks"][1]["id"])
    sandbox.clock.advance(100 * DAY)
    item = read(sandbox, item_id)
    assert [task["status"] for task in item["tasks"]] == ["FULFILLED", "FAILED", "FULFILLED"]
    assert item["status"] == "PARTIALLY_FULFILLED"


@pytest.mark.parametrize(("side", "strips"), [(0.02, 1), (0.3, 1), (0.8, 3)])
def test_a_wide_area_is_imaged_in_several_strips(sandbox: InProcess, side: float, strips: int) -> None:
    wanted = {**TASKING, "geometry": collection(square(77.0, 12.0, side))}
    [task] = read(sandbox, ordered(sandbox, wanted))["tasks"]
    assert task["number_of_strips"] == strips


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_items_are_listed_newest_first_without_their_tasks(sandbox: InProcess) -> None:
    first, second = ordered(sandbox, ARCHIVE), ordered(sandbox, TASKING)
    everything = listed(sandbox)
    assert [each["id"] for each in everything][:3] == [second, first, samples.ORDER_ITEM_ID]
    assert len(everything) >= 5
    item = read(sandbox, first)
    assert {**everything[1], "validation_errors": [], "tasks": item["tasks"]} == item


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("user_id", "user_id"),
        ("created_by", "created_by"),
        ("type", "type"),
        ("status", "status"),
        ("order_ids", "order_id"),
        ("project_ids", "project_id"),
        ("ids", "id"),
        ("created_at", "created_at"),
        ("area", "area"),
    ],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, field: str) -> None:
    order(sandbox, {**ARCHIVE, "geometry": collection(square(77.5, 12.9, 0.2))}, TASKING)
    everything = listed(sandbox)
    for value in {item[field] for item in everything}:
        assert listed(sandbox, **{query: value}) == [item for item in everything if item[field] == value]


@pytest.mark.parametrize("query", ["user_id", "created_by", "order_ids", "project_ids", "ids"])
def test_a_filter_with_an_unknown_value_matches_nothing(sandbox: InProcess, query: str) -> None:
    for value in ("", "nothing", f"{samples.ORDER_ITEM_ID}\0"):
        assert listed(sandbox, **{query: value}) == []


def test_several_ids_are_separated_by_commas(sandbox: InProcess) -> None:
    everything = listed(sandbox)
    for query, field in (("ids", "id"), ("order_ids", "order_id"), ("project_ids", "project_id")):
        wanted = {item[field] for item in everything[:2]}
        found = listed(sandbox, **{query: ",".join([*wanted, "nothing"])})
        assert found == [item for item in everything if item[field] in wanted]


def test_the_status_filter_follows_the_clock(sandbox: InProcess) -> None:
    item_id = ordered(sandbox, ARCHIVE)
    for status in ("DRAFT", "ACTIVE", "FULFILLED"):
        assert item_id in [item["id"] for item in listed(sandbox, status=status)]
        sandbox.clock.advance(2)
        assert (item_id in [item["id"] for item in listed(sandbox, status=status)]) == (status == "FULFILLED")


@pytest.mark.parametrize(
    ("area", "lets_through"),
    [
        ("5/12", lambda area: 5 <= area <= 12),
        ("6,12", lambda area: 6 <= area <= 12),
        ("4.5..5.5", lambda area: area == 5),
        ("6/..", lambda area: area >= 6),
        ("6/", lambda area: area >= 6),
        ("6..", lambda area: area >= 6),
        ("../5", lambda area: area <= 5),
        ("..5", lambda area: area <= 5),
        (",5", lambda area: area <= 5),
        ("../..", lambda _: True),
        ("12/5", lambda _: False),
        ("1000/2000", lambda _: False),
    ],
)
def test_a_range_of_areas_includes_its_ends(sandbox: InProcess, area: str, lets_through: Any) -> None:
    everything = listed(sandbox)
    assert {item["area"] for item in everything} == {5, 12}
    assert listed(sandbox, area=area) == [item for item in everything if lets_through(item["area"])]


@pytest.mark.parametrize(
    ("created_at", "months"),
    [
        ("2024-02-20/2024-05-20", ["05", "02"]),
        ("2024-05-20", ["05"]),
        ("2024-05-20T00:00:00Z", ["05"]),
        ("2024-05-20T05:30:00+05:30", ["05"]),
        ("2024-05-20T00:00:01Z/..", []),
        ("../2024-02-10", ["02"]),
        ("2024-02-10T00:00:00Z,2024-02-20T00:00:00Z", ["02", "02"]),
        ("2024-02-11..2024-04-30", ["02"]),
    ],
)
def test_a_range_of_times_includes_its_ends_and_whole_days(
    sandbox: InProcess, created_at: str, months: list[str]
) -> None:
    assert [item["created_at"][5:7] for item in listed(sandbox, created_at=created_at)] == months


@pytest.mark.parametrize(
    "query",
    [
        {"area": ""},
        {"area": "large"},
        {"area": "1/2/3"},
        {"area": "1e3"},
        {"area": "nan"},
        {"created_at": ""},
        {"created_at": "May"},
        {"created_at": "2024-02-30"},
        {"created_at": "2024-05-01T00:00:00"},
        {"created_at": "2024-05-01/2024-05-02/2024-05-03"},
    ],
)
def test_an_invalid_range_is_400(sandbox: InProcess, query: dict[str, str]) -> None:
    answer = sandbox("GET", "/v0/order-items", params=query)
    assert answer.status_code == 400
    assert f"query parameter {next(iter(query))}:" in answer.json()["error"]["message"]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_partition_the_list(sandbox: InProcess, limit: int) -> None:
    everything = listed(sandbox, status="FULFILLED")
    paged: list[dict[str, Any]] = []
    for offset in range(0, len(everything) + limit, limit):
        query = {"limit": limit, "offset": offset, "status": "FULFILLED"}
        page = sandbox.json("GET", "/v0/order-items", params=query)
        assert page["pagination"] == {"limit": limit, "offset": offset, "total": len(everything)}
        paged += page["order_items"]
    assert paged == everything


def test_items_of_another_workspace_are_404(sandbox: InProcess) -> None:
    for item_id in (ordered(sandbox, ARCHIVE), samples.ORDER_ITEM_ID, "42"):
        answer = sandbox("GET", f"/v0/order-items/{item_id}", key=SAMPLE_KEY_TWO)
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"id": item_id})
    theirs = sandbox.json("GET", "/v0/order-items", key=SAMPLE_KEY_TWO)["order_items"]
    assert len(theirs) >= 2
    assert not {item["id"] for item in theirs} & {item["id"] for item in listed(sandbox)}
