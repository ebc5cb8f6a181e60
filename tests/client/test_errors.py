"""Every status raises its own error, whatever the body; an error says what happened, where, and what to do."""

from __future__ import annotations

import copy
import itertools
import pickle
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from pixxel_client import errors
from tests.client.support import (
    CONTRACT,
    KEY,
    OPERATIONS,
    WAYS,
    by_operation,
    example_answer,
    example_call,
    invoke,
    json_answer,
    share,
)
from tests.ledger import Ledger
from tests.oracle import Operation

CLASSES = {
    300: errors.UnexpectedStatus,
    302: errors.UnexpectedStatus,
    400: errors.BadRequest,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: errors.UnexpectedStatus,
    409: errors.Conflict,
    413: errors.UnexpectedStatus,
    418: errors.UnexpectedStatus,
    429: errors.RateLimited,
    499: errors.UnexpectedStatus,
    500: errors.ServerError,
    502: errors.ServerError,
    503: errors.ServerError,
    520: errors.ServerError,
    599: errors.ServerError,
}
# Successes that are documented for no operation. None of the bodies is that of a success.
CLASSES |= dict.fromkeys((202, 206, 299), errors.UnexpectedStatus)

ENVELOPE = {"error": {"code": "SOME_CODE", "message": "something is off", "details": {"field": "name"}}}
BODIES: dict[str, Any] = {
    "the envelope": json_answer(0, ENVELOPE).content,
    "another shape": b'{"error": "no", "message": 5}',
    "a list": b"[1]",
    "HTML": b"<html><title>502</title></html>",
    "nothing": b"",
    "not UTF-8": b"\xff\xfe",
    "a megabyte": b"x" * 1_000_000,
    "deep nesting": b"[" * 100_000,
}


def error_of(operation: Operation, answer: httpx.Response, way: str = "sync", **options: Any) -> errors.StatusError:
    with pytest.raises(errors.StatusError) as raised:
        invoke(way, operation, example_call(operation), lambda _: answer, **options)
    return raised.value


@by_operation()
def test_every_status_raises_its_own_class_whatever_the_body(operation: Operation, ledger: Ledger) -> None:
    cases = list(itertools.product(CLASSES, BODIES.values()))
    # Each operation has some bodies of each status; the next operation has others.
    for status, body in share(cases, OPERATIONS.index(operation), 3):
        # Without a body, another 2xx answer is the success of an operation without a result.
        if 200 <= status <= 299 and not body and not operation.answers[str(operation.success)]:
            continue
        error = error_of(operation, httpx.Response(status, content=body))

        assert type(error) is CLASSES[status]
        assert error.status == status
        assert len(error.body) <= errors.BODY_CLIP
        ledger.note(operation.id, "client: errors")


@pytest.mark.parametrize("way", [way for way in WAYS if "detailed" not in way])
@by_operation()
def test_error_has_the_operation_code_message_and_request_id(operation: Operation, way: str) -> None:
    headers = {"content-type": "application/json", "x-request-id": "r-1"}
    answer = httpx.Response(404, content=BODIES["the envelope"], headers=headers)

    error = error_of(operation, answer, way)

    assert (error.method, error.path) == (operation.method, operation.path)
    assert (error.code, error.reason, error.details) == ("SOME_CODE", "something is off", {"field": "name"})
    assert error.request_id == error.headers["x-request-id"] == "r-1"
    assert error.request_path == operation.path.format_map(example_call(operation).path)
    assert str(error) == f"{operation.method} {error.request_path}: 404 SOME_CODE: something is off"


OTHER_VALUES: list[Any] = [..., None, True, 0, 1.5, "", "text", [], ["text"], {}, {"code": "text"}]


@pytest.mark.parametrize("member", ENVELOPE["error"])
def test_member_of_the_envelope_that_is_missing_or_of_another_type_costs_no_other(member: str) -> None:
    for value in OTHER_VALUES:
        error_json: dict[str, Any] = {**ENVELOPE["error"], member: value}
        if value is ...:
            del error_json[member]

        error = error_of(CONTRACT.operations["getAoi"], json_answer(404, {"error": error_json, "trace": "t"}))

        code, message = (
            text if isinstance(text := error_json.get(name), str) else None for name in ("code", "message")
        )
        assert (error.code, error.reason, error.details) == (code, message, error_json.get("details"))
        explanation = ": ".join(filter(None, [code, message]))
        assert str(error) == f"GET {error.request_path}: 404 {explanation}"


@pytest.mark.parametrize("value", OTHER_VALUES[:-1], ids=repr)
def test_envelope_of_another_shape_has_no_members(value: Any) -> None:
    answer = json_answer(404, {} if value is ... else {"error": value})

    error = error_of(CONTRACT.operations["getAoi"], answer)

    reason = value if value == "text" else None
    assert (error.code, error.reason, error.details) == (None, reason, None)
    assert str(error) == f"GET {error.request_path}: 404 {reason or 'no reason given'}"


