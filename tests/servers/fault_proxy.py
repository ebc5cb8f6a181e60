"""A proxy before a server, with rules that refuse requests and change answers: a server with known faults.

    with fault_proxy(sandbox.url, Replace("listAois", "/aois/*/progress", "half")) as faulty:
        ...  # the server at faulty.url says "half" where the contract has a number

`proxy.py` has the failures of a whole server: it hangs, dies or answers 500 to everything.
"""

from __future__ import annotations

import json
import math
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from tests.json_pointer import join, replaced, split
from tests.oracle import JSON, Contract, Operation
from tests.servers.proxy import Proxy, proxy

CONTRACT = Contract.load()


@dataclass(frozen=True)
class Request:
    """The request with this number, from 1, and the operation that it is for, if it is for one."""

    number: int
    operation: Operation | None


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    headers: Mapping[str, str]


@dataclass(eq=False)
class Rule:
    """A fault. A rule refuses a request before the server sees it, or changes the server's answer."""

    def refusal(self, request: Request) -> Answer | None:
        """The answer to a request that the server does not see; None to pass the request on."""
        return None

    def changed(self, request: Request, answer: Answer) -> Answer:
        """The answer with the fault, or the same answer."""
        return answer


@dataclass(eq=False)
class Change(Rule):
    """A change of the answers to an operation with one status, by default those of its successes."""

    operation_id: str
    status: int | None = field(default=None, kw_only=True)

    def changed(self, request: Request, answer: Answer) -> Answer:
        if request.operation is None or request.operation.id != self.operation_id:
            return answer
        wanted = request.operation.successes if self.status is None else [self.status]
        return self.faulty(answer) if answer.status in wanted else answer

    def faulty(self, answer: Answer) -> Answer:
        """The answer with the fault; the same answer if it has no place for it."""
        raise NotImplementedError


@dataclass(eq=False)
class Replace(Change):
    """The value at a pointer of the body is another one. `*` stands for every item of a list.

    `value` is the new value, or a function that makes it from the old one. A value that is not there is not added.
    """

    pointer: str
    value: Any

    def faulty(self, answer: Answer) -> Answer:
        if not answer.headers.get("content-type", "").startswith(JSON):
            return answer
        right = faulty = json.loads(answer.content)
        for pointer, value in _places(right, split(self.pointer)):
            faulty = replaced(faulty, pointer, self.value(value) if callable(self.value) else self.value)
        # Compared as JSON, because 1 == True in Python.
        return (
            answer if json.dumps(right) == json.dumps(faulty) else replace(answer, content=json.dumps(faulty).encode())
        )


@dataclass(eq=False)
class Remove(Change):
    """The object at a pointer of the body lacks a field."""

    pointer: str
    name: str

    def faulty(self, answer: Answer) -> Answer:
        def without(value: dict[str, Any]) -> dict[str, Any]:
            return {name: item for name, item in value.items() if name != self.name}

        return Replace(self.operation_id, self.pointer, without).faulty(answer)


@dataclass(eq=False)
class OtherStatus(Change):
    """The answer has another status, and, if it is empty, a body."""

    other: int

    def faulty(self, answer: Answer) -> Answer:
        if answer.content:
            return replace(answer, status=self.other)
        return Answer(self.other, b"{}", {**answer.headers, "content-type": JSON})


@dataclass(eq=False)
class OtherHeader(Change):
    """A header of the answer, named in lower case, has another value; with None, the header is missing."""

    name: str
    value: str | None

    def faulty(self, answer: Answer) -> Answer:
        others = {name: value for name, value in answer.headers.items() if name != self.name}
        return replace(answer, headers=others if self.value is None else {**others, self.name: self.value})


def empty_list(operation_id: str, pointer: str) -> tuple[Rule, ...]:
    """The list at a pointer has no items, and the page says so."""
    return Replace(operation_id, pointer, []), Replace(operation_id, "/pagination/total", 0)


def one_number(bbox: list[float]) -> list[float]:
    """No bounding box."""
    return bbox[:1]


def six_numbers(bbox: list[float]) -> list[float]:
    """The bounding box in three dimensions, which GeoJSON allows."""
    west, south, east, north = bbox
    return [west, south, 0, east, north, 100]


@dataclass(eq=False)
class KeyExpires(Rule):
    """After this number of requests, every request is answered 401."""

    after: int

    def refusal(self, request: Request) -> Answer | None:
        return error(401, "UNAUTHORIZED", "the key has expired") if request.number > self.after else None


@dataclass(eq=False)
class RateLimit(Rule):
    """More than this number of requests in a period are answered 429, with the seconds to wait."""

    requests: int
    period: float = 1.0
    clock: Callable[[], float] = time.monotonic
    _accepted: deque[float] = field(default_factory=deque, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def refusal(self, request: Request) -> Answer | None:
        with self._lock:
            now = self.clock()
            while self._accepted and self._accepted[0] + self.period <= now:
                self._accepted.popleft()
            if len(self._accepted) < self.requests:
                self._accepted.append(now)
                return None
            wait = math.ceil(self._accepted[0] + self.period - now)
        return error(429, "TOO_MANY_REQUESTS", "slow down", {"Retry-After": str(wait)})


@dataclass(eq=False)
class Unavailable(Rule):
    """Each request whose number is a multiple of `every` is answered 503, with or without the seconds to wait."""

    every: int
    retry_after: int | None = None

    def refusal(self, request: Request) -> Answer | None:
        if request.number % self.every:
            return None
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return error(503, "SERVICE_UNAVAILABLE", "try again", headers)


def error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """An error in the envelope of the contract."""
    content = json.dumps({"error": {"code": code, "message": message}}).encode()
    return Answer(status, content, {"content-type": JSON, **(headers or {})})


@dataclass
class FaultyServer:
    """The URL of the proxy, the requests that it receives, and how often each rule has refused or changed something."""

    url: str
    requests: list[str]
    applied: Counter[Rule]


@contextmanager
def fault_proxy(upstream: str, *rules: Rule) -> Iterator[FaultyServer]:
    """A server that answers as the one at `upstream`, with faults. The first rule that refuses a request decides."""
    applied: Counter[Rule] = Counter()
    lock = threading.Lock()

    def count(rule: Rule) -> None:
        with lock:
            applied[rule] += 1

    def refusal(request: Request) -> Answer | None:
        for rule in rules:
            if answer := rule.refusal(request):
                count(rule)
                return answer
        return None

    def behaviour(handler: Proxy, number: int) -> bool:
        operation, _ = CONTRACT.route(handler.command, urlsplit(handler.path).path)
        request = Request(number, operation)
        answer = refusal(request)
        if answer is None:
            received = handler.upstream_answer()
            answer = Answer(received.status_code, received.content, received.headers)
            for rule in rules:
                before, answer = answer, rule.changed(request, answer)
                if answer is not before:
                    count(rule)
        handler.send_answer(answer.status, answer.content, answer.headers)
        return True

    with proxy(upstream, behaviour) as (url, requests):
        yield FaultyServer(url, requests, applied)


def _places(value: Any, keys: list[str], pointer: str = "") -> Iterator[tuple[str, Any]]:
    """The pointers to what `keys` lead to, with the values; none where they lead nowhere."""
    if not keys:
        yield pointer, value
    elif keys[0] == "*" and isinstance(value, list):
        for position, item in enumerate(value):
            yield from _places(item, keys[1:], join(pointer, position))
    elif isinstance(value, dict) and keys[0] in value:
        yield from _places(value[keys[0]], keys[1:], join(pointer, keys[0]))
