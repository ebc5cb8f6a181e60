"""A sandbox in process that validates each of its answers, a sandbox in a separate process, and the examples."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from pixxel_sandbox import SAMPLE_KEY, ManualClock, create_app, sample
from tests.json_pointer import value_at
from tests.oracle import JSON, Contract, Operation
from tests.sandbox import asgi

CONTRACT = Contract.load()
# How long a test waits for a process or a socket, in seconds. Far longer than needed, for busy machines.
TIMEOUT = 60
# Where the examples have the values of parameters without an example: by the name of the parameter, or by the path if
# the name has several meanings.
EXISTING = {
    "insight_id": ("listInsights", "/insights/0/id"),
    "workflow_id": ("listWorkflows", "/workflows/0/id"),
    "job_id": ("listJobs", "/jobs/0/id"),
    "task_id": ("getJob", "/tasks/0/id"),
    "/v0/projects/{id}": ("listProjects", "/projects/0/id"),
    "/v0/aois/{aoi_id}/downloads/{download_id}": ("getDownload", "/download_id"),
    "/v0/orders/{id}": ("listOrders", "/orders/0/id"),
    "/v0/order-items/{id}": ("listOrderItems", "/order_items/0/id"),
    "/v0/catalogs/{id}": ("getCatalog", "/id"),
    "/v0/catalogs/download/{download_id}": ("getCatalogDownload", "/id"),
    "/v0/stores/{id}": ("listStores", "/stores/0/id"),
}
VISUALIZATIONS = f"/v0/aois/{sample.AOI_ID}/visualizations"
VISUALIZATION = f"{VISUALIZATIONS}/{sample.VISUALIZATION_ID}"
# A valid new index; its name is not in the sample data.
INDEX = {
    "name": "Red edge",
    "description": "Where leaves begin to reflect",
    "expression": "(B04-B08)/(B04+B08)",
    "expression_type": "index",
    "rescale": [0, 1],
    "colormap": "rplumbho",
    "satellite_id": "0005c5bb-0bd2-4c80-9393-4a808341c54c",
}


class InProcess:
    """A sandbox with a manual clock, in memory unless the options of `create_app` say otherwise."""

    def __init__(self, **options: Any) -> None:
        self.clock = ManualClock()
        self.app = create_app(clock=self.clock, **options)

    def __call__(
        self, method: str, path: str, *, key: str | bytes | None = SAMPLE_KEY, headers: Any = (), **options: Any
    ) -> httpx.Response:
        """The answer to a request, after its validation. `path` may be the URL of a file."""
        authorization = () if key is None else (("Authorization", key),)
        sent = [*authorization, *(headers.items() if isinstance(headers, dict) else headers)]
        answer = self.send(method, path, headers=sent, **options)
        assert not problems(answer), (method, path, answer.text)
        return answer

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to a request without validation; the options are those of `httpx.Request`."""
        url = path if path.startswith("http:") else f"http://sandbox{path}"
        return asgi.send(self.app, httpx.Request(method, url, **options))

    def json(self, method: str, path: str, **options: Any) -> Any:
        """The JSON of an answer, which must be a success."""
        answer = self(method, path, **options)
        assert answer.is_success, answer.text
        return answer.json()

    def refused(self, status: int, method: str, path: str, **options: Any) -> str:
        """The message of an error answer; the request must not change any document."""
        before = self.state()
        answer = self(method, path, **options)
        assert answer.status_code == status, answer.text
        assert self.state() == before
        message: str = answer.json()["error"]["message"]
        return message

    def state(self) -> list[Any]:
        """All stored documents."""
        rows: list[Any] = self.app.state.store._connection.execute("SELECT * FROM documents").fetchall()
        return rows

    def close(self) -> None:
        """Close the database."""
        self.app.state.store.close()


def examples(operation_id: str) -> dict[str, Any]:
    """The examples of the success of an operation, by name."""
    operation = CONTRACT.operations[operation_id]
    answer, _ = CONTRACT.resolve(operation.raw["responses"][str(operation.success)], "")
    examples = answer["content"][JSON]["examples"]
    return {name: CONTRACT.resolve(example, "")[0]["value"] for name, example in examples.items()}


def example_bodies(operation: Operation) -> dict[str, Any]:
    """The examples of the body of an operation, by name; none if it has no body."""
    if not operation.body:
        return {}
    named = operation.raw["requestBody"]["content"][JSON]["examples"]
    return {name: example["value"] for name, example in named.items()}


def url_of(operation: Operation) -> str:
    """A URL of the operation with ids of the sample data of the first workspace."""
    path = {name: quote(existing(operation, name), safe="") for name in operation.named("path")}
    required = [name for name, parameter in operation.named("query").items() if parameter.required]
    query = {name: existing(operation, name) for name in required}
    return operation.path.format(**path) + (f"?{urlencode(query)}" if query else "")


def existing(operation: Operation, name: str) -> str:
    """A value of a path or query parameter that exists in the sample data."""
    value: str
    if parameter_examples := operation.named("path" if f"{{{name}}}" in operation.path else "query")[name].schema.get(
        "examples"
    ):
        value = parameter_examples[0]
    else:
        operation_id, pointer = EXISTING[name if name in EXISTING else operation.path]
        value = value_at(next(iter(examples(operation_id).values())), pointer)
    return value


@dataclass
class Served:
    """A sandbox in a separate process: its URL, the banner that it printed, and a client with the first key."""

    process: subprocess.Popen[str]
    url: str
    banner: list[str]
    client: httpx.Client


def problems(answer: httpx.Response) -> list[str]:
    """The departures of an answer; an error for a path or method that the contract does not have needs the envelope."""
    path = answer.request.url.raw_path.decode().split("?")[0]
    # Files are not operations of the contract.
    if path.startswith("/files/"):
        return []
    operations = _operations_at(path)
    if operation := next((each for each in operations if each.method == answer.request.method), None):
        return CONTRACT.answer_problems(operation.id, answer.status_code, answer.headers, answer.content)
    if answer.status_code != (405 if operations else 404) or answer.headers["content-type"] != "application/json":
        return [f"{answer.status_code} {answer.headers['content-type']}"]
    # The answer to HEAD has no body.
    return CONTRACT.problems("/components/schemas/ErrorResponse", answer.json()) if answer.content else []


def _operations_at(path: str) -> list[Operation]:
    """The operations of a path; `/catalogs/search` is not an instance of `/catalogs/{id}`."""
    for pattern, operations in _operations_by_pattern():
        if pattern.fullmatch(path):
            return operations
    return []


@cache
def _operations_by_pattern() -> list[tuple[re.Pattern[str], list[Operation]]]:
    by_path: dict[str, list[Operation]] = {}
    for operation in CONTRACT.operations.values():
        by_path.setdefault(operation.path, []).append(operation)
    literal_first = sorted(by_path, key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), by_path[path]) for path in literal_first]
