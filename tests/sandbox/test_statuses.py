"""Every status that the contract documents is one that the sandbox answers, or has a reason here why it cannot."""

import copy
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from pixxel_sandbox import FaultInjection
from tests.oracle import Operation
from tests.sandbox.support import CONTRACT, InProcess, example_bodies, existing, url_of

# Why the sandbox has no such answer, and to which operations.
UNANSWERED = {
    "it takes nothing that could break a rule: a wrong id is one that is not found": {
        "400": [
            "getAoi",
            "getArchiveCollection",
            "getArchiveItem",
            "getBlockVersion",
            "getCatalog",
            "getCatalogDownload",
            "getDownload",
            "getJob",
            "getOrder",
            "getOrderItem",
            "getProject",
            "deleteStore",
            "estimateWorkflow",
            "listBandsets",
            "listBlockVersions",
            "listSatellites",
            "listStores",
        ],
    },
    "it lists what a key may see, which always exists, and finds nothing for a filter that fits nothing": {
        "404": ["listAois", "listProjects"],
    },
    "the published description lists it without saying when, and reading conflicts with nothing": {
        "409": ["getOrder", "listDeliveries", "listStores"],
    },
    "201 is what a download that has been made is answered with; the pages show either": {"200": ["createDownload"]},
}

# What has to be asked for before an operation conflicts with it.
BEFOREHAND = {"deleteStore": "createDeliveries"}


@pytest.mark.parametrize("operation", CONTRACT.operations.values(), ids=lambda operation: operation.id)
def test_every_documented_status_is_answered_or_has_a_reason_why_not(
    start: Callable[..., InProcess], operation: Operation
) -> None:
    reached = {operation.documents(status) for status in _statuses(start, operation)}
    unanswered = {
        status
        for statuses in UNANSWERED.values()
        for status, operations in statuses.items()
        if operation.id in operations
    }
    assert operation.answers.keys() - reached == unanswered


def test_the_reasons_name_operations_that_exist() -> None:
    named = {one for statuses in UNANSWERED.values() for operations in statuses.values() for one in operations}
    assert named - CONTRACT.operations.keys() == set()


def _statuses(start: Callable[..., InProcess], operation: Operation) -> Iterator[int]:
    """What the operation answers, each answer valid by the contract; each request goes to a sandbox of its own."""
    for request in _requests(operation):
        sandbox = start()
        yield sandbox(**request).status_code
        # Once more: what exists already may be refused.
        yield sandbox(**request).status_code
    example = next(_examples(operation))
    yield start(fault_injection=FaultInjection(fail_rate=1))(**example).status_code
    limited = start(fault_injection=FaultInjection(rate_limit="1/m"))
    yield limited(**example).status_code
    yield limited(**example).status_code
    if operation.tag in {"jobs", "tasks"} and operation.method == "PUT":
        yield _of_a_job_under_way(start(), operation)
    if before := BEFOREHAND.get(operation.id):
        sandbox = start()
        sandbox.json(**next(_examples(CONTRACT.operations[before])))
        yield sandbox(**example).status_code


def _of_a_job_under_way(sandbox: InProcess, operation: Operation) -> int:
    """The status of a request about a job that has just begun, whose results are not there yet."""
    job = sandbox.json(**next(_examples(CONTRACT.operations["createJob"])))
    sandbox.clock.advance()
    ids = {"workflow_id": job["workflow_id"], "job_id": job["id"]}
    path = CONTRACT.operations["getJob"].path.format(**ids)
    (task, *_) = sandbox.json("GET", path)["tasks"]
    return sandbox(operation.method, operation.path.format(**ids, task_id=task["id"])).status_code


def _requests(operation: Operation) -> Iterator[dict[str, Any]]:
    first = next(_examples(operation))
    yield from _examples(operation)
    yield {**first, "key": None}
    yield {**first, "key": "Basic c2FuZGJveA=="}
    for name in operation.named("query"):
        yield {**first, "path": f"{first['path'].partition('?')[0]}?{name}=1&{name}=1"}
    names = operation.named("path")
    for unknown in names:
        path = {name: "unknown" if name == unknown else quote(existing(operation, name), safe="") for name in names}
        _, mark, query = first["path"].partition("?")
        yield {**first, "path": operation.path.format(**path) + mark + query}
    if operation.body:
        yield {**first, "json": 0}
        yield {**first, "json": " " * 1_048_576}
    for body in example_bodies(operation).values():
        for other in _with_another_name(body):
            yield {**first, "json": other}


def _examples(operation: Operation) -> Iterator[dict[str, Any]]:
    request = {"method": operation.method, "path": url_of(operation)}
    bodies = example_bodies(operation).values()
    yield from ({**request, "json": body} for body in bodies) if bodies else [request]


def _with_another_name(body: Any) -> Iterator[Any]:
    """`body` with one of its texts changed at the end, for each of them: an id is then that of nothing."""
    for place in body.keys() if isinstance(body, dict) else range(len(body)):
        inner = body[place]
        if isinstance(inner, str):
            others = [inner[:-1] + ("1" if inner.endswith("0") else "0")]
        else:
            others = list(_with_another_name(inner)) if isinstance(inner, dict | list) else []
        for other in others:
            changed = copy.copy(body)
            changed[place] = other
            yield changed
