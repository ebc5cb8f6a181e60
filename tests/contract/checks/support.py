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

from tests.contract.model.departures import Departure, is_undocumented_or_failure
from tests.contract.model.examples import made_unique
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import Call, finds_nothing, id_of, is_read_only
from tests.contract.outcomes import Blocked, Skipped
from tests.contract.transport.server import FINDINGS, Server, json_of
from tests.oracle import Operation

# How many bodies with one error a quick run sends to another server, for each example.
ERRORS = 16


def must_succeed(server: Server, call: Call) -> None:
    """Ask a valid call; if it is refused, that is a finding, and the check is blocked."""
    answer = server.ask(call)
    if answer.status_code not in call.operation.successes:
        expected = " or ".join(map(str, call.operation.successes))
        message = f"must be {expected} for a valid request, is {answer.status_code} {answer.text[:200]}"
        if answer.extensions[FINDINGS]:
            # The answer is a finding already, such as a status that is not documented.
            raise Blocked(message)
        rule = f"a valid request is answered with {call.operation.success}"
        server.run.block(call.operation.id, answer.status_code, Departure("", rule, message))


def block_if_found(answer: httpx.Response, call: Call) -> None:
    """Block the check if the status of an answer to a valid call is a finding already, whatever the call was."""
    if answer.extensions[FINDINGS] and is_undocumented_or_failure(call.operation, answer.status_code):
        raise Blocked(f"the valid request {described(answer, call)}")


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


def assert_finds_nothing_or_refused(
    server: Server, call: Call, *statuses: int, but_for: Call, what: str, **options: Any
) -> None:
    """The call is refused with one of the statuses; if it only reads, it may find nothing instead."""
    answer = server.ask(call, **options)
    reads = is_read_only(call.operation) and answer.status_code in call.operation.successes
    if answer.status_code in statuses or (reads and finds_nothing(json_of(answer))):
        return
    if answer.status_code not in call.operation.successes:
        must_succeed(server, replace(but_for, body=made_unique(but_for.operation, but_for.body)))
    expected = either(statuses) + (" or find nothing" if is_read_only(call.operation) else "")
    pytest.fail(f"{what} must be refused with {expected}, {described(answer, call)}")


def assert_same_items(server: Server, call: Call, other: Call, what: str) -> None:
    """The call finds what the other call finds; it may be refused instead."""
    answer = server.ask(call)
    if answer.status_code in {400, 403, 404}:
        return
    block_if_found(answer, call)
    assert answer.status_code in call.operation.successes, f"{what} must find the rest, {described(answer, call)}"
    found, expected = (ids_found(value) for value in (json_of(answer), server.value(other)))
    assert found == expected, f"{what} must find {expected}, finds {found}: {call}"


def ids_found(answer: Any) -> list[str]:
    """The IDs of the items in the lists of an answer."""
    lists = (part for part in answer.values() if isinstance(part, list)) if isinstance(answer, dict) else ()
    return [
        id_of(item) for items in lists for item in items if isinstance(item, dict) and {"id", "aoi_id"} & item.keys()
    ]


def assert_accepted(
    server: Server, call: Call, *also: int, but_for: Call | None, what: str, **options: Any
) -> httpx.Response:
    """The call succeeds, or is answered with one of the other statuses. `but_for` is the same call as usual."""
    answer = server.ask(call, **options)
    allowed = (*call.operation.successes, *also)
    block_if_found(answer, call)
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
