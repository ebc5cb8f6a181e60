"""The sandbox answers every documented status, or there is a reason here why it cannot."""

import copy
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from pixxel_sandbox import FaultInjection
from tests.oracle import Operation
from tests.sandbox.support import CONTRACT, InProcess, example_bodies, existing, url_of

# The statuses that the sandbox does not answer: reason, status, operations.
UNANSWERED = {
    "it has no input that can be invalid: a wrong id is not found": {
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
    "the list always exists, and a filter without matches gives an empty list": {
        "404": ["listAois", "listProjects"],
    },
    "the published description lists it without a reason, and reading causes no conflict": {
        "409": ["getOrder", "listDeliveries", "listStores"],
    },
    "a new download is answered with 201; the documentation has both": {"200": ["createDownload"]},
}

# The operation that must come first for a conflict.
PREPARATION = {"deleteStore": "createDeliveries"}


@pytest.mark.parametrize("operation", CONTRACT.operations.values(), ids=lambda operation: operation.id)
def test_every_documented_status_is_answered_or_has_a_reason(
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


def test_the_reasons_name_existing_operations() -> None:
    named = {
        operation for statuses in UNANSWERED.values() for operations in statuses.values() for operation in operations
    }
    assert named - CONTRACT.operations.keys() == set()


def _statuses(start: Callable[..., InProcess], operation: Operation) -> Iterator[int]:
    """The statuses of requests to new sandboxes; each answer is validated."""
    for request in _requests(operation):
        sandbox = start()
        yield sandbox(**request).status_code
        # The second request may conflict with the first.
        yield sandbox(**request).status_code
    example = next(_examples(operation))
    yield start(fault_injection=FaultInjection(fail_rate=1))(**example).status_code
    limited = start(fault_injection=FaultInjection(rate_limit="1/m"))
    yield limited(**example).status_code
    yield limited(**example).status_code
    if operation.tag in {"jobs", "tasks"} and operation.method == "PUT":
        yield _status_for_running_job(start(), operation)
    if before := PREPARATION.get(operation.id):
        sandbox = start()
        sandbox.json(**next(_examples(CONTRACT.operations[before])))
        yield sandbox(**example).status_code


def _status_for_running_job(sandbox: InProcess, operation: Operation) -> int:
    """The status of a request for the results of a job that is still running."""
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
        for other in _with_changed_strings(body):
            yield {**first, "json": other}


def _examples(operation: Operation) -> Iterator[dict[str, Any]]:
    request = {"method": operation.method, "path": url_of(operation)}
    bodies = example_bodies(operation).values()
    yield from ({**request, "json": body} for body in bodies) if bodies else [request]


def _with_changed_strings(body: Any) -> Iterator[Any]:
    """`body` with the end of one of its strings changed, for each string: an id becomes unknown."""
    for position in body.keys() if isinstance(body, dict) else range(len(body)):
        inner = body[position]
        if isinstance(inner, str):
            others = [inner[:-1] + ("1" if inner.endswith("0") else "0")]
        else:
            others = list(_with_changed_strings(inner)) if isinstance(inner, dict | list) else []
        for other in others:
            changed = copy.copy(body)
            changed[position] = other
            yield changed
