"""What the documents say of ordering new images and no schema can: when, how long, how far apart. Only rehearsed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.contract.making import STEPS
from tests.contract.naming import at_home
from tests.contract.server import CONTRACT, Call, Server, call_of
from tests.contract.world import examples

ORDER = CONTRACT.operations["submitOrder"]
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
# A degree of latitude, in kilometres.
DEGREE = 111.2
Item = dict[str, Any]
Change = Callable[[Item, datetime], Item]


def order(server: Server, name: str, change: Callable[[Item], Item]) -> Call:
    body = at_home(server, copy.deepcopy(examples(ORDER)[name]["value"]), {}) | {"dry_run": True}
    body["order_items"] = [change(item) for item in body["order_items"]]
    return call_of(ORDER, body=body)


def now(server: Server) -> datetime:
    """The time that the server has, as an order that it makes says."""
    return datetime.fromisoformat(server.ask(order(server, "tasking", lambda item: item)).json()["created_at"])


def text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def lasting(after: timedelta, days: timedelta) -> Change:
    """Once, from so long after now on, for so long."""
    return lambda item, now: item | {"start_date": text(now + after), "end_date": text(now + after + days)}


def recurring(times: int | None = None, until: timedelta | None = None, every: str = "MONTHLY") -> Change:
    """Again and again, so many times or until so long after the start."""

    def change(item: Item, now: datetime) -> Item:
        rest = {name: part for name, part in item.items() if name not in {"no_of_occurrences", "end_date"}}
        start = now + 2 * DAY
        end = {"no_of_occurrences": times} if until is None else {"end_date": text(start + until)}
        return rest | {"recurrence": every, "start_date": text(start), **end}

    return change


def of_size(degrees: float) -> Callable[[Item], Item]:
    """Over a square of this height, from the south west of the printed area on."""

    def change(item: Item) -> Item:
        (feature,) = copy.deepcopy(item["geometry"]["features"])
        west, south = feature["geometry"]["coordinates"][0][0]
        east, north = west + degrees, south + degrees
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        feature["geometry"]["coordinates"] = [ring]
        return item | {"geometry": item["geometry"] | {"features": [feature]}}

    return change


def apart(kilometres: float) -> Change:
    """Two areas, the second so far north of the first."""

    def change(item: Item, now: datetime) -> Item:
        (feature,) = item["geometry"]["features"]
        (ring,) = feature["geometry"]["coordinates"]
        height = max(north for _, north in ring) - min(north for _, north in ring)
        up = kilometres / DEGREE + height
        other = copy.deepcopy(feature)
        other["geometry"]["coordinates"] = [[[east, north + up] for east, north in ring]]
        return item | {"geometry": item["geometry"] | {"features": [feature, other]}}

    return change


RULES: dict[str, tuple[str, Change, bool]] = {
    "25 hours ahead": ("tasking", lasting(25 * HOUR, 3 * DAY), True),
    "23 hours ahead": ("tasking", lasting(23 * HOUR, 3 * DAY), False),
    "at once": ("tasking", lasting(HOUR, 3 * DAY), False),
    "in the past": ("tasking", lasting(-30 * DAY, 60 * DAY), False),
    "for a day": ("tasking", lasting(5 * DAY, DAY), True),
    "for no time": ("tasking", lasting(5 * DAY, 0 * DAY), False),
    "ending before it starts": ("tasking", lasting(5 * DAY, -DAY), False),
    "24 months": ("recurring", recurring(24), True),
    "26 months": ("recurring", recurring(26), False),
    "36 months": ("recurring", recurring(36), False),
    "8 quarters": ("recurring", recurring(8, every="QUARTERLY"), True),
    "9 quarters": ("recurring", recurring(9, every="QUARTERLY"), False),
    "until in 729 days": ("recurring", recurring(until=729 * DAY), True),
    "until in 740 days": ("recurring", recurring(until=740 * DAY), False),
    "until in three years": ("recurring", recurring(until=1090 * DAY), False),
    "areas 150 km apart": ("tasking", apart(150), True),
    "areas 190 km apart": ("tasking", apart(190), True),
    "areas 230 km apart": ("tasking", apart(230), False),
}


@pytest.mark.parametrize("rule", RULES)
def test_an_order_is_taken_or_refused_as_the_documents_say(server: Server, rule: str) -> None:
    example, change, allowed = RULES[rule]
    moment = now(server)

    answer = server.ask(order(server, example, lambda item: change(item, moment)))

    expected = set(ORDER.successes) if allowed else {400}
    assert answer.status_code in expected, f"{rule}: {answer.status_code} {answer.text[:300]}"


@pytest.mark.parametrize("offset", [timedelta(hours=5, minutes=30), timedelta(hours=-11)])
@pytest.mark.parametrize("name", ["tasking", "recurring"])
def test_days_are_those_of_utc_wherever_an_order_comes_from(server: Server, name: str, offset: timedelta) -> None:
    here = order(server, name, lambda item: item)
    there = copy.deepcopy(here)
    for item in there.body["order_items"]:
        for field in ("start_date", "end_date"):
            if field in item:
                item[field] = datetime.fromisoformat(item[field]).astimezone(timezone(offset)).isoformat()

    planned = [days(server.ask(call).json()) for call in (here, there)]

    assert planned[0] == planned[1]


def days(placed: Any) -> list[Any]:
    """When the items of an order are imaged."""
    whole = [[item[name] for name in ("start_date", "end_date") if name in item] for item in placed["order_items"]]
    each = [[one[name] for one in item["occurrences"] for name in one] for item in placed["order_items"]]
    return [[datetime.fromisoformat(text).astimezone(UTC) for text in texts] for texts in [*whole, *each]]


def test_an_order_costs_what_its_items_cost(server: Server) -> None:
    call = order(server, "tasking", lambda item: item)
    others = order(server, "recurring", lambda item: item).body["order_items"]
    call.body["order_items"] += [*others, *order(server, "tasking", of_size(0.2)).body["order_items"]]

    answer = server.ask(call).json()

    amounts = [item["final_amount"] for item in answer["order_items"]]
    assert len(set(amounts)) > 1, f"items that differ cost the same: {amounts}"
    assert answer["total_amount"] == pytest.approx(sum(amounts))


def test_the_later_tasks_of_a_recurring_item_wait_until_five_days_before_they_start(server: Server) -> None:
    if not server.is_sandbox:
        pytest.skip("not checked: months cannot pass on this server")
    moment = now(server)
    call = order(server, "recurring", lambda item: recurring(3)(item, moment))
    placed = server.value(replace(call, body=call.body | {"dry_run": False}))
    item = call_of("getOrderItem", path={"id": placed["order_items"][0]["id"]})

    def begun() -> list[tuple[datetime, bool]]:
        """When each task starts, and whether it has begun, those that start last first."""
        tasks = server.value(item)["tasks"]
        starts = [datetime.strptime(task["start_date"], "%d-%m-%Y").replace(tzinfo=UTC) for task in tasks]
        return sorted(zip(starts, (task["status"] != "DRAFT" for task in tasks), strict=True))

    for _ in range(STEPS):
        server.let_time_pass()
    (_, first), *later = begun()
    assert [first, *(is_begun for _, is_begun in later)] == [True, False, False]
    for number, (start, _) in enumerate(later, start=2):
        server.let_time_pass((start - 5 * DAY - now(server) - HOUR) // SECOND)
        assert [is_begun for _, is_begun in begun()].count(True) == number - 1, f"an hour before {start - 5 * DAY}"
        server.let_time_pass(2 * HOUR // SECOND)
        assert [is_begun for _, is_begun in begun()].count(True) == number, f"an hour after {start - 5 * DAY}"


def test_captures_drive_the_price_and_bands_do_not(server: Server) -> None:
    prices: dict[int, set[float]] = {}
    for bandset in server.all_of("listBandsets"):
        call = order(server, "tasking", lambda item: item)
        for item in call.body["order_items"]:
            item["bandset"] = {"bandset_id": bandset["id"]}
        priced = server.ask(call).json()
        prices.setdefault(bandset["captures"], set()).add(priced["total_amount"])

    assert all(len(amounts) == 1 for amounts in prices.values()), prices
    assert sorted(prices) == sorted(prices, key=lambda captures: min(prices[captures])), prices
    assert len(prices) == len(set().union(*prices.values())), prices


def test_less_than_100_square_kilometres_cost_what_100_do(server: Server) -> None:
    # Squares of 1, 5, 30 and 500 square kilometres.
    tiny, small, medium, large = (
        server.ask(order(server, "tasking", of_size(degrees))).json()["total_amount"]
        for degrees in (0.01, 0.02, 0.05, 0.2)
    )

    assert tiny == small == medium < large
