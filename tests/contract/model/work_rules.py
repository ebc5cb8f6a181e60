"""Rules for work and payments: status, progress, results, times and tokens of one object, and of its parts, agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from tests.contract.model.answer_objects import Broken, JsonObject, Rule, object_lists
from tests.contract.model.formats import number_of, objects_of, parse_moment, percent_of
from tests.contract.model.operations import CONTRACT, list_operation_of
from tests.contract.model.schema_departures import Path, shape_of, shown
from tests.contract.model.statuses import (
    FAILED,
    PAID_STATUSES,
    PARTLY_SUCCEEDED,
    RUNNING,
    SUCCEEDED,
    TERMINAL_STATUSES,
    UNPAID_STATUSES,
    status_of,
)

# Results, which are empty until the work has ended.
RESULT_FIELDS = ("assets", "eo_bands", "images", "legend", "output", "result")
# Fields with the reason of a failure.
FAILURE_FIELDS = ("err_msg", "failure_type")
# Each of these times is empty until another field has one of the given values, and not empty afterwards.
TIME_FIELDS = {
    "finished_at": ("status", RUNNING, TERMINAL_STATUSES),
    "paid_at": ("status", UNPAID_STATUSES, PAID_STATUSES),
    "last_feasibility_check": (
        "feasibility_status",
        {"unspecified", "not_applicable"},
        {"failed", "weak_success", "success"},
    ),
}
# Times in the order in which they happen.
TIME_PAIRS = (
    ("send_time", "recv_time"),
    ("block_inf_start_time", "block_inf_end_time"),
    ("exec_created_at", "exec_updated_at"),
    ("created", "updated"),
)


def _status_and_progress(item: JsonObject) -> Iterator[Broken]:
    """The progress is 100 if and only if the work has succeeded."""
    status, percent = status_of(item.value), percent_of(item.value["progress"])
    if percent is None:
        return
    got = f"is {shown(item.value['progress'])}"
    if status in SUCCEEDED | PARTLY_SUCCEEDED and percent != 100:
        message = f"must be 100 where status is {item.value['status']}, {got}"
        yield Broken(("progress",), "progress is 100 when the work has succeeded", message)
    if status in RUNNING | FAILED and percent >= 100:
        message = f"must be less than 100 where status is {item.value['status']}, {got}"
        yield Broken(("progress",), "progress is less than 100 until the work has succeeded", message)


def _status_and_signed_url(item: JsonObject) -> Iterator[Broken]:
    """A signed URL is there if and only if the file is ready."""
    if "signed_url" not in item.shape.properties and "signed_url" not in item.value:
        return
    status, url = status_of(item.value), item.value.get("signed_url")
    if status in SUCCEEDED and not url:
        message = f"must be there where status is {item.value['status']}, is {shown(url)}"
        yield Broken(("signed_url",), "signed_url is there when the file is ready", message)
    if status in RUNNING | FAILED and url:
        message = f"must be empty or absent where status is {item.value['status']}, is {shown(url)}"
        yield Broken(("signed_url",), "signed_url is empty until the file is ready", message)


def _status_and_results(item: JsonObject) -> Iterator[Broken]:
    """Results are absent until the work has ended, and after a failure."""
    if status_of(item.value) not in (RUNNING | FAILED) - {"updating"}:
        return
    metadata = item.value.get("metadata")
    holders: list[tuple[Path, Mapping[str, Any]]] = [((), item.value)]
    if isinstance(metadata, dict):
        holders.append((("metadata",), metadata))
    for path, holder in holders:
        for name in RESULT_FIELDS:
            result = holder.get(name)
            # A list of images is no result: it says which archived images were ordered.
            if result and not (name == "images" and isinstance(result, list)):
                message = f"must be empty or absent where status is {item.value['status']}, is {shown(result)}"
                yield Broken((*path, name), f"{name} is empty until the work has succeeded", message)


def _status_and_failure(item: JsonObject) -> Iterator[Broken]:
    """Failed work has its reason, and other work has none."""
    status = status_of(item.value)
    for name in FAILURE_FIELDS:
        if name not in item.shape.properties and name not in item.value:
            continue
        reason = item.value.get(name)
        if status == "failed" and not reason:
            message = f"must say why where status is {item.value['status']}, is {shown(reason)}"
            yield Broken((name,), f"{name} is there when the work has failed", message)
        if status in RUNNING | SUCCEEDED and reason:
            message = f"must be empty or absent where status is {item.value['status']}, is {shown(reason)}"
            yield Broken((name,), f"{name} is empty unless the work has failed", message)


def _delivery_before_end(item: JsonObject) -> Iterator[Broken]:
    """Images that are delivered before the task that takes them has ended."""
    status = status_of(item.value)
    if status_of(item.value, "delivery_status") in SUCCEEDED and status in RUNNING | FAILED:
        message = f"must not be {item.value['delivery_status']} where status is {item.value['status']}"
        yield Broken(("delivery_status",), "nothing is delivered before the work has succeeded", message)


def _times_of_events(item: JsonObject) -> Iterator[Broken]:
    """Times of events that have not happened, and events without their time."""
    for name, (source, before, after) in TIME_FIELDS.items():
        if name not in item.value:
            continue
        status, time = status_of(item.value, source), item.value[name]
        if status in before and time:
            message = f"must be empty where {source} is {item.value[source]}, is {shown(time)}"
            yield Broken((name,), f"{name} is empty before the event", message)
        if status in after and not time:
            message = f"must be there where {source} is {item.value[source]}, is {shown(time)}"
            yield Broken((name,), f"{name} is there after the event", message)
    # A status such as `deleted` has its time, such as `deleted_at`.
    name = f"{status_of(item.value)}_at"
    if name in item.value and name not in TIME_FIELDS and not item.value[name]:
        message = f"must be there where status is {item.value['status']}, is {shown(item.value[name])}"
        yield Broken((name,), f"{name} is there after the event", message)


def _order_of_times(item: JsonObject) -> Iterator[Broken]:
    """Times before the creation, and ends before their starts."""
    for low, high in _time_pairs(frozenset(item.value)):
        first, last = parse_moment(item.value[low]), parse_moment(item.value[high])
        if first and last and last < first:
            message = f"must not be before {low}, {item.value[low]}, is {item.value[high]}"
            yield Broken((high,), f"{high} is not before {low}", message)


@lru_cache(1000)
def _time_pairs(names: frozenset[str]) -> list[tuple[str, str]]:
    """Pairs of the times with these names that happen one after the other."""
    events = sorted(name for name in names if name.endswith(("_at", "_time")) and name != "created_at")
    return [
        *(pair for pair in TIME_PAIRS if names.issuperset(pair)),
        *(("created_at", name) for name in events if "created_at" in names),
        *((name, "finished_at") for name in events if "finished_at" in names and name.endswith("_time")),
    ]


def _tokens(item: JsonObject) -> Iterator[Broken]:
    """Tokens that are used before the payment, or that contradict the price or the tasks."""
    spent, price = number_of(item.value.get("tokens_used")), number_of(item.value.get("final_amount"))
    payment, is_there = status_of(item.value, "payment_status"), "tokens_used" in item.value
    got = f"is {shown(item.value.get('tokens_used'))}"
    for name, status, unpaid in (
        ("payment_status", payment, {"unpaid"}),
        ("status", status_of(item.value), {"draft"}),
    ):
        if is_there and status in unpaid:
            message = f"must be absent where {name} is {item.value[name]}, {got}"
            yield Broken(("tokens_used",), f"tokens_used is absent before the payment ({name})", message)
    if payment and payment != "unpaid" and not is_there:
        message = f"must be there where payment_status is {item.value['payment_status']}, is missing"
        yield Broken(("tokens_used",), "tokens_used is there after the payment", message)
    if spent is None:
        return
    if price is not None and payment == "paid" and spent != price:
        message = f"must be final_amount, {price:g}, where payment_status is PAID, {got}"
        yield Broken(("tokens_used",), "tokens_used is final_amount when all is paid", message)
    elif price is not None and spent > price:
        yield Broken(("tokens_used",), "tokens_used is at most final_amount", f"must be at most {price:g}, {got}")


def _tokens_of_tasks(item: JsonObject) -> Iterator[Broken]:
    """Tokens and payment of an item that are not those of its tasks."""
    tasks, payment = objects_of(item.value, "tasks"), status_of(item.value, "payment_status")
    amounts = [number_of(task["tokens_used"]) for _, task in tasks if "tokens_used" in task]
    paid = [amount for amount in amounts if amount is not None]
    # An item without a price and a payment, such as a job, has other tasks.
    if not tasks or len(paid) != len(amounts) or not (payment or paid):
        return
    spent = number_of(item.value.get("tokens_used", 0))
    if spent is not None and spent != sum(paid):
        message = f"must be {sum(paid):g}, the sum of the tasks, is {shown(item.value.get('tokens_used'))}"
        yield Broken(("tokens_used",), "tokens_used is the sum of the tasks", message)
    if payment in {"unpaid", "partial-monthly", "paid"} and (payment == "paid") != (len(paid) == len(tasks)):
        message = f"is {item.value['payment_status']}, and {len(paid)} of {len(tasks)} tasks are paid"
        yield Broken(("payment_status",), "payment_status is PAID when all tasks are paid", f"must agree, {message}")


def _status_and_parts(item: JsonObject) -> Iterator[Broken]:
    """Parts that go on or have failed after the whole has ended, and payments that disagree."""
    status = status_of(item.value)
    if status not in TERMINAL_STATUSES | UNPAID_STATUSES | PAID_STATUSES:
        return
    for name in object_lists(item.shape.pointer):
        for position, part in objects_of(item.value, name):
            path, part_status = (name, position, "status"), status_of(part)
            if status in TERMINAL_STATUSES and part_status in RUNNING:
                message = f"must be terminal where status is {item.value['status']}, is {part['status']}"
                yield Broken(path, f"{name} have ended when the whole has", message)
            if status in SUCCEEDED and part_status in FAILED:
                message = f"must not be {part['status']} where status is {item.value['status']}"
                yield Broken(path, f"{name} have succeeded when the whole has", message)
            payment = status_of(part, "payment_status")
            is_order = status in UNPAID_STATUSES | PAID_STATUSES
            if payment and is_order and (payment != "unpaid") != (status in PAID_STATUSES):
                message = f"must agree with status {item.value['status']}, is {part['payment_status']}"
                yield Broken((name, position, "payment_status"), f"{name} are paid with the whole", message)


def _ids_of_parts(item: JsonObject) -> Iterator[Broken]:
    """Parts that say that they belong to something else."""
    own_id = item.value.get("id")
    for name in object_lists(item.shape.pointer):
        part_shape = shape_of(shape_of(item.shape.properties.get(name)).items)
        for position, part in objects_of(item.value, name):
            for field, named in part.items():
                if not field.endswith("_id") or not isinstance(named, str):
                    continue
                expected = own_id if _names_whole(field, item.shape.name, part_shape.pointer) else None
                if expected is None and field in item.value and _is_resource(field):
                    expected = item.value[field]
                if isinstance(expected, str) and expected and named != expected:
                    message = f"must be {shown(expected)}, that of the whole, is {shown(named)}"
                    yield Broken((name, position, field), f"{field} of {name} is that of the whole", message)


@lru_cache(1000)
def _names_whole(field: str, whole: str, part: str) -> bool:
    """Whether a field of a part has the name of the whole, as `order_id` in an order, and an example in the contract.

    Of a field without an example, the pages leave open what it names.
    """
    if field.replace("_", "") != f"{whole.lower()}id":
        return False
    return "examples" in CONTRACT.at(part).get("properties", {}).get(field, {})


@lru_cache(1000)
def _is_resource(name: str) -> bool:
    """Whether a field names something that the API lists."""
    return list_operation_of(name) is not None


WORK_RULES = (
    Rule(("progress",), _status_and_progress),
    Rule(("status", "signed_url"), _status_and_signed_url),
    Rule(("status",), _status_and_results),
    Rule(("status",), _status_and_failure),
    Rule(("delivery_status",), _delivery_before_end),
    Rule(("status", *TIME_FIELDS), _times_of_events),
    Rule(("created_at", "finished_at", *(high for _, high in TIME_PAIRS)), _order_of_times),
    Rule(("tokens_used", "payment_status"), _tokens),
    Rule(("tasks",), _tokens_of_tasks),
    Rule(("status",), _status_and_parts),
    Rule((), _ids_of_parts),
)
