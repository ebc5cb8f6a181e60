"""The server under test. Every answer is held against the contract as it comes in, whatever a test makes of it."""

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
# What a server that does not stand still may have changed by the time it is asked again.
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
# What an AOI has once its images are there.
IMAGE_FIELDS = {"eo_bands", "images"}


@dataclass
class Server:
    """Something that answers."""

    request: Callable[..., httpx.Response]
    keys: Keys
    let_time_pass: Callable[..., object]
    ledger: Ledger
    check: str
    is_sandbox: bool
    run: Run = field(default_factory=Run)
    patience: int = SECONDS_TO_WAIT
    # Has the work on what has this id fail, where a server can be told to.
    have_fail: Callable[[str], None] | None = None
    # What was sent that may only be written.
    secrets: set[bytes] = field(default_factory=set, repr=False)
    # A sandbox to which nothing has happened yet has what every new one has: not read again, which takes longer than
    # most checks do.
    is_new: bool = False

    @property
    def key(self) -> str:
        return self.keys.own or ""

    def send(
        self, method: str, path: str, *, key: str | None = "", operation: Operation | None = None, **options: Any
    ) -> httpx.Response:
        """The answer to a request with the key, another key, or None for none."""
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
        told = b" ".join([answer.content, *(value for _, value in answer.headers.raw)])
        assert not any(key.encode() in told for key in self.keys.given), f"{method} {path}: the answer shows a key"
        assert not any(secret in told for secret in self.secrets), f"{method} {path}: the answer shows a secret"
        assert b"Traceback (most recent call last)" not in told, f"{method} {path}: the answer shows a trace"
        return answer

    def _answer(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer, as long as there is a server to give one."""
        try:
            answer = self.request(method, path, **options)
        except httpx.HTTPError as error:
            self._look_whether_it_is_there(f"{method} {path.partition('?')[0]}")
            pytest.fail(f"{method} {path.partition('?')[0]} is not answered: {type(error).__name__} {error}")
        if answer.status_code >= 500:
            self._look_whether_it_is_there(f"{method} {path.partition('?')[0]}")
        return answer

    def _look_whether_it_is_there(self, asked: str) -> None:
        if not self.is_sandbox:
            trouble = server_trouble(self.run.url, self.key, self.run.limits.timeout)
            if trouble:
                self.run.give_up(f"{self.run.url} {trouble}, since {asked}")

    def ask(self, call: Call, *, key: str | None = "", **options: Any) -> httpx.Response:
        """The answer to a call, which keeps the contract whatever it is."""
        operation = call.operation
        if not self.may_send(call):
            self.run.withhold(operation.id, f"{operation.id} costs tokens, and this may be a real service")
        if call.body is not None and "content" not in options:
            options["content"] = json.dumps(call.body).encode()
            options["headers"] = {"Content-Type": JSON, **options.get("headers", {})}
        params = call.query or None
        self.secrets.update(secret.encode() for secret in secrets_of(call))
        answer = self.send(operation.method, call.url, key=key, operation=operation, params=params, **options)
        self.ledger.note(operation.id, self.check)
        self.run.note(operation.id, answer.status_code, {*call.path, *call.query, *call.fields})
        if answer.status_code in operation.successes and not is_read_only(operation) and not call.is_rehearsal:
            is_json = answer.headers.get("content-type", "").startswith(JSON)
            self.run.made.append(CreatedResource(call, answer.json() if is_json else None))
        path = tuple(call.path.items())
        problems = answer_problems(
            operation.id, path, answer.status_code, tuple(answer.headers.items()), answer.content
        )
        assert answer.status_code < 500, f"{call}: {answer.status_code} {answer.text[:300]}"
        assert not problems, f"{call}: {problems}"
        return answer

    def fetch(self, url: str) -> bytes:
        """What stands at a signed URL, for which no key is needed, and none is sent; it holds for more than once."""
        first, second = (self.send("GET", url, key=None) for _ in range(2))
        for answer in (first, second):
            assert answer.status_code == 200, f"{url.partition('?')[0]}: {answer.status_code}"
        where, _, signature = url.partition("?")
        assert first.content == second.content, f"{where} holds something else the second time"
        for other in (where, f"{where}?{signature[:-1]}{'0' if signature[-1:] != '0' else '1'}"):
            opened = self.send("GET", other, key=None).status_code
            assert opened >= 400 or not signature, f"{where} opens without the signature that it came with: {opened}"
        return first.content

    def may_be_asked(self, operation: Operation) -> bool:
        """Whether nothing is lost by it: on a server that is not the sandbox, nothing is run or ordered."""
        return self.is_sandbox or operation.id not in SPENDING_OPERATIONS

    def may_send(self, call: Call) -> bool:
        """Whether nothing is lost by a call: where running and ordering cost something, they are rehearsed."""
        return self.may_be_asked(call.operation) or call.is_rehearsal

    def value(self, call: Call, *, key: str = "") -> Any:
        """What a success holds: its JSON, or the content of another media type."""
        answer = self.ask(call, key=key)
        if call.is_rehearsal and not self.is_sandbox:
            skip(f"{call.operation.id} is only rehearsed here")
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
        """Every item of a list, by as many pages as it takes."""
        operation = CONTRACT.operations[operation_id]
        if operation not in paged_lists():
            return items_of(operation, self.value(call_of(operation, path=path, query=query), key=key))
        items: list[Any] = []
        while True:
            window = {"offset": len(items), "limit": page_size}
            page = self.value(call_of(operation, path=path, query={**(query or {}), **window}), key=key)
            found = items_of(operation, page)
            items += found
            if not found or len(items) >= page["pagination"]["total"]:
                total = page["pagination"]["total"]
                assert len(items) == total, f"{operation.id} {query or ''} says {total} in all and lists {len(items)}"
                return items

    def snapshot(self, key: str = "") -> dict[str, Any]:
        """All that can be read without an id, and the visualizations of every AOI.

        Taken once no drawing is under way: two of them differ only by what was done between.
        """
        is_new, self.is_new = self.is_new, False
        if not is_new:
            return self._snapshot(key)
        if key not in self.run.at_first:
            self.run.at_first[key] = self._snapshot(key)
        return copy.deepcopy(self.run.at_first[key])

    def _snapshot(self, key: str) -> dict[str, Any]:
        for _ in range(self.patience):
            seen: dict[str, Any] = {
                operation.id: self.value(call_of(operation), key=key)
                if operation not in list_operations()
                else self.all_of(operation.id, key=key)
                for operation in OPERATIONS
                if operation.method == "GET" and not required_parameters(operation)
            }
            aois = [{"aoi_id": aoi["aoi_id"]} for aoi in seen["listAois"]]
            seen["listVisualizations"] = [
                one for path in aois for one in self.all_of("listVisualizations", key=key, path=path)
            ]
            if not any(one["status"] == "creating" for one in seen["listVisualizations"]):
                return seen
            self.let_time_pass()
        pytest.fail(f"something is still being drawn after {self.patience} waits")

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """What is done within changes nothing that can be listed."""
        before = self.snapshot()
        yield
        after = self.snapshot()
        # Elsewhere, the work on what other checks have made goes on.
        assert self.steady(after) == self.steady(before), "what was refused changed something"

    def steady(self, value: Any) -> Any:
        """What two answers that follow one another have in common: on the sandbox, whose clock stands still, all."""
        return value if self.is_sandbox else _without_changing_fields(value)

    def drawn(self, visualization: Mapping[str, Any]) -> dict[str, Any]:
        """The visualization once its drawing is over."""
        for _ in range(self.patience):
            found = self.visualization(visualization["aoi_id"], visualization["id"])
            if found["status"] != "creating":
                return found
            self.let_time_pass()
        pytest.fail(f"visualization {visualization['id']} is still being drawn after {self.patience} waits")

    def gathered(self, aoi_id: str) -> dict[str, Any]:
        """The AOI once the gathering of its images is over."""
        for _ in range(self.patience):
            found: dict[str, Any] = self.value(call_of("getAoi", path={"aoi_id": aoi_id}))
            if found["status"] in {"success", "partial_success", "failed"}:
                return found
            self.let_time_pass()
        pytest.fail(f"AOI {aoi_id} is still being gathered after {self.patience} waits")

    def visualization(self, aoi_id: str, visualization_id: str) -> dict[str, Any]:
        """One visualization as the list shows it."""
        found = self.all_of("listVisualizations", path={"aoi_id": aoi_id}, query={"visualization_id": visualization_id})
        assert len(found) == 1, f"{len(found)} visualizations have the id {visualization_id}"
        result: dict[str, Any] = found[0]
        return result


def _without_changing_fields(value: Any) -> Any:
    """What does not change by itself."""
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
    """How an answer breaks the contract; looked at once, since the same lists are read again and again."""
    named = dict(headers)
    operation = CONTRACT.operations[operation_id]
    stated = CONTRACT.answer_problems(operation_id, status, named, content)
    return stated or list(rule_violations(CONTRACT, operation, dict(path), status, named, content))
