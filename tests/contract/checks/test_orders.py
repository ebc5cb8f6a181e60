"""Documented rules of orders that no schema states: start, duration, distances, prices, tasks, deliveries.

Only the sandbox gets real orders. Other servers get dry runs.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.contract.model.comparison import assert_is, shown
from tests.contract.model.creation import STEPS
from tests.contract.model.examples import body_examples
from tests.contract.model.operations import CONTRACT, Call, call_of
from tests.contract.model.substitution import with_existing_ids
from tests.contract.outcomes import skip
from tests.contract.transport.server import Server

# What the checks of real orders use. By URL, only dry runs are sent.
pytestmark = pytest.mark.tags("orders", "order_items", "catalogs", "deliveries")
about_prices = pytest.mark.tags("orders")

ORDER = CONTRACT.operations["submitOrder"]
ORDER_EXAMPLES = list(body_examples(ORDER))
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
# The difference in days between months.
MAX_DAY_DIFFERENCE = 3
# A degree of latitude, in kilometres.
KILOMETRES_PER_DEGREE = 111.2
Item = dict[str, Any]
Change = Callable[[Item, datetime], Item]


def order_call(server: Server, name: str, change: Callable[[Item], Item]) -> Call:
    body = with_existing_ids(server, copy.deepcopy(body_examples(ORDER)[name]["value"]), {}) | {"dry_run": True}
    body["order_items"] = [change(item) for item in body["order_items"]]
    return call_of(ORDER, body=body)


def dry_run(server: Server, call: Call) -> Any:
    """The answer to a dry run of an order."""
    return server.success(call).json()


def current_time(server: Server) -> datetime:
    """The server's current time, from a dry run of an order; on another server from the first one."""

    def read() -> tuple[datetime, float]:
        order = dry_run(server, order_call(server, "tasking", lambda item: item))
        return datetime.fromisoformat(order["created_at"]), time.monotonic()

    moment, at = server.shared("the time of an order", read)
    return moment if server.is_sandbox else moment + timedelta(seconds=time.monotonic() - at)


def format_time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def single_acquisition(delay: timedelta, duration: timedelta) -> Change:
    """A single acquisition that starts after this delay and has this duration."""

    def change(item: Item, moment: datetime) -> Item:
        start = moment + delay
        return item | {"start_date": format_time(start), "end_date": format_time(start + duration)}

    return change


def recurring(times: int | None = None, until: timedelta | None = None, every: str = "MONTHLY") -> Change:
    """A recurring acquisition with this number of occurrences or this end."""

    def change(item: Item, moment: datetime) -> Item:
        other_fields = {name: value for name, value in item.items() if name not in {"no_of_occurrences", "end_date"}}
        start = moment + 2 * DAY
        end = {"no_of_occurrences": times} if until is None else {"end_date": format_time(start + until)}
        return other_fields | {"recurrence": every, "start_date": format_time(start), **end}

    return change


def square_area(degrees: float) -> Callable[[Item], Item]:
    """An item with a square area of this height in degrees."""

    def change(item: Item) -> Item:
        (feature,) = copy.deepcopy(item["geometry"]["features"])
        west, south = feature["geometry"]["coordinates"][0][0]
        east, north = west + degrees, south + degrees
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        feature["geometry"]["coordinates"] = [ring]
        return item | {"geometry": item["geometry"] | {"features": [feature]}}

    return change


def two_areas(
    kilometres: float, *, to_the_east: bool = False, at_60_north: bool = False, in_one: bool = False
) -> Change:
    """Two areas at this distance, as one geometry or as two features."""

    def change(item: Item, moment: datetime) -> Item:
        (feature,) = item["geometry"]["features"]
        (ring,) = feature["geometry"]["coordinates"]
        if at_60_north:
            lowest = min(north for _, north in ring)
            ring = [[east, 60 + north - lowest] for east, north in ring]
        # The shift is the width of the first area and the distance.
        easts, norths = [east for east, _ in ring], [north for _, north in ring]
        degree = KILOMETRES_PER_DEGREE * math.cos(math.radians(norths[0]))
        shift_east = kilometres / degree + max(easts) - min(easts) if to_the_east else 0
        shift_north = 0 if to_the_east else kilometres / KILOMETRES_PER_DEGREE + max(norths) - min(norths)
        rings = [ring, [[east + shift_east, north + shift_north] for east, north in ring]]
        geometries = [{"type": "Polygon", "coordinates": [item]} for item in rings]
        if in_one:
            geometries = [{"type": "MultiPolygon", "coordinates": [[item] for item in rings]}]
        features = [feature | {"geometry": geometry} for geometry in geometries]
        return item | {"geometry": item["geometry"] | {"features": features}}

    return change


