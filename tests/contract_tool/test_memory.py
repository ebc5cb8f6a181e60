"""The memory of a run: what answers say of an object that was seen before."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import json_pointer
from tests.contract.model.examples import example_answers
from tests.contract.model.memory import Memory
from tests.contract.model.operations import CONTRACT, OPERATIONS
from tests.oracle import JSON
from tests.strategies import ANY_JSON

CREATED, LATER = "2024-05-06T00:00:00Z", "2024-05-06T01:00:00Z"
PAGE = {"limit": 10, "offset": 0, "total": 1}
AOI = {"aoi_id": "a", "name": "x", "status": "running", "progress": 50, "created_at": CREATED}
FULL = {"progress": 100}
DONE = AOI | {"status": "success", "progress": 100}
INDEX = {"id": "i", "name": "NDVI", "satellite_id": "s", "rescale": [0, 1], "created_at": CREATED}
ITEM = {"id": "o", "status": "ACTIVE", "payment_status": "PARTIAL-MONTHLY", "tokens_used": 10, "order_id": "o1"}
# An answer of each operation, around one object.
WHOLE: dict[str, Callable[[Any], Any]] = {
    "getAoi": lambda aoi: aoi,
    "listAois": lambda aoi: {"aois": [aoi], "pagination": PAGE},
    "listIndices": lambda index: {"indices": [index], "pagination": PAGE},
    "createIndex": lambda index: index,
    "getOrderItem": lambda item: item,
    "getOrder": lambda order: order,
    "listBlockVersions": lambda block: {"blocks": [block]},
    "getJob": lambda job: job,
    "getDownload": lambda package: package,
    "listAssets": lambda asset: {"assets": [asset], "pagination": PAGE},
    "getCatalog": lambda catalog: catalog,
    "getArchiveCollection": lambda collection: collection,
    "listArchiveCollections": lambda collection: {"collections": [collection]},
    "listDeliveries": lambda delivery: {"deliveries": [delivery]},
}
Seen = tuple[str, dict[str, Any]]


def observe(memory: Memory, operation_id: str, value: Any, **options: Any) -> list[tuple[str, str]]:
    content = json.dumps(WHOLE[operation_id](value)).encode()
    found = memory.observe(CONTRACT.operations[operation_id], {}, content, **options)
    assert all(CONTRACT.at(departure.source) for departure in found)
    return [(departure.pointer, departure.rule) for departure in found]


def rules_of(*seen: Seen) -> list[tuple[str, str]]:
    """What the last of these answers contradicts; those before it contradict nothing."""
    memory = Memory()
    *first, last = [observe(memory, operation_id, value) for operation_id, value in seen]
    assert not any(first)
    return last


@pytest.mark.parametrize(
    ("seen", "pointer", "rule"),
    [
        ([("getAoi", DONE), ("getAoi", AOI | FULL)], "/status", "a terminal status is final"),
        ([("getAoi", DONE), ("listAois", AOI | FULL)], "/aois/0/status", "a terminal status is final"),
        ([("getAoi", DONE), ("getAoi", DONE | {"status": "failed"})], "/status", "a terminal status is final"),
        ([("getAoi", AOI), ("getAoi", AOI | {"status": "started"})], "/status", "statuses follow"),
        ([("getAoi", AOI), ("listAois", AOI | {"progress": 49})], "/aois/0/progress", "progress never falls"),
        ([("getJob", {"id": "j", "status": "running", "progress": f"{percent}%"}) for percent in (50, 9)],
         "/progress", "progress never falls"),
        ([("getAoi", AOI), ("getAoi", AOI | {"created_at": LATER})], "/created_at", "created_at never changes"),
        ([("getAoi", AOI | {"satellite_id": "1"}), ("getAoi", AOI | {"satellite_id": "2"})],
         "/satellite_id", "satellite_id never changes"),
        ([("getAoi", DONE | {"updated_at": time}) for time in (LATER, CREATED)], "/updated_at", "updated_at never"),
        ([("getJob", {"id": "j", "status": "failed", "finished_at": time}) for time in (CREATED, LATER)],
         "/finished_at", "finished_at never changes"),
        ([("getOrderItem", ITEM), ("getOrderItem", ITEM | {"tokens_used": 9})], "/tokens_used", "tokens_used never"),
        ([("getOrder", {"id": "o", "status": status}) for status in ("PAID", "UNPAID")], "/status", "a payment is"),
        ([("listIndices", INDEX), ("createIndex", INDEX | {"name": "x"})], "/name", "name agrees in all answers"),
        ([("createIndex", INDEX), ("listIndices", INDEX | {"rescale": [0, 2]})],
         "/indices/0/rescale/1", "rescale agrees in all answers"),
        ([("getAoi", DONE), ("listAois", DONE | {"name": "y"})], "/aois/0/name", "name agrees in all answers"),
        # What was seen before the last answer counts too.
        ([("getAoi", DONE | {"description": "d"}), ("listAois", DONE), ("getAoi", DONE | {"description": "e"})],
         "/description", "description agrees in all answers"),
        # Tasks of a job are objects of their own.
        ([("getJob", {"id": "j", "status": "running", "tasks": [{"id": "t", "status": status}]})
          for status in ("completed", "running")], "/tasks/0/status", "a terminal status is final"),
    ],
)  # fmt: skip
def test_contradiction_of_an_earlier_answer_is_found(seen: list[Seen], pointer: str, rule: str) -> None:
    ((found_pointer, found_rule),) = rules_of(*seen)

    assert found_pointer == pointer
    assert found_rule.startswith(rule)


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param([("getAoi", AOI), ("listAois", DONE)], id="work goes on"),
        pytest.param(
            [("getAoi", AOI | {"name": "1"}), ("getAoi", AOI | {"name": "2"})], id="fields while work goes on"
        ),
        pytest.param(
            [("getAoi", DONE), ("getAoi", AOI | {"status": "updating"}), ("getAoi", AOI)], id="work begins anew"
        ),
        pytest.param(
            [("getAoi", DONE | {"updated_at": CREATED}), ("getAoi", DONE | {"updated_at": LATER, "name": "y"})],
            id="changed by somebody, with a time",
        ),
        pytest.param(
            [("getAoi", AOI), ("getAoi", AOI | {"created_at": "2024-05-06 00:00:00.125+00:00"})], id="styles of a time"
        ),
        pytest.param(
            [
                ("getDownload", {"download_id": "d", "status": "success", "signed_url": url})
                for url in ("a://b", "a://c")
            ],
            id="signed URLs",
        ),
        pytest.param(
            [("listAssets", {"id": "f", "path": f"https://a/b?signature={n}"}) for n in (1, 2)], id="signatures of URLs"
        ),
        pytest.param(
            [("listAssets", {"id": "f", "visualization_id": n, "name": n}) for n in ("v1", "v2")],
            id="assets of visualizations",
        ),
        pytest.param(
            [
                ("listBlockVersions", {"id": "b", "spec": {"name": "n", "version": version}, "created_at": time})
                for version, time in (("1", CREATED), ("2", LATER))
            ],
            id="versions of a block",
        ),
        pytest.param([("listIndices", INDEX), ("listIndices", {"id": "j", "name": "EVI"})], id="another object"),
        pytest.param([("listIndices", INDEX), ("listIndices", {"id": "i", "name": "NDVI"})], id="fewer fields"),
        pytest.param([("listIndices", INDEX | {"description": d}) for d in ("", "d")], id="empty in a list"),
        pytest.param(
            [("getOrderItem", ITEM), ("getOrderItem", ITEM | {"payment_status": "REFUND", "tokens_used": 0})],
            id="refund",
        ),
        pytest.param(
            [
                ("getCatalog", {"id": "c", "details": {"id": "t", "bbox": bbox}})
                for bbox in ([77.5, 1, 2, 3], ["77.5", "1", "2", "3"])
            ],
            id="numbers as text",
        ),
        pytest.param(
            [("getCatalog", {"id": "c", "delivery_status": status}) for status in ("PENDING", "SUCCESSFUL")],
            id="another status goes on",
        ),
    ],
)
def test_what_may_change_is_no_contradiction(seen: list[Seen]) -> None:
    assert rules_of(*seen) == []


def test_contradiction_is_named_with_the_earlier_answer() -> None:
    memory = Memory()
    observe(memory, "listIndices", INDEX)
    content = json.dumps(INDEX | {"name": "x"}).encode()

    (found,) = memory.observe(CONTRACT.operations["createIndex"], {}, content)

    assert found.message == 'must be "NDVI", as listIndices said before, is "x"'
    assert found.place == "/name"


def test_contradiction_is_found_each_time_that_answers_alternate() -> None:
    memory = Memory()
    other = INDEX | {"name": "x"}

    found = [observe(memory, "listIndices", index) for index in (INDEX, other, INDEX, INDEX, other)]

    assert [len(departures) for departures in found] == [0, 1, 1, 0, 1]


def test_write_lets_the_object_of_its_path_change_and_others_only_by_themselves() -> None:
    memory = Memory()
    update = CONTRACT.operations["updateVisualizationMetadata"]
    other = {"aoi_id": "b", "name": "x", "status": "success", "progress": 100, "created_at": CREATED}
    for aoi in (DONE, other):
        observe(memory, "getAoi", aoi)
    memory.written(update, {"aoi_id": "a", "visualization_id": "v"})

    # The first may begin anew, the second was perhaps changed by the write too, and ends once.
    assert observe(memory, "getAoi", AOI | {"created_at": LATER}) == []
    assert observe(memory, "getAoi", other | {"name": "y"}) == []
    found = observe(memory, "getAoi", other | {"name": "y", "status": "running", "progress": 9, "created_at": LATER})
    assert [rule for _, rule in found] == [
        "a terminal status is final",
        "progress never falls",
        "created_at never changes",
    ]


def test_facts_are_remembered_over_writes_and_lists_without_them() -> None:
    memory = Memory()
    observe(memory, "getAoi", AOI)
    memory.written(CONTRACT.operations["createIndex"], {})
    observe(memory, "listAois", {"aoi_id": "a", "name": "x", "status": "running"})

    assert observe(memory, "getAoi", AOI | {"created_at": LATER}) == [("/created_at", "created_at never changes")]


def test_same_answer_after_a_write_is_compared_again() -> None:
    memory = Memory()
    observe(memory, "listIndices", INDEX)
    memory.written(CONTRACT.operations["createAoi"], {})
    observe(memory, "listIndices", INDEX)

    assert observe(memory, "createIndex", INDEX | {"name": "x"}) == [("/name", "name agrees in all answers")]


def test_answers_that_were_under_way_at_once_are_not_compared() -> None:
    memory = Memory()
    observe(memory, "getAoi", DONE, at=0)

    assert observe(memory, "getAoi", AOI, at=0) == []
    assert observe(memory, "listAois", AOI, at=0) == []
    assert observe(memory, "getAoi", AOI) == [
        ("/status", "a terminal status is final"),
        ("/progress", "progress never falls"),
    ]


def test_workspaces_and_parts_of_the_api_are_apart() -> None:
    memory = Memory()
    observe(memory, "getAoi", DONE)

    assert observe(memory, "getAoi", AOI, key="other") == []
    # The image in a catalog and in the archive have different details.
    observe(memory, "getCatalog", {"id": "c", "details": {"id": "t", "collection": "x"}})
    content = json.dumps({"features": [{"id": "t", "collection": "y"}], "type": "FeatureCollection"}).encode()
    assert memory.observe(CONTRACT.operations["searchArchive"], {}, content) == []


@pytest.mark.parametrize("content", [b"", b"<html>", b"[" * 100_000, b"[" * 900 + b"]" * 900, b"null", b'{"aois": 7}'])
def test_what_is_no_answer_is_passed_over(content: bytes) -> None:
    assert Memory().observe(CONTRACT.operations["listAois"], {}, content) == []


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_json_can_be_observed(data: st.DataObject) -> None:
    memory = Memory()
    operation = data.draw(st.sampled_from([item for item in OPERATIONS if JSON in item.answers[str(item.success)]]))
    whole = data.draw(st.sampled_from(example_answers(operation, "") or [{}]))
    pointers = st.sampled_from([*json_pointer.pointers(whole)])
    for _ in range(3):
        answer = json_pointer.replaced(whole, data.draw(pointers), data.draw(ANY_JSON))
        for found in memory.observe(operation, {}, json.dumps(answer).encode()):
            assert found.message


def test_field_that_a_list_leaves_out_does_not_go_back() -> None:
    memory = Memory()

    assert observe(memory, "getArchiveCollection", {"id": "c", "updated_at": LATER}) == []
    memory.written(CONTRACT.operations["createAoi"], {})
    assert observe(memory, "listArchiveCollections", {"id": "c"}) == []
    memory.written(CONTRACT.operations["createAoi"], {})
    found = observe(memory, "listArchiveCollections", {"id": "c", "updated_at": CREATED})
    assert found == [("/collections/0/updated_at", "updated_at never goes back")]
