"""A sandbox in process whose every answer is held against the contract, and one that runs as a program."""

from __future__ import annotations

import asyncio
import re
import subprocess
from dataclasses import dataclass
from typing import Any

import httpx

from pixxel_sandbox import SAMPLE_KEY, ManualClock, create_app, sample
from tests.oracle import Contract, Operation

CONTRACT = Contract.load()
PATH_VALUES = {"aoi_id": sample.AOI_ID, "visualization_id": sample.VISUALIZATION_ID}
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

    def state(self) -> list[Any]:
        """Everything that is stored."""
        rows: list[Any] = self.app.state.store._connection.execute("SELECT * FROM documents").fetchall()
        return rows

    def close(self) -> None:
        """Let go of the file and the event loop."""
        self._runner.run(self._client.aclose())
        self._runner.close()
        self.app.state.store.close()


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
    here = [one for one in CONTRACT.operations.values() if _leads_to(one, path)]
    asked = [one for one in here if one.method == answer.request.method]
    if asked:
        return CONTRACT.answer_problems(asked[0].id, answer.status_code, answer.headers, answer.content)
    if answer.status_code != (405 if here else 404) or answer.headers["content-type"] != "application/json":
        return [f"{answer.status_code} {answer.headers['content-type']}"]
    # The answer to HEAD has no body.
    return CONTRACT.problems("/components/schemas/ErrorResponse", answer.json()) if answer.content else []


def _leads_to(operation: Operation, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", operation.path), path) is not None