RULES: dict[str, tuple[str, Change, bool]] = {
    "25 hours ahead": ("tasking", single_acquisition(25 * HOUR, 3 * DAY), True),
    "23 hours ahead": ("tasking", single_acquisition(23 * HOUR, 3 * DAY), False),
    "at once": ("tasking", single_acquisition(HOUR, 3 * DAY), False),
    "in the past": ("tasking", single_acquisition(-30 * DAY, 60 * DAY), False),
    "for a day": ("tasking", single_acquisition(5 * DAY, DAY), True),
    "for no time": ("tasking", single_acquisition(5 * DAY, 0 * DAY), False),
    "ending before it starts": ("tasking", single_acquisition(5 * DAY, -DAY), False),
    "24 months": ("recurring", recurring(24), True),
    "26 months": ("recurring", recurring(26), False),
    "36 months": ("recurring", recurring(36), False),
    "8 quarters": ("recurring", recurring(8, every="QUARTERLY"), True),
    "9 quarters": ("recurring", recurring(9, every="QUARTERLY"), False),
    "until in 729 days": ("recurring", recurring(until=729 * DAY), True),
    "until in 740 days": ("recurring", recurring(until=740 * DAY), False),
    "until in three years": ("recurring", recurring(until=1090 * DAY), False),
    "12 times every two months": ("recurring", recurring(12, every="BIMONTHLY"), True),
    "13 times every two months": ("recurring", recurring(13, every="BIMONTHLY"), False),
    "areas 150 km apart": ("tasking", two_areas(150), True),
    "areas 190 km apart": ("tasking", two_areas(190), True),
    "areas 230 km apart": ("tasking", two_areas(230), False),
    "areas 190 km apart to the east": ("tasking", two_areas(190, to_the_east=True), True),
    "areas 230 km apart to the east": ("tasking", two_areas(230, to_the_east=True), False),
    # At 60° north, a degree of longitude is half as long.
    "areas 190 km apart to the east, far north": ("tasking", two_areas(190, to_the_east=True, at_60_north=True), True),
    "areas 230 km apart to the east, far north": ("tasking", two_areas(230, to_the_east=True, at_60_north=True), False),
    "parts of one area 190 km apart": ("tasking", two_areas(190, in_one=True), True),
    "parts of one area 230 km apart": ("tasking", two_areas(230, in_one=True), False),
    "parts of one area 190 km apart to the east": ("tasking", two_areas(190, to_the_east=True, in_one=True), True),
    "parts of one area 230 km apart to the east": ("tasking", two_areas(230, to_the_east=True, in_one=True), False),
}
# The months between two occurrences.
INTERVALS = {"MONTHLY": 1, "BIMONTHLY": 2, "QUARTERLY": 3}


@about_prices
@pytest.mark.parametrize("rule", RULES)
def test_order_is_accepted_or_refused_as_documented(server: Server, rule: str) -> None:
    example, change, allowed = RULES[rule]
    moment = current_time(server)

    answer = server.ask(order_call(server, example, lambda item: change(item, moment)))

    expected = sorted(ORDER.successes) if allowed else [400]
    assert answer.status_code in expected, (
        f"an order {rule} must be {expected[0]}, is {answer.status_code} {answer.text[:300]}"
    )


