"""What several modules of checks assert about answers.

Each assertion is about one difference between two requests, such as an error in a valid one. If the server refuses the
request without the difference as well, the difference has not decided anything: the check is then blocked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.contract.model.departures import Departure
from tests.contract.model.examples import made_unique
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import Call
from tests.contract.outcomes import Skipped
from tests.contract.transport.server import Server
from tests.oracle import Operation


def must_succeed(server: Server, call: Call) -> None:
    """Ask a valid call; if it is refused, that is a finding, and the check is blocked."""
    answer = server.ask(call)
    if answer.status_code not in call.operation.successes:
        expected = " or ".join(map(str, call.operation.successes))
        message = f"must be {expected} for a valid request, is {answer.status_code} {answer.text[:200]}"
        rule = f"a valid request is answered with {call.operation.success}"
        server.run.block(call.operation.id, answer.status_code, Departure("", rule, message))


def assert_refused(
    server: Server, call: Call, *statuses: int, but_for: Call | None, what: str = "", **options: Any
) -> httpx.Response:
    """The call is refused with one of the statuses. `but_for` is the same call without its error."""
    answer = server.ask(call, **options)
    if answer.status_code not in statuses:
        if but_for is not None and answer.status_code not in call.operation.successes:
            must_succeed(server, replace(but_for, body=made_unique(but_for.operation, but_for.body)))
        pytest.fail(f"{what or 'the request'} must be refused with {either(statuses)}, {described(answer, call)}")
    return answer


def assert_accepted(
    server: Server, call: Call, *also: int, but_for: Call | None, what: str, **options: Any
) -> httpx.Response:
    """The call succeeds, or is answered with one of the other statuses. `but_for` is the same call as usual."""
    answer = server.ask(call, **options)
    allowed = (*call.operation.successes, *also)
    if answer.status_code not in allowed:
        if but_for is not None:
            must_succeed(server, replace(but_for, body=made_unique(but_for.operation, but_for.body)))
        pytest.fail(f"{what} must be answered with {either(allowed)}, {described(answer, call)}")
    return answer


def unchanged_unless_quick(server: Server, call: Call) -> AbstractContextManager[None]:
    """The block changes nothing; not looked at in a quick run, where checks with more telling errors do that."""
    return nullcontext() if server.is_quick else server.unchanged(call.operation, call.path)


def either(statuses: Collection[int]) -> str:
    return " or ".join(map(str, statuses))


def described(answer: httpx.Response, call: Call) -> str:
    """What came, and for which request."""
    body = f" with {json.dumps(call.body)[:300]}" if call.body is not None else ""
    query = f" {call.query}" if call.query else ""
    return f"is answered with {answer.status_code} {answer.text[:200]}: {call.operation.method} {call.url}{query}{body}"


def valid_calls(inventory: Inventory, operations: Iterable[Operation]) -> Iterator[Call]:
    """A valid call of each operation that is selected and costs nothing, as far as the server has what it needs."""
    server = inventory.server
    for operation in operations:
        if server.is_free(operation) and server.run.selects(operation.id):
            try:
                yield inventory.valid(operation)
            except Skipped:
                # The checks of the operation say what is missing.
                continue
