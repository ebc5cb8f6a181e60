"""What is known of a server: kept until a write may have changed it."""

from __future__ import annotations

import httpx

from tests.contract.model.operations import call_of
from tests.contract.transport.world import World, tags_that_change_with

ANSWER = httpx.Response(200, json={})


def test_answer_is_known_for_the_same_call_with_the_same_key() -> None:
    world = World()
    world.keep("key", call_of("getAoi", path={"aoi_id": "1"}), ANSWER)

    assert world.get("key", call_of("getAoi", path={"aoi_id": "1"})) is ANSWER
    assert world.get("other", call_of("getAoi", path={"aoi_id": "1"})) is None
    assert world.get("key", call_of("getAoi", path={"aoi_id": "2"})) is None
    assert world.get("key", call_of("listAois")) is None


def test_write_forgets_what_links_lead_to_and_nothing_else() -> None:
    world, names = World(), ("listAois", "listAssets", "listSatellites", "listStores")
    for name in names:
        world.keep("key", call_of(name), ANSWER)

    world.written("aois")

    known = [
        name for name in ("listAois", "listAssets", "listSatellites", "listStores") if world.get("key", call_of(name))
    ]
    assert known == ["listSatellites", "listStores"]


def test_order_changes_its_items_and_what_comes_of_them() -> None:
    assert tags_that_change_with("orders") >= {"orders", "order_items", "catalogs", "deliveries"}
    assert "satellites" not in tags_that_change_with("orders")


def test_copy_forgets_alone() -> None:
    world = World()
    world.keep("key", call_of("listAois"), ANSWER)
    copy = world.copy()

    copy.written("aois")

    assert world.get("key", call_of("listAois")) is ANSWER
    assert copy.get("key", call_of("listAois")) is None