@about_prices
@pytest.mark.parametrize("every", INTERVALS)
def test_occurrences_start_at_the_documented_intervals(server: Server, every: str) -> None:
    times, moment = 5, current_time(server)

    order = dry_run(server, order_call(server, "recurring", lambda item: recurring(times, every=every)(item, moment)))

    for item in order["order_items"]:
        starts = [datetime.fromisoformat(entry["start"]).astimezone(UTC) for entry in item["occurrences"]]
        label = f"{every}: the occurrences start on {[format_time(start) for start in starts]}"
        months = [12 * start.year + start.month for start in starts]
        assert len(starts) == times, f"{label}, and must be {times}"
        expected = [months[0] + INTERVALS[every] * number for number in range(times)]
        assert months == expected, f"{label}, and must be {INTERVALS[every]} months apart"
        # After a short month, the day may differ by a few days.
        differences = [abs(start.day - starts[0].day) for start in starts]
        assert max(differences) <= MAX_DAY_DIFFERENCE, f"{label}, and must be on the same day of the month"


@about_prices
@pytest.mark.parametrize("offset", [timedelta(hours=5, minutes=30), timedelta(hours=-11)])
@pytest.mark.parametrize("name", ["tasking", "recurring"])
def test_days_of_an_order_are_days_of_utc(server: Server, name: str, offset: timedelta) -> None:
    utc_call = order_call(server, name, lambda item: item)
    offset_call = copy.deepcopy(utc_call)
    for item in offset_call.body["order_items"]:
        for field in ("start_date", "end_date"):
            if field in item:
                item[field] = datetime.fromisoformat(item[field]).astimezone(timezone(offset)).isoformat()

    planned = [planned_dates(dry_run(server, call)) for call in (utc_call, offset_call)]

    assert planned[0] == planned[1], (
        f"dates with the offset {offset} must be planned as {shown(planned[0])}, as in UTC, are {shown(planned[1])}"
    )


def planned_dates(order: Any) -> list[Any]:
    """The dates of the items and occurrences of an order."""
    item_dates = [[item[name] for name in ("start_date", "end_date") if name in item] for item in order["order_items"]]
    occurrence_dates = [
        [entry[name] for entry in item["occurrences"] for name in entry] for item in order["order_items"]
    ]
    return [
        [datetime.fromisoformat(time_text).astimezone(UTC) for time_text in time_texts]
        for time_texts in [*item_dates, *occurrence_dates]
    ]


@about_prices
def test_order_costs_the_sum_of_its_items(server: Server) -> None:
    call = order_call(server, "tasking", lambda item: item)
    recurring_items = order_call(server, "recurring", lambda item: item).body["order_items"]
    call.body["order_items"] += [*recurring_items, *order_call(server, "tasking", square_area(0.2)).body["order_items"]]

    answer = dry_run(server, call)

    amounts = [item["final_amount"] for item in answer["order_items"]]
    assert len(set(amounts)) > 1, f"an item of 500 km² must cost more than a smaller one, all cost {amounts}"
    total = answer["total_amount"]
    assert total == pytest.approx(sum(amounts)), (
        f"total_amount must be {sum(amounts)}, the sum of {amounts}, is {total}"
    )


def total_of(server: Server, items: list[Item]) -> float:
    """The price of an order with these items, from a dry run."""
    body = {"order_items": items, "dry_run": True}
    total: float = dry_run(server, call_of(ORDER, body=body))["total_amount"]
    return total


def items_of_each_kind(server: Server, change: Callable[[Item], Item] = lambda item: item) -> list[Item]:
    """One item of each kind of order, changed."""
    return [item for name in ORDER_EXAMPLES for item in order_call(server, name, change).body["order_items"]]


@about_prices
def test_items_cost_together_what_each_costs_alone(server: Server) -> None:
    """Of each kind one below the area that is priced at least, and one above."""
    items = [item for degrees in (0.02, 0.2) for item in items_of_each_kind(server, square_area(degrees))]

    alone = [total_of(server, [item]) for item in items]
    together = total_of(server, items)

    assert together == pytest.approx(sum(alone)), (
        f"{len(items)} items must cost together {sum(alone)}, as ordered one by one for {alone}, cost {together}"
    )


