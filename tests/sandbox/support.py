"""A sandbox in process whose every answer is held against the contract, and one that runs as a program."""

from __future__ import annotations

import asyncio
import re
import subprocess
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from pixxel_sandbox import SAMPLE_KEY, ManualClock, create_app, sample
from tests.oracle import JSON, Contract, Operation, at

CONTRACT = Contract.load()
# Where the examples name what exists, for parameters that have no example of their own: by the name of the parameter,
# or by the path where a name means different things.
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
# A valid new index; no sample has its name.
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
    """A sandbox on a manual clock, in memory unless options say otherwise."""

    def __init__(self, **options: Any) -> None:
        self.clock = ManualClock()
        self.app = create_app(clock=self.clock, **options)
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://sandbox")

    def __call__(
        self, method: str, path: str, *, key: str | bytes | None = SAMPLE_KEY, headers: Any = (), **options: Any
    ) -> httpx.Response:
        """The answer, which keeps the contract."""
        own = () if key is None else (("Authorization", key),)
        sent = [*own, *(headers.items() if isinstance(headers, dict) else headers)]
        answer = self._runner.run(self._client.request(method, path, headers=sent, **options))
        assert not problems(answer), (method, path, answer.text)
        return answer

    def json(self, method: str, path: str, **options: Any) -> Any:
        """The JSON of an answer that is a success."""
        answer = self(method, path, **options)
        assert answer.is_success, answer.text
        return answer.json()

    def refused(self, status: int, method: str, path: str, **options: Any) -> str:
        """The message of a refusal with `status` that has changed nothing."""
        before = self.state()
        answer = self(method, path, **options)
        assert answer.status_code == status, answer.text
        assert self.state() == before
        message: str = answer.json()["error"]["message"]
        return message

    def state(self) -> list[Any]:
        """Everything that is stored."""
        rows: list[Any] = self.app.state.store._connection.execute("SELECT * FROM documents").fetchall()
        return rows

    def close(self) -> None:
        """Let go of the file and the event loop."""
        self._runner.run(self._client.aclose())
        self._runner.close()
        self.app.state.store.close()


def examples(operation_id: str) -> dict[str, Any]:
    """The example answers of the success of an operation, by name."""
    operation = CONTRACT.operations[operation_id]
    answer, _ = CONTRACT.resolve(operation.raw["responses"][str(operation.success)], "")
    return {name: one["value"] for name, one in answer["content"][JSON]["examples"].items()}


def example_bodies(operation: Operation) -> dict[str, Any]:
    """The example bodies of an operation, by name; none where it takes no body."""
    if not operation.body:
        return {}
    return {name: one["value"] for name, one in operation.raw["requestBody"]["content"][JSON]["examples"].items()}


def url_of(operation: Operation) -> str:
    """A URL of the operation that names what the first workspace of a new sandbox holds."""
    path = {name: quote(existing(operation, name), safe="") for name in operation.named("path")}
    query = {name: existing(operation, name) for name, one in operation.named("query").items() if one.required}
    return operation.path.format(**path) + (f"?{urlencode(query)}" if query else "")


def existing(operation: Operation, name: str) -> str:
    value: str
    if stated := operation.named("path" if f"{{{name}}}" in operation.path else "query")[name].schema.get("examples"):
        value = stated[0]
    else:
        operation_id, pointer = EXISTING[name if name in EXISTING else operation.path]
        value = at(next(iter(examples(operation_id).values())), pointer)
    return value


@dataclass
class Served:
    """A sandbox that runs as a program: its process, its URL, what it printed and a client with the first key."""

    process: subprocess.Popen[str]
    url: str
    banner: list[str]
    client: httpx.Client


def problems(answer: httpx.Response) -> list[str]:
    """How `answer` breaks the contract; one to a request that the contract does not know is to be in the envelope."""
    path = answer.request.url.raw_path.decode().split("?")[0]
    # Files are no part of the contract.
    if path.startswith("/files/"):
        return []
    fitting = [one for one in CONTRACT.operations.values() if _leads_to(one, path)]
    # `/catalogs/search` fits `/catalogs/{id}` as well, and is meant literally.
    literal = min((one.path.count("{") for one in fitting), default=0)
    here = [one for one in fitting if one.path.count("{") == literal]
    asked = [one for one in here if one.method == answer.request.method]
    if asked:
        return CONTRACT.answer_problems(asked[0].id, answer.status_code, answer.headers, answer.content)
    if answer.status_code != (405 if here else 404) or answer.headers["content-type"] != "application/json":
        return [f"{answer.status_code} {answer.headers['content-type']}"]
    # The answer to HEAD has no body.
    return CONTRACT.problems("/components/schemas/ErrorResponse", answer.json()) if answer.content else []


def _leads_to(operation: Operation, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", operation.path), path) is not None
