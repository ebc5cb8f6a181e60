"""The rules that tie status, progress, results, times and tokens to each other, each broken once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.contract.model.departures import departures
from tests.contract.model.operations import CONTRACT
from tests.contract.model.statuses import (
    FAILED,
    PAID_STATUSES,
    PARTLY_SUCCEEDED,
    RUNNING,
    SUCCEEDED,
    TERMINAL_STATUSES,
    UNPAID_STATUSES,
)
from tests.oracle import JSON

WEB = "https://storage.account/file"
CREATED, HALF, FINISHED = (f"2024-05-06T{time}:00Z" for time in ("00:00", "00:30", "01:00"))
DONE: dict[str, dict[str, Any]] = {
    "getAoi": {"aoi_id": "a", "name": "x", "status": "success", "progress": 100, "images": {"i": 1}, "eo_bands": ["B"]},
    "getDownload": {"download_id": "d", "status": "SUCCESS", "signed_url": WEB},
    "getJob": {
        "id": "j",
        "status": "completed",
        "progress": "100%",
        "created_at": CREATED,
        "finished_at": FINISHED,
        "tasks": [
            {
                "id": "t",
                "status": "completed",
                "progress": 100,
                "err_msg": "",
                "failure_type": "",
                "result": [1],
                "created_at": CREATED,
                "send_time": CREATED,
                "recv_time": FINISHED,
                "finished_at": FINISHED,
            }
        ],
    },
    "getOrderItem": {
        "id": "i",
        "status": "ACTIVE",
        "payment_status": "PARTIAL-MONTHLY",
        "feasibility_status": "SUCCESS",
        "last_feasibility_check": CREATED,
        "final_amount": 20,
        "tokens_used": 10,
        "tasks": [
            {"id": "1", "status": "FULFILLED", "delivery_status": "SUCCESSFUL", "tokens_used": 10},
            {"id": "2", "status": "DRAFT", "delivery_status": "PENDING"},
        ],
    },
    "getOrder": {
        "id": "o",
        "status": "PAID",
        "paid_at": FINISHED,
        "created_at": CREATED,
        "order_items": [{"id": "i", "order_id": "o", "status": "ACTIVE", "payment_status": "PAID", "tokens_used": 10}],
    },
}
JOB_TASK, ORDER_TASKS = DONE["getJob"]["tasks"][0], DONE["getOrderItem"]["tasks"]
ORDER_ITEM = DONE["getOrder"]["order_items"][0]
VISUALIZATION = {"id": "v", "aoi_id": "a", "index_id": "x", "status": "creating", "progress": 50}


def departures_of(operation_id: str, answer: Any) -> list[tuple[str, str]]:
    operation = CONTRACT.operations[operation_id]
    content = json.dumps(answer).encode()
    found = departures(operation, {}, operation.success, {"content-type": JSON}, content)
    assert all(CONTRACT.at(departure.source) for departure in found)
    return [(departure.pointer, departure.rule) for departure in found]


@pytest.mark.parametrize("operation_id", DONE)
def test_consistent_work_has_no_departure(operation_id: str) -> None:
    assert departures_of(operation_id, DONE[operation_id]) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "queued", "progress": "0%", "finished_at": None},
        {"status": "completed", "progress": "almost done"},
        {"status": "a new status", "progress": "50%", "finished_at": FINISHED},
        {"status": "failed", "progress": "50%", "finished_at": FINISHED},
    ],
)
def test_work_in_another_state_has_no_departure(answer: dict[str, Any]) -> None:
    assert departures_of("getJob", {"id": "j"} | answer) == []


@pytest.mark.parametrize(
    ("operation_id", "wrong", "pointer", "rule"),
    [
        ("getAoi", {"progress": 99}, "/progress", "progress is 100 when the work has succeeded"),
        ("getJob", {"progress": "99%"}, "/progress", "progress is 100 when the work has succeeded"),
        ("getAoi", {"status": "partial_success", "progress": 50}, "/progress", "progress is 100 when the work has"),
        ("getAoi", {"status": "running", "images": {}, "eo_bands": []}, "/progress", "progress is less than 100 until"),
        ("getAoi", {"status": "failed", "images": {}, "eo_bands": []}, "/progress", "progress is less than 100 until"),
        ("getAoi", {"status": "running", "progress": 9, "eo_bands": []}, "/images", "images is empty until the work"),
        ("getAoi", {"status": "failed", "progress": 9, "images": {}}, "/eo_bands", "eo_bands is empty until the work"),
        ("getDownload", {"status": "STARTED"}, "/signed_url", "signed_url is empty until the file is ready"),
        ("getDownload", {"status": "FAILED"}, "/signed_url", "signed_url is empty until the file is ready"),
        ("getDownload", {"signed_url": ""}, "/signed_url", "signed_url is there when the file is ready"),
        ("getDownload", {"signed_url": None}, "/signed_url", "signed_url is there when the file is ready"),
        ("getJob", {"finished_at": ""}, "/finished_at", "finished_at is there after the event"),
        ("getJob", {"status": "running", "progress": "9%", "tasks": []}, "/finished_at", "finished_at is empty before"),
        (
            "getJob",
            {"created_at": HALF, "finished_at": CREATED},
            "/finished_at",
            "is not before creat",
        ),
        ("getJob", {"updated_at": "2024-05-05T00:30:00Z"}, "/updated_at", "updated_at is not before created_at"),
        (
            "getJob",
            {"tasks": [JOB_TASK | {"send_time": HALF, "recv_time": CREATED}]},
            "/tasks/0/recv_time",
            "before send",
        ),
        (
            "getJob",
            {"tasks": [JOB_TASK | {"recv_time": "2024-05-06T02:00:00Z"}]},
            "/tasks/0/finished_at",
            "before recv",
        ),
        ("getJob", {"tasks": [JOB_TASK | {"err_msg": "it broke"}]}, "/tasks/0/err_msg", "err_msg is empty unless"),
        (
            "getJob",
            {"tasks": [{"id": "t", "status": "running"}]},
            "/tasks/0/status",
            "tasks have ended when the whole has",
        ),
        ("getOrderItem", {"tokens_used": 9}, "/tokens_used", "tokens_used is the sum of the tasks"),
        ("getOrderItem", {"tokens_used": None}, "/tokens_used", 'type is "integer"'),
        ("getOrderItem", {"final_amount": 9}, "/tokens_used", "tokens_used is at most final_amount"),
        ("getOrderItem", {"payment_status": "PAID", "tasks": ORDER_TASKS[:1]}, "/tokens_used", "is final_amount when"),
        (
            "getOrderItem",
            {"payment_status": "PAID", "final_amount": 10},
            "/payment_status",
            "payment_status is PAID when",
        ),
        (
            "getOrderItem",
            {"tasks": ORDER_TASKS[:1]},
            "/payment_status",
            "payment_status is PAID when all tasks are paid",
        ),
        ("getOrderItem", {"status": "DRAFT"}, "/tokens_used", "tokens_used is absent before the payment (status)"),
        ("getOrderItem", {"feasibility_status": "UNSPECIFIED"}, "/last_feasibility_check", "is empty before the event"),
        ("getOrderItem", {"last_feasibility_check": ""}, "/last_feasibility_check", "is there after the event"),
        ("getOrder", {"paid_at": ""}, "/paid_at", "paid_at is there after the event"),
        ("getOrder", {"status": "UNPAID", "order_items": []}, "/paid_at", "paid_at is empty before the event"),
        ("getOrder", {"status": "UNPAID", "paid_at": ""}, "/order_items/0/payment_status", "are paid with the whole"),
        (
            "getOrder",
            {"order_items": [ORDER_ITEM | {"order_id": "x"}]},
            "/order_items/0/order_id",
            "is that of the whole",
        ),
    ],
)
def test_contradiction_is_found(operation_id: str, wrong: dict[str, Any], pointer: str, rule: str) -> None:
    ((found_pointer, found_rule),) = departures_of(operation_id, DONE[operation_id] | wrong)

    assert found_pointer == pointer
    assert rule in found_rule


@pytest.mark.parametrize("signed_url", [None, "", {}])
def test_missing_signed_url_is_found(signed_url: object) -> None:
    answer = {"id": "d", "status": "ready"} | ({"signed_url": signed_url} if isinstance(signed_url, str) else {})

    assert departures_of("downloadJob", answer) == [("/signed_url", "signed_url is there when the file is ready")]


@pytest.mark.parametrize("name", ["err_msg", "failure_type"])
def test_failure_without_a_reason_is_found(name: str) -> None:
    task = {"id": "t", "status": "failed", "err_msg": "it broke", "failure_type": "block"}
    job = {"id": "j", "status": "failed", "tasks": [task]}

    assert departures_of("getJob", job) == []
    for changed in ({**task, name: ""}, {key: value for key, value in task.items() if key != name}):
        found = departures_of("getJob", job | {"tasks": [changed]})
        assert found == [(f"/tasks/0/{name}", f"{name} is there when the work has failed")]


def test_failed_part_of_a_success_is_found() -> None:
    task = {"id": "t", "status": "failed", "err_msg": "it broke", "failure_type": "block"}

    assert departures_of("getJob", DONE["getJob"] | {"tasks": [task]}) == [
        ("/tasks/0/status", "tasks have succeeded when the whole has")
    ]


def test_tokens_before_the_payment_are_found() -> None:
    item = DONE["getOrderItem"] | {"payment_status": "UNPAID", "tasks": []}

    assert departures_of("getOrderItem", item) == [
        ("/tokens_used", "tokens_used is absent before the payment (payment_status)")
    ]
    paid = {name: value for name, value in DONE["getOrderItem"].items() if name != "tokens_used"} | {"tasks": []}
    assert departures_of("getOrderItem", paid) == [("/tokens_used", "tokens_used is there after the payment")]


def test_delivery_before_the_end_of_its_task_is_found() -> None:
    tasks = [ORDER_TASKS[0], ORDER_TASKS[1] | {"delivery_status": "SUCCESSFUL"}]

    assert departures_of("getOrderItem", DONE["getOrderItem"] | {"tasks": tasks}) == [
        ("/tasks/1/delivery_status", "nothing is delivered before the work has succeeded")
    ]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"assets": [{"id": "f", "aoi_id": "a"}]}, "/visualization/0/assets"),
        ({"metadata": {"legend": {"2024_05_06": {}}}}, "/visualization/0/metadata/legend"),
        (
            {"status": "success", "progress": 100, "assets": [{"id": "f", "aoi_id": "b"}]},
            "/visualization/0/assets/0/aoi_id",
        ),
    ],
)
def test_contradiction_in_an_item_of_a_list_is_found(more: dict[str, Any], pointer: str) -> None:
    page = {"pagination": {"limit": 1, "offset": 0, "total": 1}}

    assert departures_of("listVisualizations", page | {"visualization": [VISUALIZATION]}) == []
    found = departures_of("listVisualizations", page | {"visualization": [VISUALIZATION | more]})
    assert [found_pointer for found_pointer, _ in found] == [pointer]


# ── The statuses of the contract ────────────────────────────────────────────────────────────────────────────────────

KNOWN = SUCCEEDED | PARTLY_SUCCEEDED | FAILED | RUNNING | UNPAID_STATUSES | PAID_STATUSES


def status_schemas() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The schemas of all fields with the name `status` whose values are texts."""
    for name, schema in CONTRACT.document["components"]["schemas"].items():
        if "status" in schema.get("properties", {}):
            status, pointer = CONTRACT.resolve(schema["properties"]["status"], name)
            if status["type"] == "string":
                yield pointer, status


def test_every_status_of_the_contract_is_known() -> None:
    words = {
        word.lower()
        for _, status in status_schemas()
        for word in (*status.get("enum", ()), *status.get("examples", ()))
    }

    assert len(words) > 20
    assert words <= KNOWN
    groups = (SUCCEEDED, PARTLY_SUCCEEDED, FAILED, RUNNING, UNPAID_STATUSES, PAID_STATUSES)
    assert sum(map(len, groups)) == len(KNOWN)


def test_terminal_statuses_are_those_of_the_contract() -> None:
    validated = 0
    for name, status in status_schemas():
        if stated := re.search(r"([^.]*) are terminal", status.get("description", "")):
            terminal = set(re.findall(r"`(\w+)`", stated[1])) or {"completed", "failed"}
            words = set(status.get("enum", ())) or terminal
            assert {word for word in words if word.lower() in TERMINAL_STATUSES} == terminal, name
            validated += 1

    assert validated > 5
