"""Deliveries: by hand and by order items that want it."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders as samples
from tests.sandbox.order_support import ARCHIVE, ITEM_ID, OTHER_ITEM_ID, order
from tests.sandbox.support import InProcess

PATH = "/v0/catalogs/deliveries"
PLACE = {"config": samples.STORE_ID, "path": "by/hand/"}


def listed(sandbox: InProcess, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.json("GET", PATH, params=query)["deliveries"]
    return found


def deliver(sandbox: InProcess, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
    answer = sandbox("POST", PATH, json={"deliveries": [{"cloud_info": PLACE, **one} for one in wanted]})
    assert answer.status_code == 201, answer.text
    made: list[dict[str, Any]] = answer.json()["deliveries"]
    return made


def test_a_delivery_by_hand_takes_two_steps(sandbox: InProcess) -> None:
    [made] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    assert (made["task_id"], made["cloud_delivery"]) == (None, PLACE)
    seen = []
    for _ in range(4):
        [found] = listed(sandbox, delivery_id=made["delivery_id"])
        seen.append((found["status"], found["updated_at"][17:19]))
        sandbox.clock.advance()
    assert seen == [("CREATED", "00"), ("IN_PROGRESS", "01"), ("SUCCESS", "02"), ("SUCCESS", "02")]


def test_a_delivery_that_fails_ends_as_failed(sandbox: InProcess) -> None:
    [made] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    sandbox.app.state.fail(made["delivery_id"])
    sandbox.clock.advance(2)
    assert listed(sandbox, delivery_id=made["delivery_id"])[0]["status"] == "FAILED"
    assert sandbox.json("GET", f"/v0/catalogs/{samples.CATALOG_ID}")["delivery_status"] == "FAILED"


def test_there_is_one_delivery_a_catalog(sandbox: InProcess) -> None:
    made = order(sandbox, {**ARCHIVE, "item_ids": [ITEM_ID, OTHER_ITEM_ID]})
    item_id = made["order_items"][0]["id"]
    sandbox.clock.advance(4)
    deliveries = deliver(sandbox, {"order_item_ids": [item_id]}, {"catalog_ids": [samples.CATALOG_ID]})
    assert len({one["catalog_id"] for one in deliveries}) == len(deliveries) == 3
    assert len({one["target_path"] for one in deliveries}) == 3
    assert {one["delivery_id"] for one in listed(sandbox)[:3]} == {one["delivery_id"] for one in deliveries}


def test_an_item_that_wants_it_delivers_by_itself(sandbox: InProcess) -> None:
    place = {"config": samples.STORE_ID, "path": "fields/"}
    made = order(sandbox, {**ARCHIVE, "cloud_delivery": place})
    item_id = made["order_items"][0]["id"]
    path = f"/v0/order-items/{item_id}"
    sandbox.clock.advance(3)
    assert listed(sandbox, order_item_id=item_id) == []
    assert sandbox.json("GET", path)["tasks"][0]["delivery_status"] == "PENDING"
    seen = []
    for _ in range(3):
        sandbox.clock.advance()
        [task] = sandbox.json("GET", path)["tasks"]
        [delivery] = listed(sandbox, order_item_id=item_id)
        assert (delivery["task_id"], delivery["cloud_delivery"]) == (task["id"], place)
        catalog = sandbox.json("GET", f"/v0/catalogs/{delivery['catalog_id']}")
        assert catalog["delivery_status"] == task["delivery_status"]
        seen.append((delivery["status"], task["delivery_status"]))
    assert seen == [("CREATED", "PENDING"), ("IN_PROGRESS", "PENDING"), ("SUCCESS", "SUCCESSFUL")]


def test_each_filter_lets_through_exactly_what_matches(sandbox: InProcess) -> None:
    everything = listed(sandbox)
    assert len(everything) >= 3
    assert everything[0]["delivery_id"] == samples.DELIVERY_ID
    for field in ("delivery_id", "catalog_id", "task_id"):
        values = {one[field] for one in everything}
        assert len(values) > 1
        for value in values:
            assert listed(sandbox, **{field: value}) == [one for one in everything if one[field] == value]
        for nothing in ("", "nothing"):
            assert listed(sandbox, **{field: nothing}) == []
    assert listed(sandbox, order_item_id=samples.ORDER_ITEM_ID) == everything[:1]
    assert listed(sandbox, order_item_id=samples.ORDER_ITEM_ID, catalog_id="nothing") == []


def test_a_delivery_by_hand_is_found_by_its_order_item_and_belongs_to_no_task(sandbox: InProcess) -> None:
    [made] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    found = listed(sandbox, order_item_id=samples.ORDER_ITEM_ID)
    assert [one["delivery_id"] for one in found] == [made["delivery_id"], samples.DELIVERY_ID]
    assert [one["delivery_id"] for one in listed(sandbox, task_id=samples.ORDER_TASK_ID)] == [samples.DELIVERY_ID]


def test_what_is_on_its_way_to_a_place_conflicts_with_more_of_the_same(sandbox: InProcess) -> None:
    [made] = deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})
    before = sandbox.state()
    again = {"deliveries": [{"catalog_ids": [samples.CATALOG_ID], "cloud_info": PLACE}]}
    answer = sandbox("POST", PATH, json=again)
    assert answer.status_code == 409
    assert answer.json()["error"]["details"] == {"delivery_id": made["delivery_id"]}
    assert sandbox.state() == before
    deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID], "cloud_info": {**PLACE, "path": "elsewhere/"}})
    sandbox.clock.advance(2)
    deliver(sandbox, {"catalog_ids": [samples.CATALOG_ID]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"catalog_ids": ["42"]},
        {"order_item_ids": ["42"]},
        {"catalog_ids": [samples.CATALOG_ID], "cloud_info": {"config": "42"}},
    ],
)
def test_what_is_not_there_cannot_be_delivered(sandbox: InProcess, wrong: dict[str, Any]) -> None:
    before = sandbox.state()
    right = {"catalog_ids": [samples.CATALOG_ID], "cloud_info": PLACE}
    answer = sandbox("POST", PATH, json={"deliveries": [right, {"cloud_info": PLACE, **wrong}]})
    assert answer.status_code == 404
    assert "42" in str(answer.json()["error"]["details"])
    assert sandbox.state() == before


def test_an_item_that_has_brought_nothing_cannot_be_delivered(sandbox: InProcess) -> None:
    item_id = order(sandbox, ARCHIVE)["order_items"][0]["id"]
    body = {"deliveries": [{"order_item_ids": [item_id], "cloud_info": PLACE}]}
    answer = sandbox("POST", PATH, json=body)
    assert answer.status_code == 400
    assert "/deliveries/0/order_item_ids/0:" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "lists", [{}, {"catalog_ids": [samples.CATALOG_ID], "order_item_ids": [samples.ORDER_ITEM_ID]}]
)
def test_exactly_one_of_the_two_lists_is_given(sandbox: InProcess, lists: dict[str, Any]) -> None:
    assert sandbox("POST", PATH, json={"deliveries": [{"cloud_info": PLACE, **lists}]}).status_code == 400


def test_another_workspace_sees_and_delivers_nothing_of_this_one(sandbox: InProcess) -> None:
    theirs = sandbox.json("GET", PATH, key=SAMPLE_KEY_TWO)["deliveries"]
    assert len(theirs) >= 2
    assert not {one["delivery_id"] for one in theirs} & {one["delivery_id"] for one in listed(sandbox)}
    own_store, own_catalog = theirs[0]["cloud_delivery"]["config"], theirs[0]["catalog_id"]
    for catalog_id, store_id in ((samples.CATALOG_ID, own_store), (own_catalog, samples.STORE_ID)):
        body = {"deliveries": [{"catalog_ids": [catalog_id], "cloud_info": {"config": store_id}}]}
        assert sandbox("POST", PATH, json=body, key=SAMPLE_KEY_TWO).status_code == 404