@about_prices
@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_price_is_that_of_all_areas_together(server: Server, name: str) -> None:
    """Two areas, each larger than the area that is priced at least, as two features and as one geometry."""
    moment = current_time(server)
    (item,) = order_call(server, name, square_area(0.2)).body["order_items"]
    single = total_of(server, [item])
    for in_one in (False, True):
        total = total_of(server, [two_areas(50, in_one=in_one)(item, moment)])
        # Areas are rounded to square kilometres, and degrees of longitude get shorter to the north.
        assert total == pytest.approx(2 * single, rel=0.02), (
            f"{name}, two areas {'in one geometry' if in_one else 'as features'} must cost {2 * single}, twice one "
            f"area, cost {total}"
        )


@about_prices
def test_price_of_a_recurring_item_is_that_of_all_its_occurrences(server: Server) -> None:
    moment = current_time(server)

    def total(times: int) -> float:
        call = order_call(server, "recurring", lambda item: recurring(times)(item, moment))
        return total_of(server, call.body["order_items"])

    prices = {times: total(times) for times in (2, 3, 24)}
    for times, price in prices.items():
        expected = times * prices[2] / 2
        assert price == pytest.approx(expected), f"{times} occurrences must cost {expected}, cost {price}"


def test_task_of_a_recurring_item_begins_five_days_before_its_start(server: Server) -> None:
    if not server.is_sandbox:
        skip("only the sandbox has a manual clock")
    moment = current_time(server)
    call = order_call(server, "recurring", lambda item: recurring(3)(item, moment))
    order = server.value(replace(call, body=call.body | {"dry_run": False}))
    item = call_of("getOrderItem", path={"id": order["order_items"][0]["id"]})

    def task_starts() -> list[tuple[datetime, bool]]:
        """The start of each task, and whether it has begun, in the order of the starts."""
        read = server.value(item)
        tasks = read["tasks"]
        assert_tasks_are_paid_separately(read)
        starts = [datetime.strptime(task["start_date"], "%d-%m-%Y").replace(tzinfo=UTC) for task in tasks]
        return sorted(zip(starts, (task["status"] != "DRAFT" for task in tasks), strict=True))

    finish_work(server)
    (_, first), *later = task_starts()
    begun = [first, *(is_begun for _, is_begun in later)]
    assert begun == [True, False, False], f"only the first task must begin at once, of three have begun {begun}"
    for number, (start, _) in enumerate(later, start=2):
        server.wait((start - 5 * DAY - current_time(server) - HOUR) // SECOND)
        for expected, when in ((number - 1, "before"), (number, "after")):
            count = [is_begun for _, is_begun in task_starts()].count(True)
            assert count == expected, (
                f"an hour {when} {start - 5 * DAY}, {expected} tasks must have begun, {count} have"
            )
            server.wait(2 * HOUR // SECOND if when == "before" else 0)


def assert_tasks_are_paid_separately(item: Item) -> None:
    """Each begun task of an item has its own payment, and draft tasks have none."""
    paid = [task for task in item["tasks"] if "tokens_used" in task]
    drafts = [task for task in item["tasks"] if task["status"] == "DRAFT"]
    paid_drafts = [task["id"] for task in drafts if task in paid]
    assert not paid_drafts, f"a draft task must have no tokens_used, {paid_drafts} have"
    # Without any payment, the order itself is unpaid.
    if paid and drafts:
        assert_is(item["payment_status"], "PARTIAL-MONTHLY", f"payment_status with {len(drafts)} unpaid tasks")
    payments = [task["transaction_id"] for task in paid]
    assert_is(len(set(payments)), len(payments), f"the number of transactions of {len(paid)} paid tasks")


def finish_work(server: Server) -> None:
    """Advance the clock until the begun work has ended."""
    for _ in range(STEPS):
        server.wait()


OCCURRENCES = 3


def place_items(server: Server, name: str, *, delivers: bool = True) -> list[Item]:
    """Order two items like the example. A recurring one gets fewer occurrences."""
    if not server.is_sandbox:
        skip("an order costs tokens, so only dry runs are sent")
    (recurring_example,) = order_call(server, "recurring", lambda item: item).body["order_items"]
    moment = current_time(server)

    def change(item: Item) -> Item:
        item = {field: value for field, value in item.items() if field != "cloud_delivery"}
        item |= {"cloud_delivery": recurring_example["cloud_delivery"]} if delivers else {}
        return recurring(OCCURRENCES)(item, moment) if "no_of_occurrences" in item else item

    call = order_call(server, name, change)
    body = call.body | {"dry_run": False, "order_items": call.body["order_items"] * 2}
    items: list[Item] = server.value(replace(call, body=body))["order_items"]
    return items


def read_item(server: Server, item: Item) -> Item:
    """The current item, with its tasks."""
    read: Item = server.value(call_of("getOrderItem", path={"id": item["id"]}))
    return read


def images_of(server: Server, item: Item) -> list[Item]:
    """The images of an order item."""
    search_call = call_of("searchCatalogs", body={"order_item_ids": [item["id"]], "limit": 100})
    images: list[Item] = server.value(search_call)["catalogs"]
    return images


def waits_between_tasks(server: Server, item: Item) -> Iterator[timedelta]:
    """The times to wait between the tasks of an item, each until just before the next task begins."""
    _, *later = sorted(start_of(task) for task in read_item(server, item)["tasks"])
    yield 0 * DAY
    for start in later:
        yield max(start - 5 * DAY - SECOND - current_time(server), 0 * DAY)


def start_of(task: Item) -> datetime:
    return datetime.strptime(task["start_date"], "%d-%m-%Y").replace(tzinfo=UTC)


def end_of(task: Item) -> datetime:
    return datetime.strptime(task["end_date"], "%d-%m-%Y").replace(tzinfo=UTC)


def finish_items(server: Server, items: list[Item], at_each_step: Callable[[], None] = lambda: None) -> list[Item]:
    """The items with their tasks, after all work has ended."""
    for wait in waits_between_tasks(server, items[0]):
        server.wait(wait // SECOND)
        for _ in range(STEPS):
            at_each_step()
            server.wait()
    return [read_item(server, item) for item in items]


@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_images_are_those_that_were_ordered(server: Server, name: str) -> None:
    for item in finish_items(server, place_items(server, name)):
        assert_is(item["status"], "FULFILLED", f"status of {item['type']} item {item['id']} after its work")
        catalogs, tasks = images_of(server, item), {task["id"]: task for task in item["tasks"]}
        of_tasks = {catalog["task_id"] for catalog in catalogs}
        assert_is(of_tasks, {*tasks}, f"the tasks that the images of item {item['id']} are of")
        if item["images"]:
            found = sorted(catalog["details"]["id"] for catalog in catalogs)
            assert_is(found, sorted(entry["item_id"] for entry in item["images"]), "the images of an archive item")
            continue
        for catalog in catalogs:
            assert_image_fits_order(catalog, item, tasks[catalog["task_id"]])


def assert_image_fits_order(catalog: Item, item: Item, task: Item) -> None:
    """A new image fits the item, and its time is within the dates of the task."""
    label = f"of image {catalog['id']}"
    assert_is(catalog["bandset_id"], item["bandset"]["bandset_id"], f"bandset_id {label}")
    properties = catalog["details"]["properties"]
    taken = datetime.fromisoformat(properties["datetime"])
    first, last = start_of(task), end_of(task)
    assert first <= taken < last, f"datetime {label} must be from {first} to {last}, as its task, is {taken}"
    for name, limit in (("eo:cloud_cover", "cloud_cover"), ("view:off_nadir", "off_nadir")):
        assert properties[name] <= item[limit], (
            f"{name} {label} must be at most {item[limit]}, as ordered, is {properties[name]}"
        )
    # Areas of items are rounded.
    expected = item["area"]
    assert catalog["area"] == pytest.approx(expected, rel=0.05, abs=1), (
        f"area {label} must be {expected}, as ordered, is {catalog['area']}"
    )


@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_task_has_the_dates_of_its_occurrence(server: Server, name: str) -> None:
    for item in place_items(server, name):
        # Archive items have no planned dates.
        item_dates = [{"start": item["start_date"], "end": item["end_date"]}] if item.get("start_date") else []
        planned = sorted(
            (utc_day(entry["start"]), utc_day(entry["end"])) for entry in item["occurrences"] or item_dates
        )
        task_dates = sorted((start_of(task), end_of(task)) for task in read_item(server, item)["tasks"])
        if planned:
            assert_is(task_dates, planned, f"the dates of the tasks of item {item['id']}")
        backwards = [(start, end) for start, end in task_dates if start >= end]
        assert not backwards, f"a task of item {item['id']} must end after it starts, {backwards} do not"


def utc_day(moment: str) -> datetime:
    """The start of the UTC day of a time."""
    return datetime.fromisoformat(moment).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize("delivers", [True, False], ids=["delivered", "kept"])
@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_every_image_is_delivered_if_delivery_was_ordered(server: Server, name: str, *, delivers: bool) -> None:
    items = place_items(server, name, delivers=delivers)
    finished_items = finish_items(server, items, lambda: assert_delivery_statuses_agree(server, items[0]))

    for item in finished_items:
        deliveries = server.all_of("listDeliveries", query={"order_item_id": item["id"]})
        catalogs = images_of(server, item) if delivers else []
        label = f"of item {item['id']}"
        delivered = sorted((entry["catalog_id"], entry["task_id"]) for entry in deliveries)
        expected = sorted((catalog["id"], catalog["task_id"]) for catalog in catalogs)
        assert_is(delivered, expected, f"the delivered images {label}, each once and by its own task,")
        for entry in deliveries:
            assert_is(entry["cloud_delivery"], item["cloud_delivery"], f"cloud_delivery of a delivery {label}")
        statuses = {task_or_image["delivery_status"] for task_or_image in [*item["tasks"], *images_of(server, item)]}
        assert_is(statuses, {"SUCCESSFUL" if delivers else "NOT_APPLICABLE"}, f"delivery_status {label}, after all,")


# The delivery_status of tasks and images for each status of a delivery.
DELIVERED = {"SUCCESS": "SUCCESSFUL", "FAILED": "FAILED"}


def assert_delivery_statuses_agree(server: Server, item: Item) -> None:
    """The delivery_status of tasks and images agrees with the deliveries."""
    read = read_item(server, item)
    deliveries = server.all_of("listDeliveries", query={"order_item_id": item["id"]})
    for task in read["tasks"]:
        statuses = {DELIVERED.get(item["status"], "PENDING") for item in deliveries if item["task_id"] == task["id"]}
        default = "FAILED" if task["status"] == "FAILED" else "PENDING"
        # The least advanced delivery counts.
        expected = next((status for status in ("PENDING", "FAILED", "SUCCESSFUL") if status in statuses), default)
        expected = expected if "cloud_delivery" in read else "NOT_APPLICABLE"
        what = f"delivery_status of task {task['id']}, whose deliveries have {statuses or 'none'},"
        assert_is(task["delivery_status"], expected, what)
    for catalog in images_of(server, item):
        statuses = {
            DELIVERED.get(item["status"], "PENDING") for item in deliveries if item["catalog_id"] == catalog["id"]
        }
        what = f"delivery_status of image {catalog['id']}"
        assert_is({catalog["delivery_status"]}, statuses or {"NOT_APPLICABLE"}, what)


@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_failed_task_brings_no_image_and_the_others_continue(server: Server, name: str) -> None:
    failing, other_item = place_items(server, name)
    assert server.let_fail
    tasks = read_item(server, failing)["tasks"]
    failed = tasks[len(tasks) // 2]
    server.let_fail(failed["id"])

    item, sibling = finish_items(server, [failing, other_item], lambda: assert_delivery_statuses_agree(server, failing))

    remaining_ids = [task["id"] for task in tasks if task["id"] != failed["id"]]
    expected = "PARTIALLY_FULFILLED" if remaining_ids else "FAILED"
    assert_is(item["status"], expected, f"status of an item with {len(tasks)} tasks, one of them failed,")
    statuses = {task["id"]: task["status"] for task in item["tasks"]}
    expected_statuses = dict.fromkeys(remaining_ids, "FULFILLED") | {failed["id"]: "FAILED"}
    assert_is(statuses, expected_statuses, "the statuses of the tasks, one of them failed,")
    assert_only_these_tasks_have_results(server, item, remaining_ids)
    assert_is(sibling["status"], "FULFILLED", "status of the other item")
    assert_only_these_tasks_have_results(server, sibling, [task["id"] for task in sibling["tasks"]])
    finish_work(server)
    # After a terminal status, nothing changes.
    for entry in (item, sibling):
        server.assert_unchanged(entry, read_item(server, entry), "after a terminal status, nothing must change")


@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_failed_item_brings_no_image_and_the_others_continue(server: Server, name: str) -> None:
    failing, other_item = place_items(server, name)
    assert server.let_fail
    server.let_fail(failing["id"])

    item, sibling = finish_items(server, [failing, other_item])

    assert_is({item["status"], *(task["status"] for task in item["tasks"])}, {"FAILED"}, "status of the failed item")
    assert_only_these_tasks_have_results(server, item, [])
    assert_is(sibling["status"], "FULFILLED", "status of the other item")
    assert_only_these_tasks_have_results(server, sibling, [task["id"] for task in sibling["tasks"]])


def assert_only_these_tasks_have_results(server: Server, item: Item, tasks: list[str]) -> None:
    deliveries = server.all_of("listDeliveries", query={"order_item_id": item["id"]})
    for noun, found in (("images", images_of(server, item)), ("deliveries", deliveries)):
        assert_is({entry["task_id"] for entry in found}, {*tasks}, f"the completed tasks, whose {noun} are there,")


@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_failed_delivery_has_the_status_failed(server: Server, name: str) -> None:
    item, _ = place_items(server, name)
    failed: set[str] = set()

    def fail_new_deliveries() -> None:
        for entry in server.all_of("listDeliveries", query={"order_item_id": item["id"]}):
            if entry["delivery_id"] not in failed and entry["status"] == "CREATED":
                assert server.let_fail
                server.let_fail(entry["delivery_id"])
                failed.add(entry["delivery_id"])
        assert_delivery_statuses_agree(server, item)

    (finished_item,) = finish_items(server, [item], fail_new_deliveries)

    assert failed, f"item {item['id']} must have deliveries, has none"
    assert_is(finished_item["status"], "FULFILLED", "status of an item whose deliveries have failed")
    statuses = {task["delivery_status"] for task in finished_item["tasks"]}
    assert_is(statuses, {"FAILED"}, "delivery_status of the tasks whose deliveries have failed")


@about_prices
def test_price_depends_on_captures_and_not_on_bands(server: Server) -> None:
    prices: dict[int, set[float]] = {}
    bandsets = server.all_of("listBandsets", known=True)
    for bandset in server.sample(bandsets, 6, "submitOrder"):
        call = order_call(server, "tasking", lambda item: item)
        for item in call.body["order_items"]:
            item["bandset"] = {"bandset_id": bandset["id"]}
        prices.setdefault(bandset["captures"], set()).add(dry_run(server, call)["total_amount"])

    previous = 0.0
    for captures, amounts in sorted(prices.items()):
        assert len(amounts) == 1, f"all bandsets with {captures} captures must cost the same, cost {sorted(amounts)}"
        assert min(amounts) > previous, (
            f"{captures} captures must cost more than fewer, {previous}, cost {min(amounts)}"
        )
        previous = min(amounts)


@about_prices
@pytest.mark.parametrize("name", ORDER_EXAMPLES)
def test_area_below_100_km2_costs_as_much_as_100_km2(server: Server, name: str) -> None:
    # Squares of 1, 5, 30 and 500 square kilometres.
    tiny, small, medium, large = (
        total_of(server, order_call(server, name, square_area(degrees)).body["order_items"])
        for degrees in (0.01, 0.02, 0.05, 0.2)
    )

    assert tiny == small == medium, f"{name}: 1, 5 and 30 km² must cost the same, cost {tiny}, {small} and {medium}"
    assert large > medium, f"{name}: 500 km² must cost more than 30 km², {medium}, cost {large}"