@pytest.mark.parametrize("member", ["code", "message"])
def test_long_member_of_the_envelope_is_clipped(member: str) -> None:
    error = error_of(CONTRACT.operations["getAoi"], json_answer(404, {"error": {member: "x" * 1_000_000}}))

    assert (error.code or error.reason) == "x" * errors.BODY_CLIP
    assert len(str(error)) < errors.BODY_CLIP + 100


@pytest.mark.parametrize("way", ["sync_detailed", "asyncio_detailed"])
@pytest.mark.parametrize("status", CLASSES)
def test_detailed_functions_return_every_status(way: str, status: int) -> None:
    operation = CONTRACT.operations["getAoi"]
    answer = httpx.Response(status, content=b"anything", headers={"x-some": "thing"})

    response = invoke(way, operation, example_call(operation), lambda _: answer)

    assert (response.status_code, response.content, response.parsed) == (status, b"anything", None)
    assert response.headers["x-some"] == "thing"


@pytest.mark.parametrize("status", [401, 403])
def test_error_of_a_refused_key_names_its_source_and_not_the_key(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    operation = CONTRACT.operations["getAoi"]
    monkeypatch.setenv("PIXXEL_API_KEY", KEY)

    from_argument = error_of(operation, httpx.Response(status))
    from_environment = error_of(operation, httpx.Response(status), api_key=None)

    assert "the argument api_key" in str(from_argument)
    assert "the environment variable PIXXEL_API_KEY" in str(from_environment)
    assert KEY not in f"{from_argument!r}{from_environment!r}"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *(("7", 7.0), ("0", 0.0), ("soon", None), ("", None), ("-1", None), ("1e9", None)),
        # Out of the range of dates.
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", None),
        ("Wed, 21 Oct 2015 07:28:00 +99999999999999999999", None),
    ],
)
def test_rate_limit_error_has_the_wait_in_seconds(value: str, seconds: float | None) -> None:
    error = error_of(CONTRACT.operations["getAoi"], httpx.Response(429, headers={"retry-after": value}))

    assert isinstance(error, errors.RateLimited)
    assert error.retry_after == seconds


def test_rate_limit_may_have_a_date() -> None:
    error = error_of(
        CONTRACT.operations["getAoi"],
        httpx.Response(429, headers={"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    )

    assert isinstance(error, errors.RateLimited)
    assert error.retry_after == 0


@pytest.fixture(params=["UTC0", "WEST9", "EAST-9", "HALF-5:30"])
def _local_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another local time: in POSIX, EAST-9 is nine hours ahead of UTC."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


# All forms of a date that HTTP has, and those that servers send in their place. A date without a zone is in UTC.
DATE_FORMS = {
    "%a, %d %b %Y %H:%M:%S GMT": timedelta(0),
    "%A, %d-%b-%y %H:%M:%S GMT": timedelta(0),
    "%a %b %e %H:%M:%S %Y": timedelta(0),
    "%a, %d %b %Y %H:%M:%S": timedelta(0),
    "%a, %d %b %Y %H:%M:%S +0000": timedelta(0),
    "%a, %d %b %Y %H:%M:%S -0000": timedelta(0),
    "%a, %d %b %Y %H:%M:%S +0530": timedelta(hours=5, minutes=30),
    "%a, %d %b %Y %H:%M:%S -0900": timedelta(hours=-9),
}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the local time of a process cannot be set here")
@pytest.mark.usefixtures("_local_time")
@pytest.mark.parametrize("form", DATE_FORMS)
def test_date_to_retry_after_does_not_depend_on_the_local_time(form: str) -> None:
    hour = timedelta(hours=1)
    then = (datetime.now(UTC) + hour + DATE_FORMS[form]).strftime(form)

    error = error_of(CONTRACT.operations["getAoi"], httpx.Response(429, headers={"retry-after": then}))

    assert isinstance(error, errors.RateLimited)
    assert error.retry_after is not None
    # A zone is half an hour wrong or more; a test takes less.
    assert abs(error.retry_after - hour.total_seconds()) < 600


@pytest.mark.parametrize("status", CLASSES)
def test_copy_or_pickle_of_an_error_equals_it(status: int) -> None:
    error = error_of(CONTRACT.operations["getAoi"], json_answer(status, ENVELOPE))

    for twin in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301
        assert type(twin) is type(error)
        assert (str(twin), twin.__dict__) == (str(error), error.__dict__)


def test_docstring_has_the_tree_of_errors() -> None:
    drawn: dict[str, str] = {}
    stack: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if not line.strip() or line.startswith("What"):
            continue
        depth = (len(line) - len(line.lstrip("│ ├└─"))) // 4
        name = line.lstrip("│ ├└─").split()[0]
        stack[depth:] = [name]
        if depth:
            drawn[name] = stack[depth - 1]

    for name, parent in drawn.items():
        assert issubclass(getattr(errors, name), getattr(errors, parent))
    assert {*drawn, "PixxelError"} == set(errors.__all__)


def test_success_is_no_error() -> None:
    operation = CONTRACT.operations["getAoi"]

    assert invoke("sync", operation, example_call(operation), lambda _: example_answer(operation)).name == "AOI-D2"
