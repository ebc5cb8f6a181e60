"""The client on a faulty network: it raises its own errors only, and repeats no write. Over real sockets."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import settings

from pixxel_client import NO_RETRIES, Departure, Retries, errors
from tests.client.concurrent_calls import ANSWERS, LONG_TIMEOUT, Calls
from tests.client.faulty_server import (
    FaultyServer,
    Step,
    answering,
    closing_after,
    dripping,
    hanging_after,
    head,
    raw_answer,
    reset_unanswered,
    reset_unread,
    resetting,
    resetting_after,
    status,
)
from tests.client.support import (
    CONTRACT,
    JSON_OPERATIONS,
    KEY,
    OPERATIONS,
    READ_ONLY_OPERATIONS,
    WRITE_OPERATIONS,
    example_answer,
    json_answer,
    module_of,
    share,
)
from tests.ledger import Ledger
from tests.oracle import JSON, Operation

QUICK = Retries(backoff=0.001, longest_wait=0.01)
# For servers that hang.
SHORT_READ_TIMEOUT = httpx.Timeout(30, read=0.1)
# For runs in which some servers hang, and the others may be slow on a busy machine.
READ_TIMEOUT = httpx.Timeout(30, read=0.5)

WAYS = ("sync", "asyncio")
by_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as hostile:
        yield hostile.open()


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[FaultyServer]:
    """Another origin."""
    with FaultyServer() as hostile:
        yield hostile.open()


def foreign_errors(outcomes: dict[str, Any]) -> dict[str, Exception]:
    """The exceptions that are not errors of the client."""
    return {
        name: outcome
        for name, outcome in outcomes.items()
        if isinstance(outcome, Exception) and not isinstance(outcome, errors.PixxelError)
    }


def repeated_writes(server: FaultyServer, calls: Calls) -> list[str]:
    """The calls of write operations for which the server received more than one request."""
    return [
        name for name, operation in calls.named.items() if operation in WRITE_OPERATIONS and server.requests[name] > 1
    ]


# ── Failures of every operation ──────────────────────────────────────────────────────────────────────────────────────

JSON_HEAD = f"Content-Type: {JSON}"
FAILURES: dict[str, tuple[Step, type[errors.PixxelError]]] = {
    "a reset before the request is read": (reset_unread, errors.ConnectionFailed),
    "a reset after the request is read": (reset_unanswered, errors.ConnectionFailed),
    "an end in place of an answer": (closing_after(), errors.ConnectionFailed),
    "an end in the headers": (closing_after(b"HTTP/1.1 200 OK\r\nContent-Ty"), errors.ConnectionFailed),
    "a body shorter than it says": (
        closing_after(head(200, JSON_HEAD, "Content-Length: 100"), b'{"aoi'),
        errors.ConnectionFailed,
    ),
    "a reset in the body": (
        resetting_after(head(200, JSON_HEAD, "Content-Length: 100"), b'{"aoi'),
        errors.ConnectionFailed,
    ),
    "chunks without an end": (
        closing_after(head(200, JSON_HEAD, "Transfer-Encoding: chunked"), b"5\r\n{}   \r\n"),
        errors.ConnectionFailed,
    ),
    "chunks of no length": (
        closing_after(head(200, JSON_HEAD, "Transfer-Encoding: chunked"), b"zz\r\n{}\r\n0\r\n\r\n"),
        errors.ConnectionFailed,
    ),
    "a hang before the answer": (hanging_after(), errors.TimedOut),
    "a hang in the headers": (hanging_after(b"HTTP/1.1 200 OK\r\nContent-Ty"), errors.TimedOut),
    "a hang in the body": (hanging_after(head(200, JSON_HEAD, "Content-Length: 100"), b"{"), errors.TimedOut),
    "an answer that comes too slowly": (dripping(status(200), gap=5), errors.TimedOut),
    "garbage": (closing_after(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), errors.ConnectionFailed),
    "another protocol": (closing_after(b"SSH-2.0-OpenSSH_9.6\r\n"), errors.ConnectionFailed),
    "headers that are too long": (closing_after(head(200, f"X: {'x' * 200_000}")), errors.ConnectionFailed),
    "a header with a NUL": (closing_after(head(200, "X: a\0b", "Content-Length: 0")), errors.ConnectionFailed),
    "two lengths": (closing_after(head(200, "Content-Length: 1", "Content-Length: 2")), errors.ConnectionFailed),
    # Any error of a request will do.
    "gzip that is not gzip": (
        answering(status(200, JSON_HEAD, "Content-Encoding: gzip", body=b"{}")),
        errors.RequestFailed,
    ),
    **{
        f"a {code}": (answering(status(code, body=b"<h1>Sorry</h1>")), kind)
        for kind, codes in {
            errors.UnexpectedStatus: (299, 499),
            errors.RateLimited: (429,),
            errors.ServerError: (500, 502, 503, 504, 520, 599),
        }.items()
        for code in codes
    },
}


@by_way
@pytest.mark.parametrize("failure", FAILURES)
def test_failure_raises_its_error_and_is_requested_once(
    failure: str, way: str, server: FaultyServer, ledger: Ledger
) -> None:
    step, kind = FAILURES[failure]
    calls = Calls().add_all(share(OPERATIONS, [*FAILURES].index(failure) + WAYS.index(way), len(WAYS)))
    for name in calls.named:
        server.plan(name, step)

    timeout = SHORT_READ_TIMEOUT if kind is errors.TimedOut else LONG_TIMEOUT
    outcomes = calls.make(way, server.url, retries=NO_RETRIES, timeout=timeout)

    for name, operation in calls.named.items():
        assert isinstance(outcomes[name], kind), f"{name}: {outcomes[name]!r}"
        assert server.requests[name] == 1
        ledger.note(operation.id, "client: network")


@by_way
def test_refused_connection_is_reported_as_not_sent(way: str) -> None:
    with FaultyServer() as closed:
        outcomes = Calls().add_all(OPERATIONS).make(way, closed.url, retries=QUICK)

    assert len(outcomes) == len(OPERATIONS)
    for name, outcome in outcomes.items():
        assert isinstance(outcome, errors.ConnectionFailed), f"{name}: {outcome!r}"
        assert not outcome.sent


@by_way
def test_request_is_sent_once_to_a_server_that_starts_between_two_attempts(way: str) -> None:
    for operation in OPERATIONS[:1] + WRITE_OPERATIONS:
        with FaultyServer() as late:
            calls = Calls().add_all([operation])
            (name,) = calls.named
            late.plan(name, answering(ANSWERS[operation.id]))

            def jitter(late: FaultyServer = late) -> float:
                late.open()
                return 0.0

            outcomes = calls.make(way, late.url, retries=Retries(attempts=2, backoff=0.001, jitter=jitter))

            assert not isinstance(outcomes[name], Exception)
            assert late.requests[name] == 1


@by_way
def test_connection_that_is_reset_at_once_is_retried_by_read_only_operations(way: str) -> None:
    with resetting() as (url, connections):
        writes = Calls().add_all(WRITE_OPERATIONS).make(way, url, retries=QUICK)
        before = len(connections)
        reads = Calls().add_all(READ_ONLY_OPERATIONS).make(way, url, retries=QUICK)

    assert {type(outcome) for outcome in (*writes.values(), *reads.values())} == {errors.ConnectionFailed}
    assert len(connections) - before == QUICK.attempts * len(READ_ONLY_OPERATIONS)


@by_way
def test_answer_in_small_pieces_is_read(way: str, server: FaultyServer) -> None:
    calls = Calls().add_all(OPERATIONS)
    for name, operation in calls.named.items():
        answer = ANSWERS[operation.id]
        server.plan(name, answering(*(bytes([byte]) for byte in answer[:300]), answer[300:]))

    outcomes = calls.make(way, server.url, retries=NO_RETRIES)

    assert {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, Exception)} == {}


@by_way
def test_read_only_operation_succeeds_after_failures(way: str, server: FaultyServer) -> None:
    calls = Calls().add_all(READ_ONLY_OPERATIONS)
    for name, operation in calls.named.items():
        server.plan(name, answering(status(503)), reset_unanswered, closing_after(), answering(ANSWERS[operation.id]))

    outcomes = calls.make(way, server.url, retries=QUICK)

    assert {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, Exception)} == {}
    assert {server.requests[name] for name in calls.named} == {4}


# ── Retry-After ──────────────────────────────────────────────────────────────────────────────────────────────────────

SOON = ("0", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 -0000")
UNREADABLE = (
    "soon",
    "-1",
    "1e9",
    "0x10",
    "²",
    "Wed, 41 Oct 2015 99:99:99 GMT",
    "Wed, 21 Oct 2015 07:28:00 +99999999999999999999",
    "Wed, 21 Oct 99999999999999999999 07:28:00 GMT",
)
TOO_LONG = ("3600", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT")


@by_way
@pytest.mark.parametrize(
    ("retry_after", "attempts"),
    [*((value, QUICK.attempts) for value in ("", *SOON, *UNREADABLE)), *((value, 1) for value in TOO_LONG)],
    ids=lambda value: str(value)[:50],
)
def test_rate_limit_is_reported_whatever_its_wait(
    way: str, retry_after: str, attempts: int, server: FaultyServer
) -> None:
    calls = Calls().add_all(share(OPERATIONS, len(retry_after) + WAYS.index(way), 5))
    for name in calls.named:
        server.plan(name, answering(status(429, *([f"Retry-After: {retry_after}"] if retry_after else []))))

    outcomes = calls.make(way, server.url, retries=QUICK)

    for name, operation in calls.named.items():
        assert isinstance(outcomes[name], errors.RateLimited), f"{name}: {outcomes[name]!r}"
        assert server.requests[name] == (attempts if operation in READ_ONLY_OPERATIONS else 1)


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────────────────────


@by_way
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed_to_another_origin(
    code: int, way: str, server: FaultyServer, elsewhere: FaultyServer
) -> None:
    calls = Calls().add_all(share(OPERATIONS, code + WAYS.index(way), len(WAYS)))
    for name in calls.named:
        server.plan(name, answering(status(code, f"Location: {elsewhere.url}/v0/aois")))

    outcomes = calls.make(way, server.url, retries=QUICK)

    assert {type(outcome) for outcome in outcomes.values()} == {errors.UnexpectedStatus}
    assert {server.requests[name] for name in calls.named} == {1}
    assert server.keys == {KEY}
    assert elsewhere.connections == 0


@by_way
@pytest.mark.parametrize(
    "location",
    [
        *("http://[", "http://host:99999/", "//", "", "http://a b/", "\xff"),
        # httpx builds the request that would follow, and raises an error that is not one of its RequestErrors.
        "mailto:somebody",
        "http://xn--/",
        pytest.param(f"/{'x' * 65_520}", id="too long"),
    ],
)
def test_malformed_redirect_raises_request_failed(location: str, way: str, server: FaultyServer) -> None:
    calls = Calls().add_all(share(OPERATIONS, len(location) + WAYS.index(way), 5))
    for name in calls.named:
        server.plan(name, answering(status(302, f"Location: {location}")))

    outcomes = calls.make(way, server.url, retries=QUICK)

    assert foreign_errors(outcomes) == {}
    assert all(isinstance(outcome, errors.RequestFailed) for outcome in outcomes.values())
    assert repeated_writes(server, calls) == []


# ── Kept connections ─────────────────────────────────────────────────────────────────────────────────────────────────


@by_way
def test_request_on_a_kept_connection_that_breaks_is_not_repeated(way: str, server: FaultyServer) -> None:
    """The server may have read the request before it closed the connection."""
    calls = Calls()
    before = server.connections
    for operation in OPERATIONS:
        server.plan(calls.add(CONTRACT.operations["ping"]), answering(ANSWERS["ping"]))
        server.plan(calls.add(operation), closing_after(), answering(ANSWERS[operation.id]))

    outcomes = calls.make(way, server.url, concurrency=1, retries=QUICK)

    for name in list(calls.named)[1::2]:
        if calls.named[name] in READ_ONLY_OPERATIONS:
            assert not isinstance(outcomes[name], Exception)
            assert server.requests[name] == 2
        else:
            assert isinstance(outcomes[name], errors.ConnectionFailed)
            assert outcomes[name].sent
            assert server.requests[name] == 1
    # Each call used the connection of the ping before it; only connections that broke were replaced.
    assert server.connections - before == len(OPERATIONS) + (OPERATIONS[-1] in READ_ONLY_OPERATIONS)


@by_way
def test_request_on_a_connection_that_was_closed_is_not_repeated(way: str, server: FaultyServer) -> None:
    calls = Calls().add_all(OPERATIONS * 3)
    for name, operation in calls.named.items():
        server.plan(name, closing_after(ANSWERS[operation.id]))

    outcomes = calls.make(way, server.url, concurrency=1, retries=QUICK)

    assert repeated_writes(server, calls) == []
    # By chance a call is sent before the client sees that the connection is closed; only a write operation fails then.
    failed = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, Exception)}
    assert all(calls.named[name] in WRITE_OPERATIONS for name in failed)
    assert all(isinstance(outcome, errors.ConnectionFailed) for outcome in failed.values())


# ── Unreadable answers ───────────────────────────────────────────────────────────────────────────────────────────────

UNREADABLE_BODIES: dict[str, tuple[str, bytes]] = {
    "HTML": ("text/html", b"<h1>Welcome</h1>"),
    "HTML that says it is JSON": (JSON, b"<h1>Welcome</h1>"),
    "nothing": (JSON, b""),
    "half of it": (JSON, b'{"aoi_id": "1", "na'),
    "not UTF-8": (JSON, b'{"aoi_id": "\xff"}'),
    "a number": (JSON, b"5"),
    "a string": (JSON, b'"ok"'),
    "null": (JSON, b"null"),
    "a body in another encoding": (f"{JSON}; charset=hex", b"zz"),
    "deep nesting": (JSON, b"[" * 100_000),
}


def expected_outcome(operation: Operation, body: str) -> type:
    if not operation.answers[str(operation.success)]:
        # The answer has no body, so nothing can be wrong with it.
        return type(None)
    if operation.id == "ping" and body in {"a number", "a string"}:
        # In place of text, another scalar is read and reported.
        return int | str  # type: ignore[return-value]
    return errors.DecodeError


@by_way
@pytest.mark.parametrize("what", UNREADABLE_BODIES)
def test_unreadable_body_of_a_success_raises_decode_error(
    what: str, way: str, server: FaultyServer, ledger: Ledger
) -> None:
    media_type, body = UNREADABLE_BODIES[what]
    calls = Calls().add_all(share(OPERATIONS, [*UNREADABLE_BODIES].index(what) + WAYS.index(way), len(WAYS)))
    for name, operation in calls.named.items():
        content = body if operation.success != httpx.codes.NO_CONTENT else b""
        server.plan(name, answering(status(operation.success, f"Content-Type: {media_type}", body=content)))

    outcomes = calls.make(way, server.url, retries=QUICK)

    for name, operation in calls.named.items():
        assert isinstance(outcomes[name], expected_outcome(operation, what)), f"{name}: {outcomes[name]!r}"
        assert server.requests[name] == 1
        ledger.note(operation.id, "client: network")


@by_way
@pytest.mark.parametrize("charset", ["hex", "rot13", "idna", "punycode", "undefined", "utf-16", "no-such", '"', "\xff"])
def test_text_is_read_whatever_charset_it_names(charset: str, way: str, server: FaultyServer) -> None:
    texts = [o for o in OPERATIONS if "text/csv" in o.answers[str(o.success)]]
    calls = Calls().add_all(texts)
    for name, operation in calls.named.items():
        server.plan(
            name, answering(status(operation.success, f"Content-Type: text/csv; charset={charset}", body=b"a,b\xff\n"))
        )

    outcomes = calls.make(way, server.url, retries=NO_RETRIES)

    assert len(outcomes) > 0
    assert all(isinstance(outcome, str) and outcome for outcome in outcomes.values())


def changed_everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """JSON with every value changed, from the innermost out."""
    if isinstance(value, dict):
        return change({key: changed_everywhere(part, change) for key, part in value.items()})
    if isinstance(value, list):
        return change([changed_everywhere(part, change) for part in value])
    return change(value)


UNUSUAL: dict[str, Callable[[Any], Any]] = {
    "every value is null": lambda value: value if isinstance(value, dict | list) else None,
    "every string is unknown": lambda value: "unknown" if isinstance(value, str) else value,
    "every number is a string": lambda value: str(value) if type(value) in {int, float} else value,
    "every list is empty": lambda value: [] if isinstance(value, list) else value,
    "every object has another field": lambda value: (
        value | {"brand_new": {"a": [1]}} if isinstance(value, dict) else value
    ),
}


@by_way
@pytest.mark.parametrize("change", UNUSUAL)
def test_unusual_answer_is_read_or_raises_decode_error(change: str, way: str, server: FaultyServer) -> None:
    calls = Calls().add_all(share(JSON_OPERATIONS, [*UNUSUAL].index(change) + WAYS.index(way), len(WAYS)))
    for name, operation in calls.named.items():
        unusual = changed_everywhere(example_answer(operation).json(), UNUSUAL[change])
        server.plan(name, answering(raw_answer(json_answer(operation.success, unusual))))

    outcomes = calls.make(way, server.url, retries=NO_RETRIES)

    assert foreign_errors(outcomes) == {}
    assert {type(o) for o in outcomes.values() if isinstance(o, Exception)} <= {errors.DecodeError}


@by_way
def test_every_operation_reports_missing_required_fields(way: str, server: FaultyServer) -> None:
    calls = Calls()
    for operation in JSON_OPERATIONS:
        described, _ = CONTRACT.resolve(CONTRACT.at(operation.answers[str(operation.success)][JSON]), "")
        if described.get("required"):
            server.plan(calls.add(operation), answering(raw_answer(json_answer(operation.success, {}))))
    departures: list[Departure] = []

    outcomes = calls.make(way, server.url, retries=NO_RETRIES, on_departure=departures.append)

    assert len(outcomes) > 20
    assert {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, Exception)} == {}
    reporting = {departure.operation for departure in departures}
    assert reporting == {module_of(operation).OPERATION.id for operation in calls.named.values()}


# ── Random failures ──────────────────────────────────────────────────────────────────────────────────────────────────

NUMBER_OF_CALLS = 25 * settings().max_examples

# Few of them wait: a call that waits delays those behind it.
STEPS_OF_FAILURES: tuple[Step, ...] = (
    *(step for step, _ in FAILURES.values()),
    *(answering(status(code, *headers)) for code in (429, 503) for headers in ([], ["Retry-After: 0"])),
    answering(status(503, "Retry-After: 86400")),
    answering(status(307, "Location: https://elsewhere.invalid/")),
    *(answering(status(200, f"Content-Type: {kind}", body=body)) for kind, body in UNREADABLE_BODIES.values()),
)


def calls_with_failures(
    server: FaultyServer, way: str, count: int, seed: int, operations: list[Operation], **options: Any
) -> Any:
    """Calls with up to three failures before the answer; some of the answers close the connection."""
    dice = random.Random(seed)
    calls = Calls()
    for number in range(count):
        operation = operations[number % len(operations)]
        failures = dice.choices(STEPS_OF_FAILURES, k=dice.randint(0, 3))
        answer = dice.choice([answering, closing_after])(ANSWERS[operation.id])
        server.plan(calls.add(operation), *failures, answer)
    options = {"retries": QUICK, "timeout": READ_TIMEOUT, **options}
    return calls, calls.make(way, server.url, **options)


@by_way
def test_random_failures_repeat_no_write_and_raise_only_errors_of_the_client(way: str, server: FaultyServer) -> None:
    calls, outcomes = calls_with_failures(server, way, NUMBER_OF_CALLS, seed=1, operations=OPERATIONS)

    assert repeated_writes(server, calls) == []
    assert foreign_errors(outcomes) == {}
    # The run is a test only if operations were retried, and some calls succeeded and others failed.
    assert (
        sum(server.requests[name] > 1 for name, operation in calls.named.items() if operation in READ_ONLY_OPERATIONS)
        > NUMBER_OF_CALLS / 10
    )
    assert sum(isinstance(outcome, errors.PixxelError) for outcome in outcomes.values()) > NUMBER_OF_CALLS / 10
    assert sum(not isinstance(outcome, Exception) for outcome in outcomes.values()) > NUMBER_OF_CALLS / 10


@by_way
def test_client_that_repeats_writes_is_noticed(way: str, server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for operation in WRITE_OPERATIONS:
        monkeypatch.setattr(
            module_of(operation), "OPERATION", attrs.evolve(module_of(operation).OPERATION, read_only=True)
        )

    calls, _ = calls_with_failures(server, way, 100, seed=2, operations=WRITE_OPERATIONS)

    assert len(repeated_writes(server, calls)) > 10


@by_way
def test_client_that_raises_a_foreign_error_is_noticed(way: str, server: FaultyServer) -> None:
    def fail() -> float:
        raise ZeroDivisionError

    _, outcomes = calls_with_failures(
        server, way, 100, seed=3, operations=READ_ONLY_OPERATIONS, retries=Retries(jitter=fail)
    )

    assert {type(error) for error in foreign_errors(outcomes).values()} == {ZeroDivisionError}
