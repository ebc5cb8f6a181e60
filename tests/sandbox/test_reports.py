"""The order report."""

import csv
import io
from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.order_support import ARCHIVE, TASKING, order
from tests.sandbox.support import InProcess


def lines(sandbox: InProcess, *, key: str | None = None, **query: str) -> list[dict[str, str]]:
    options: dict[str, Any] = {"key": key} if key else {}
    answer = sandbox("GET", "/v0/reports", params=query, **options)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_report_has_a_line_for_each_order_item(sandbox: InProcess) -> None:
    order(sandbox, ARCHIVE, TASKING)
    sandbox.clock.advance(2)
    items = sandbox.json("GET", "/v0/order-items")["order_items"]
    assert len(items) >= 5
    for line, item in zip(lines(sandbox), items, strict=True):
        expected = {
            "order_id": item["order_id"],
            "order_item_id": item["id"],
            "name": item["name"],
            "status": item["status"],
            "final_amount": str(item["final_amount"]),
        }
        assert {name: line[name] for name in expected} == expected
    assert lines(sandbox)[0]["paid_at"] == "2026-01-01T00:00:02+00:00"


def test_an_unpaid_item_has_no_payment_time(sandbox: InProcess) -> None:
    order(sandbox, ARCHIVE)
    assert lines(sandbox)[0]["paid_at"] == ""


def test_times_are_in_the_requested_zone(sandbox: InProcess) -> None:
    newest = {zone: lines(sandbox, tz=zone)[0]["created_at"] for zone in ("Asia/Kolkata", "UTC", "America/New_York")}
    assert newest == {
        "Asia/Kolkata": "2024-05-20T05:30:00+05:30",
        "UTC": "2024-05-20T00:00:00+00:00",
        "America/New_York": "2024-05-19T20:00:00-04:00",
    }
    assert lines(sandbox) == lines(sandbox, tz="UTC")


@pytest.mark.parametrize(
    "zone", ["", "Nowhere", "America", "../UTC", "/etc/passwd", "Asia/Kolkata\0", "+05:30", "x" * 999]
)
def test_an_unknown_zone_is_400(sandbox: InProcess, zone: str) -> None:
    answer = sandbox("GET", "/v0/reports", params={"tz": zone})
    assert answer.status_code == 400
    assert "query parameter tz:" in answer.json()["error"]["message"]


def test_any_name_stays_in_its_column(sandbox: InProcess) -> None:
    for name in ('a "quoted", name', "two\nlines", "वन", ""):
        order(sandbox, {**ARCHIVE, "name": name})
        assert lines(sandbox)[0]["name"] == name


def test_the_report_has_one_workspace_only(sandbox: InProcess) -> None:
    mine, theirs = ({line["order_item_id"] for line in lines(sandbox, key=key)} for key in (None, SAMPLE_KEY_TWO))
    assert len(theirs) >= 2
    assert not mine & theirs
