"""Deliveries by requests and by order items."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders as samples
from tests.sandbox.order_support import ARCHIVE, ITEM_ID, OTHER_ITEM_ID, order
from tests.sandbox.support import InProcess

PATH = "/v0/catalogs/deliveries"
TARGET = {"config": samples.STORE_ID, "path": "on/request/"}


def listed(sandbox: InProcess, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.json("GET", PATH, params=query)["deliveries"]
    return found


def deliver(sandbox: InProcess, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
    answer = sandbox("POST", PATH, json={"deliveries": [{"cloud_info": TARGET, **delivery} for delivery in wanted]})
    assert answer.status_code == 201, answer.text
    created: list[dict[str, Any]] = answer.json()["deliveries"]
    return created


def test_a_requested_delivery_takes_two_steps(sandbox: InProcess) -> None:
    [delivery] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    assert (delivery["task_id"], delivery["cloud_delivery"]) == (None, TARGET)
    observed = []
    for _ in range(4):
        [found] = listed(sandbox, delivery_id=delivery["delivery_id"])
        observed.append((found["status"], found["updated_at"][17:19]))
        sandbox.clock.advance()
    assert observed == [("CREATED", "00"), ("IN_PROGRESS", "01"), ("SUCCESS", "02"), ("SUCCESS", "02")]


def test_a_delivery_can_fail(sandbox: InProcess) -> None:
    [delivery] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    sandbox.app.state.fail(delivery["delivery_id"])
    sandbox.clock.advance(2)
    assert listed(sandbox, delivery_id=delivery["delivery_id"])[0]["status"] == "FAILED"
    assert sandbox.json("GET", f"/v0/catalogs/{samples.CATALOG_ID}")["delivery_status"] == "FAILED"


def test_each_catalog_has_its_own_delivery(sandbox: InProcess) -> None:
    new_order = order(sandbox, {**ARCHIVE, "item_ids": [ITEM_ID, OTHER_ITEM_ID]})
    item_id = new_order["order_items"][0]["id"]
    sandbox.clock.advance(4)
    deliveries = deliver(sandbox, {"order_item_ids": [item_id]}, {"catalog_ids": [samples.CATALOG_ID]})
    assert len({delivery["catalog_id"] for delivery in deliveries}) == len(deliveries) == 3
    assert len({delivery["target_path"] for delivery in deliveries}) == 3
    assert {delivery["delivery_id"] for delivery in listed(sandbox)[:3]} == {
        delivery["delivery_id"] for delivery in deliveries
    }


def test_an_item_with_cloud_delivery_is_delivered_automatically(sandbox: InProcess) -> None:
    target = {"config": samples.STORE_ID, "path": "fields/"}
    new_order = order(sandbox, {**ARCHIVE, "cloud_delivery": target})
    item_id = new_order["order_items"][0]["id"]
    path = f"/v0/order-items/{item_id}"
    sandbox.clock.advance(3)
    assert listed(sandbox, order_item_id=item_id) == []
    assert sandbox.json("GET", path)["tasks"][0]["delivery_status"] == "PENDING"
    observed = []
    for _ in range(3):
        sandbox.clock.advance()
        [task] = sandbox.json("GET", path)["tasks"]
        [delivery] = listed(sandbox, order_item_id=item_id)
        assert (delivery["task_id"], delivery["cloud_delivery"]) == (task["id"], target)
        catalog = sandbox.json("GET", f"/v0/catalogs/{delivery['catalog_id']}")
        assert catalog["delivery_status"] == task["delivery_status"]
        observed.append((delivery["status"], task["delivery_status"]))
    assert observed == [("CREATED", "PENDING"), ("IN_PROGRESS", "PENDING"), ("SUCCESS", "SUCCESSFUL")]


def test_each_filter_returns_exactly_the_matches(sandbox: InProcess) -> None:
    everything = listed(sandbox)
    assert len(everything) >= 3
    assert everything[0]["delivery_id"] == samples.DELIVERY_ID
    for field in ("delivery_id", "catalog_id", "task_id"):
        values = {delivery[field] for delivery in everything}
        assert len(values) > 1
        for value in values:
            assert listed(sandbox, **{field: value}) == [
                delivery for delivery in everything if delivery[field] == value
            ]
        for nothing in ("", "nothing"):
            assert listed(sandbox, **{field: nothing}) == []
    assert listed(sandbox, order_item_id=samples.ORDER_ITEM_ID) == everything[:1]
    assert listed(sandbox, order_item_id=samples.ORDER_ITEM_ID, catalog_id="nothing") == []


def test_a_requested_delivery_has_an_order_item_but_no_task(sandbox: InProcess) -> None:
    [created] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    found = listed(sandbox, order_item_id=samples.ORDER_ITEM_ID)
    assert [delivery["delivery_id"] for delivery in found] == [created["delivery_id"], samples.DELIVERY_ID]
    assert [delivery["delivery_id"] for delivery in listed(sandbox, task_id=samples.ORDER_TASK_ID)] == [
        samples.DELIVERY_ID
    ]


def test_the_same_delivery_conflicts_until_it_is_finished(sandbox: InProcess) -> None:
    [delivery] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    before = sandbox.state()
    again = {"deliveries": [{"catalog_ids": [samples.CATALOG_ID], "cloud_info": TARGET}]}
    answer = sandbox("POST", PATH, json=again)
    assert answer.status_code == 409
    assert answer.json()["error"]["details"] == {"delivery_id": delivery["delivery_id"]}
    assert sandbox.state() == before
    deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID], "cloud_info": {**TARGET, "path": "elsewhere/"}})
    sandbox.clock.advance(2)
    deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})


@pytest.mark.parametrize(
    "changes",
    [
        {"catalog_ids": ["42"]},
        {"order_item_ids": ["42"]},
        {"catalog_ids": [samples.CATALOG_ID], "cloud_info": {"config": "42"}},
    ],
)
def test_a_delivery_with_an_unknown_id_is_404(sandbox: InProcess, changes: dict[str, Any]) -> None:
    before = sandbox.state()
    right = {"catalog_ids": [samples.CATALOG_ID], "cloud_info": TARGET}
    answer = sandbox("POST", PATH, json={"deliveries": [right, {"cloud_info": TARGET, **changes}]})
    assert answer.status_code == 404
    assert "42" in str(answer.json()["error"]["details"])
    assert sandbox.state() == before


def test_a_delivery_of_an_item_without_catalogs_is_400(sandbox: InProcess) -> None:
    item_id = order(sandbox, ARCHIVE)["order_items"][0]["id"]
    body = {"deliveries": [{"order_item_ids": [item_id], "cloud_info": TARGET}]}
    answer = sandbox("POST", PATH, json=body)
    assert answer.status_code == 400
    assert "/deliveries/0/order_item_ids/0:" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "lists", [{}, {"catalog_ids": [samples.CATALOG_ID], "order_item_ids": [samples.ORDER_ITEM_ID]}]
)
def test_a_request_has_exactly_one_of_the_two_lists(sandbox: InProcess, lists: dict[str, Any]) -> None:
    assert sandbox("POST", PATH, json={"deliveries": [{"cloud_info": TARGET, **lists}]}).status_code == 400


def test_deliveries_are_separate_for_each_workspace(sandbox: InProcess) -> None:
    theirs = sandbox.json("GET", PATH, key=SAMPLE_KEY_TWO)["deliveries"]
    assert len(theirs) >= 2
    assert not {delivery["delivery_id"] for delivery in theirs} & {
        delivery["delivery_id"] for delivery in listed(sandbox)
    }
    own_store, own_catalog = theirs[0]["cloud_delivery"]["config"], theirs[0]["catalog_id"]
    for catalog_id, store_id in ((samples.CATALOG_ID, own_store), (own_catalog, samples.STORE_ID)):
        body = {"deliveries": [{"catalog_ids": [catalog_id], "cloud_info": {"config": store_id}}]}
        assert sandbox("POST", PATH, json=body, key=SAMPLE_KEY_TWO).status_code == 404
