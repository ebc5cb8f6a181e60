"""The server under test. Every answer is validated against the contract when it arrives."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import httpx
import pytest

from tests.contract.model.answer_rules import rule_violations
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    SPENDING_OPERATIONS,
    Call,
    call_of,
    is_read_only,
    items_of,
    list_operations,
    paged_lists,
    required_parameters,
    secrets_of,
)
from tests.contract.outcomes import skip
from tests.contract.runner.run import CreatedResource, Keys, Run, sent_request, server_trouble
from tests.ledger import Ledger
from tests.oracle import JSON, Operation

SECONDS_TO_WAIT = 120
# Fields that may change by themselves between two requests, unless the clock is manual.
CHANGING_FIELDS = {
    "assets",
    "metadata",
    "order_items",
    "paid_at",
    "progress",
    "signed_url",
    "status",
    "tasks",
    "updated_at",
}
# Fields that an AOI gets when its images are ready.
IMAGE_FIELDS = {"eo_bands", "images"}


@dataclass
class Server:
    """A server, and what the checks know about it."""

    request: Callable[..., httpx.Response]
    keys: Keys
    wait: Callable[..., object]
    ledger: Ledger
    check: str
    is_sandbox: bool
    run: Run = field(default_factory=Run)
    patience: int = SECONDS_TO_WAIT
    # Lets the work on the resource with this ID fail; only the sandbox can.
    let_fail: Callable[[str], None] | None = None
    # The values of write-only fields that were sent.
    secrets: set[bytes] = field(default_factory=set, repr=False)
    # Whether nothing has happened to the sandbox yet. Its data is then that of every new sandbox and is not read again,
    # because reading takes longer than most checks.
    is_new: bool = False

    @property
    def key(self) -> str:
        return self.keys.own or ""

    def send(
        self, method: str, path: str, *, key: str | None = "", operation: Operation | None = None, **options: Any
    ) -> httpx.Response:
        """The answer to a request. An empty `key` stands for the own key, None for a request without a key."""
        only_reads = method == "GET" or (operation is not None and is_read_only(operation))
        request = sent_request(method, path, options, has_key=key is not None)
        self.run.allow(request, operation.id if operation else None, only_reads=only_reads)
        self.is_new &= only_reads
        headers = httpx.Headers(options.pop("headers", None))
        if key is not None:
            headers["Authorization"] = key or self.key
        started = time.monotonic()
        answer = self._answer(method, path, headers=headers, **options)
        took, allowed = time.monotonic() - started, self.run.limits.timeout
        assert took <= allowed, f"{method} {path.partition('?')[0]} took {took:.0f} s, where {allowed:g} s are allowed"
        received = b" ".join([answer.content, *(value for _, value in answer.headers.raw)])
        assert not any(key.encode() in received for key in self.keys.all), f"{method} {path}: the answer contains a key"
        assert not any(secret in received for secret in self.secrets), f"{method} {path}: the answer contains a secret"
        assert b"Traceback (most recent call last)" not in received, (
            f"{method} {path}: the answer contains a stack trace"
        )
        return answer

    def _answer(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer; ends the run if the server is gone."""
        try:
            answer = self.request(method, path, **options)
        except httpx.HTTPError as error:
            self._end_run_if_server_is_gone(f"{method} {path.partition('?')[0]}")
            pytest.fail(f"{method} {path.partition('?')[0]} is not answered: {type(error).__name__} {error}")
        if answer.status_code >= 500:
            self._end_run_if_server_is_gone(f"{method} {path.partition('?')[0]}")
        return answer

    def _end_run_if_server_is_gone(self, request: str) -> None:
        if not self.is_sandbox:
            trouble = server_trouble(self.run.url, self.key, self.run.limits.timeout)
            if trouble:
                self.run.give_up(f"{self.run.url} {trouble}, since {request}")

    def ask(self, call: Call, *, key: str | None = "", **options: Any) -> httpx.Response:
        """The answer to a call, validated against the contract."""
        operation = call.operation
        if not self.may_send(call):
            self.run.withhold(operation.id, f"{operation.id} costs tokens")
        if call.body is not None and "content" not in options:
            options["content"] = json.dumps(call.body).encode()
            options["headers"] = {"Content-Type": JSON, **options.get("headers", {})}
        params = call.query or None
        self.secrets.update(secret.encode() for secret in secrets_of(call))
        answer = self.send(operation.method, call.url, key=key, operation=operation, params=params, **options)
        self.ledger.note(operation.id, self.check)
        self.run.note(operation.id, answer.status_code, {*call.path, *call.query, *call.fields})
        if answer.status_code in operation.successes and not is_read_only(operation) and not call.is_dry_run:
            is_json = answer.headers.get("content-type", "").startswith(JSON)
            self.run.created.append(CreatedResource(call, answer.json() if is_json else None))
        path = tuple(call.path.items())
        problems = answer_problems(
            operation.id, path, answer.status_code, tuple(answer.headers.items()), answer.content
        )
        assert answer.status_code < 500, f"{call}: {answer.status_code} {answer.text[:300]}"
        assert not problems, f"{call}: {problems}"
        return answer

    def fetch(self, url: str) -> bytes:
        """The content at a signed URL. It opens without a key, more than once, and not without its signature."""
        first, second = (self.send("GET", url, key=None) for _ in range(2))
        for answer in (first, second):
            assert answer.status_code == 200, f"{url.partition('?')[0]}: {answer.status_code}"
        address, _, signature = url.partition("?")
        assert first.content == second.content, f"{address} has other content the second time"
        for other in (address, f"{address}?{signature[:-1]}{'0' if signature[-1:] != '0' else '1'}"):
            opened = self.send("GET", other, key=None).status_code
            assert opened >= 400 or not signature, f"{address} is answered with {opened} without the right signature"
        return first.content

    def is_free(self, operation: Operation) -> bool:
        """Whether an operation costs no tokens here. Only the sandbox gets operations that cost tokens."""
        return self.is_sandbox or operation.id not in SPENDING_OPERATIONS

    def may_send(self, call: Call) -> bool:
        """Whether a call costs no tokens here, because of its operation or because it is a dry run."""
        return self.is_free(call.operation) or call.is_dry_run

    def value(self, call: Call, *, key: str = "") -> Any:
        """The body of a success: its JSON, or the content of another media type."""
        answer = self.ask(call, key=key)
        if call.is_dry_run and not self.is_sandbox:
            skip(f"{call.operation.id} costs tokens, so only its dry run is sent")
        assert answer.status_code == call.operation.success, f"{call}: {answer.status_code} {answer.text}"
        return answer.json() if JSON in call.operation.answers[str(answer.status_code)] else answer.content

    def all_of(
        self,
        operation_id: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        key: str = "",
        page_size: int = 50,
    ) -> list[Any]:
        """All items of a list, page by page."""
        operation = CONTRACT.operations[operation_id]
        if operation not in paged_lists():
            return items_of(operation, self.value(call_of(operation, path=path, query=query), key=key))
        items: list[Any] = []
        while True:
            window = {"offset": len(items), "limit": page_size}
            page = self.value(call_of(operation, path=path, query={**(query or {}), **window}), key=key)
            page_items = items_of(operation, page)
            items += page_items
            if not page_items or len(items) >= page["pagination"]["total"]:
                total = page["pagination"]["total"]
                assert len(items) == total, (
                    f"{operation.id} {query or ''} says {total} items in total, and lists {len(items)}"
                )
                return items

    def snapshot(self, key: str = "") -> dict[str, Any]:
        """All lists and objects that can be read without an ID, and the visualizations of every AOI.

        Waits until no visualization is being created, so that two snapshots differ only by what was done between them.
        """
        is_new, self.is_new = self.is_new, False
        if not is_new:
            return self._snapshot(key)
        if key not in self.run.new_sandbox_snapshots:
            self.run.new_sandbox_snapshots[key] = self._snapshot(key)
        return copy.deepcopy(self.run.new_sandbox_snapshots[key])

    def _snapshot(self, key: str) -> dict[str, Any]:
        for _ in range(self.patience):
            resources: dict[str, Any] = {
                operation.id: self.value(call_of(operation), key=key)
                if operation not in list_operations()
                else self.all_of(operation.id, key=key)
                for operation in OPERATIONS
                if operation.method == "GET" and not required_parameters(operation)
            }
            aois = [{"aoi_id": aoi["aoi_id"]} for aoi in resources["listAois"]]
            resources["listVisualizations"] = [
                item for path in aois for item in self.all_of("listVisualizations", key=key, path=path)
            ]
            if not any(item["status"] == "creating" for item in resources["listVisualizations"]):
                return resources
            self.wait()
        pytest.fail(f"a visualization is still being created after {self.patience} seconds")

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Fails if the block changes anything that can be listed."""
        before = self.snapshot()
        yield
        after = self.snapshot()
        # On another server, work of other checks continues meanwhile.
        assert self.steady(after) == self.steady(before), "a refused request changed something"

    def steady(self, value: Any) -> Any:
        """The part of an answer that does not change by itself: on the sandbox, with its manual clock, all of it."""
        return value if self.is_sandbox else _without_changing_fields(value)

    def drawn(self, visualization: Mapping[str, Any]) -> dict[str, Any]:
        """The visualization, after its status is terminal."""
        for _ in range(self.patience):
            current = self.visualization(visualization["aoi_id"], visualization["id"])
            if current["status"] != "creating":
                return current
            self.wait()
        pytest.fail(f"visualization {visualization['id']} is still being created after {self.patience} seconds")

    def gathered(self, aoi_id: str) -> dict[str, Any]:
        """The AOI, after its status is terminal."""
        for _ in range(self.patience):
            aoi: dict[str, Any] = self.value(call_of("getAoi", path={"aoi_id": aoi_id}))
            if aoi["status"] in {"success", "partial_success", "failed"}:
                return aoi
            self.wait()
        pytest.fail(f"AOI {aoi_id} is still in progress after {self.patience} seconds")

    def visualization(self, aoi_id: str, visualization_id: str) -> dict[str, Any]:
        """One visualization, from the list."""
        matches = self.all_of(
            "listVisualizations", path={"aoi_id": aoi_id}, query={"visualization_id": visualization_id}
        )
        assert len(matches) == 1, f"{len(matches)} visualizations have the id {visualization_id}"
        result: dict[str, Any] = matches[0]
        return result


def _without_changing_fields(value: Any) -> Any:
    """The value without fields that may change by themselves."""
    if isinstance(value, list):
        return [_without_changing_fields(item) for item in value]
    if isinstance(value, dict):
        return {
            name: _without_changing_fields(part)
            for name, part in value.items()
            if name not in CHANGING_FIELDS | IMAGE_FIELDS
        }
    return value


@lru_cache(2000)
def answer_problems(
    operation_id: str,
    path: tuple[tuple[str, Any], ...],
    status: int,
    headers: tuple[tuple[str, str], ...],
    content: bytes,
) -> list[str]:
    """How an answer breaks the contract. Cached, because the same lists are read many times."""
    header_values = dict(headers)
    operation = CONTRACT.operations[operation_id]
    problems = CONTRACT.answer_problems(operation_id, status, header_values, content)
    return problems or list(rule_violations(CONTRACT, operation, dict(path), status, header_values, content))
