"""A success with another 2xx status than the documented ones is read; what was created is never lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import NoReturn

import httpx
import pytest

from pixxel_client import NO_RETRIES, Departure, errors
from pixxel_client.contract import observers
from tests.client.concurrent_calls import Calls
from tests.client.faulty_server import FaultyServer, answering, raw_answer
from tests.client.support import (
    CONTRACT,
    OPERATIONS,
    READ_ONLY_OPERATIONS,
    WAYS,
    WRITE_OPERATIONS,
    as_json,
    by_operation,
    by_way,
    example_answer,
    example_call,
    invoke,
    json_answer,
    module_of,
    paging,
    pixxel,
    read,
)
from tests.ledger import Ledger
from tests.oracle import Operation

STATUSES = (200, 201, 202, 203, 206)
SUBMIT = CONTRACT.operations["submitOrder"]
DELETE = CONTRACT.operations["deleteStore"]


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as hostile:
        yield hostile.open()


def with_another_status(operation: Operation, number: int = 0) -> httpx.Response:
    """The documented success with a 2xx status that the contract does not have for the operation."""
    answer = example_answer(operation)
    others = [status for status in STATUSES if status not in operation.successes]
    return httpx.Response(others[number % len(others)], headers=answer.headers, content=answer.content)


def status_departure(operation: Operation, status: int) -> Departure:
    expected = " or ".join(map(str, sorted(operation.successes)))
    return Departure(module_of(operation).OPERATION.id, "", expected, str(status), "status")


@by_operation()
def test_success_with_another_status_is_the_result_and_a_departure(operation: Operation, ledger: Ledger) -> None:
    number = OPERATIONS.index(operation)
    way = WAYS[number % len(WAYS)]
    answer = with_another_status(operation, number)
    expected, _ = read(operation, example_answer(operation), way)

    value, departures = read(operation, answer, way)

    if "detailed" in way:
        assert (value.status_code, value.content) == (answer.status_code, answer.content)
        expected, value = expected.parsed, value.parsed
    assert value == expected
    assert departures == [status_departure(operation, answer.status_code)]
    ledger.note(operation.id, "client: answers")


@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_success_with_another_status_is_the_result_on_a_socket(way: str, server: FaultyServer) -> None:
    calls = Calls().add_all(OPERATIONS)
    for name, operation in calls.named.items():
        server.plan(name, answering(raw_answer(with_another_status(operation))))

    outcomes = calls.make(way, server.url, retries=NO_RETRIES)

    for name, operation in calls.named.items():
        assert as_json(outcomes[name]) == as_json(read(operation, example_answer(operation))[0])
        assert server.requests[name] == 1


def test_departure_of_a_status_says_what_the_contract_has() -> None:
    _, departures = read(SUBMIT, with_another_status(SUBMIT))

    assert [str(departure) for departure in departures] == ["submit_order: the status: expected 201, got 200"]


def test_other_departures_of_such_a_success_are_reported_too() -> None:
    order = example_answer(SUBMIT).json() | {"status": "resting"}

    value, departures = read(SUBMIT, json_answer(200, order))

    assert value.status == "resting"
    assert [departure.pointer for departure in departures] == ["", "/status"]


def test_order_without_most_of_its_fields_is_still_the_result() -> None:
    value, departures = read(SUBMIT, json_answer(202, {"id": "an-id"}))

    assert value.id == "an-id"
    assert departures[0] == status_departure(SUBMIT, 202)


@pytest.mark.parametrize("status", [200, 202, 205])
def test_empty_answer_is_the_success_of_an_operation_without_a_result(status: int) -> None:
    value, departures = read(DELETE, httpx.Response(status))

    assert value is None
    assert departures == [status_departure(DELETE, status)]


def test_answer_is_read_as_the_one_of_several_successes_that_it_is() -> None:
    operation = CONTRACT.operations["createInsight"]

    started, _ = read(operation, json_answer(202, {"id": "an-id", "message": "started"}))
    estimate, _ = read(operation, json_answer(202, {"estimate": 5}))

    assert (type(started).__name__, started.id) == ("InsightStarted", "an-id")
    assert (type(estimate).__name__, estimate.estimate) == ("InsightEstimate", 5)


def test_pages_with_another_status_make_up_one_list() -> None:
    departures: list[Departure] = []
    aois = [{"aoi_id": str(number), "name": "n", "status": "success"} for number in range(3)]

    def serve(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        pagination = {"offset": offset, "limit": 1, "total": 3}
        return json_answer(203, {"aois": aois[offset : offset + 1], "pagination": pagination})

    listed = list(pixxel(serve, on_departure=departures.append).aois.list(page_size=1))

    assert [aoi.aoi_id for aoi in listed] == ["0", "1", "2"]
    assert departures == [status_departure(CONTRACT.operations["listAois"], 203)] * 3


# ── What cannot be read ──────────────────────────────────────────────────────────────────────────────────────────────

UNLIKE = {
    "a message": json_answer(0, {"message": "accepted"}).content,
    "HTML": b"<h1>Log in</h1>",
    "a list": b"[1]",
    "half of it": b'{"id": "an-id", "na',
    "a megabyte": b'{"note": "' + b"x" * 1_000_000 + b'"}',
}


@pytest.mark.parametrize("body", UNLIKE)
@by_operation([SUBMIT, DELETE, CONTRACT.operations["generateVisualizationPng"], CONTRACT.operations["downloadReport"]])
def test_error_of_a_2xx_answer_that_is_no_success_has_the_whole_answer(operation: Operation, body: str) -> None:
    answer = httpx.Response(202, content=UNLIKE[body], headers={"x-request-id": "r-1"})

    with pytest.raises(errors.UnexpectedStatus) as raised:
        read(operation, answer)

    assert raised.value.response.content == UNLIKE[body]
    assert (raised.value.response.status_code, raised.value.response.headers["x-request-id"]) == (202, "r-1")
    assert f"expected {operation.success}, and the body is not that of a success" in str(raised.value)
    assert len(str(raised.value)) < 1_000


@by_operation(WRITE_OPERATIONS)
def test_unreadable_success_of_a_write_operation_says_that_the_server_has_probably_acted(operation: Operation) -> None:
    statuses = [202, *([operation.success] if operation.answers[str(operation.success)] else [])]
    for status in statuses:
        answer = httpx.Response(status, content=b"<h1>", headers={"content-type": "text/html"})
        with pytest.raises(errors.AnswerError, match="the server has probably acted, and `response` has its") as raised:
            read(operation, answer)
        assert raised.value.response.content == b"<h1>"


def test_unreadable_success_of_a_read_only_operation_says_nothing_of_acting() -> None:
    for operation in READ_ONLY_OPERATIONS:
        with pytest.raises(errors.UnexpectedStatus) as raised:
            read(operation, httpx.Response(202, content=b"<h1>"))
        assert "acted" not in str(raised.value)


def test_repr_of_an_answer_has_no_headers_and_no_content() -> None:
    answer = json_answer(404, {"url": "https://bucket.example/?signature=secret"})
    answer.headers["set-cookie"] = "secret"

    response = invoke("sync_detailed", SUBMIT, example_call(SUBMIT), lambda _: answer)

    assert "secret" not in repr(response)
    assert f"<{len(answer.content)} bytes>" in repr(response)


# ── Exceptions in hooks ──────────────────────────────────────────────────────────────────────────────────────────────


def failing(*_: object) -> NoReturn:
    raise RuntimeError("a-secret")


def errors_logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]


@by_way
def test_exception_in_on_departure_is_logged_and_the_result_returned(
    way: str, caplog: pytest.LogCaptureFixture
) -> None:
    expected, _ = read(SUBMIT, example_answer(SUBMIT), way)

    value = invoke(way, SUBMIT, example_call(SUBMIT), lambda _: with_another_status(SUBMIT), on_departure=failing)

    assert getattr(value, "parsed", value) == getattr(expected, "parsed", expected)
    (message,) = errors_logged(caplog)
    assert message.startswith(f"on_departure raised RuntimeError at {__file__}:")
    assert "a-secret" not in caplog.text


@by_way
def test_exception_in_an_observer_is_logged_and_the_result_returned(
    way: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observers, "packaged_validator", failing)
    expected, _ = read(SUBMIT, example_answer(SUBMIT), way)

    value = invoke(way, SUBMIT, example_call(SUBMIT), lambda _: example_answer(SUBMIT), contract="raise")

    assert getattr(value, "parsed", value) == getattr(expected, "parsed", expected)
    (message,) = errors_logged(caplog)
    assert message.startswith("an exchange could not be validated (RuntimeError at ")
    assert "a-secret" not in caplog.text


def test_exception_in_on_departure_ends_no_list(caplog: pytest.LogCaptureFixture) -> None:
    operation = CONTRACT.operations["listAois"]
    answer = with_another_status(operation)

    assert paging(operation.id)
    assert invoke("facade", operation, example_call(operation), lambda _: answer, on_departure=failing)
    assert errors_logged(caplog)


def test_exit_of_a_program_in_on_departure_ends_it() -> None:
    def leave(_: Departure) -> NoReturn:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        invoke("sync", SUBMIT, example_call(SUBMIT), lambda _: with_another_status(SUBMIT), on_departure=leave)
