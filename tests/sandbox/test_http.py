"""Bytes that are no proper HTTP, or barely: an answer or a protocol error, nothing changed, everybody else served."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.raw_http import Answer, Line, request
from tests.sandbox.support import INDEX, Served

CLOSE = "Connection: close"
TYPED = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
LIST = request("GET", "/v0/indices", CLOSE)
BODY = json.dumps(INDEX).encode()


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)


# What is HTTP, however odd, and how it is answered.
ANSWERED = {
    "HTTP/1.0": (b"GET /v0/aois HTTP/1.0\r\nAuthorization: sandbox-key\r\n\r\n", 200),
    "a version that is not spoken": (LIST.replace(b"HTTP/1.1", b"HTTP/2.0"), 200),
    "a method in lower case": (LIST.replace(b"GET", b"get"), 405),
    "a method that nobody knows": (LIST.replace(b"GET", b"BREW!#$"), 405),
    "a method of sixty kilobytes": (LIST.replace(b"GET", b"G" * 60_000), 405),
    "the server itself": (request("OPTIONS", "*", CLOSE), 404),
    "a tunnel": (request("CONNECT", "example.com:443", CLOSE), 404),
    "a whole URL": (request("GET", "http://sandbox:99999/v0/indices", CLOSE), 404),
    "a broken URL": (request("GET", "//[/", CLOSE), 404),
    "a path without a slash": (request("GET", "v0/indices", CLOSE), 404),
    "a query alone": (request("GET", "?", CLOSE), 404),
    "a fragment": (request("GET", "/v0/indices#x", CLOSE), 404),
    "a path that climbs": (request("GET", "/v0/aoi/../indices", CLOSE), 404),
    "percent without digits": (request("GET", "/v0/aoi/%zz%", CLOSE), 404),
    "half a surrogate pair in a path": (request("GET", "/v0/aoi/%ED%A0%80", CLOSE), 404),
    "half a surrogate pair in a query": (request("GET", "/v0/indices?limit=%ED%A0%80", CLOSE), 400),
    "a query of twelve thousand parts": (request("GET", "/v0/indices?" + "a=1&" * 12_000, CLOSE), 200),
    "a host that is none": (
        request("GET", "/v0/archives/collections", CLOSE).replace(b"sandbox\r", b"[\xff?#\r", 1),
        200,
    ),
    "a host that is none, and no path": (request("GET", "/nowhere", CLOSE).replace(b"sandbox\r", b"[::\r", 1), 404),
    "a proxy that makes things up": (request("GET", "/ping", CLOSE, "X-Forwarded-Proto: \xff", "Forwarded: ;=;"), 200),
    "a key of bytes": (request("GET", "/ping", CLOSE, key="\xff\xfe\x80"), 200),
    "a key of bytes, needed": (request("GET", "/v0/indices", CLOSE, key="\xff\xfe\x80"), 403),
    "a key of sixty kilobytes": (request("GET", "/v0/indices", CLOSE, key="k" * 60_000), 403),
    "two keys": (request("GET", "/v0/indices", CLOSE, "Authorization: sandbox-key-2"), 401),
    "a field over two lines": (request("GET", "/v0/indices", CLOSE, "X: a\r\n b"), 200),
    "twelve thousand fields": (request("GET", "/v0/indices", CLOSE, *["X: y"] * 12_000), 200),
    "another protocol, offered": (
        request("GET", "/v0/indices", "Connection: close, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"),
        200,
    ),
    "length and chunks at once": (
        request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED, "Content-Length: 4") + chunked(b"{}", b""),
        400,
    ),
    "chunks with notes and a trailer": (
        request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + b"2;note=x\r\n{}\r\n0\r\nX-Trailer: y\r\n\r\n",
        400,
    ),
    "chunks over the limit": (
        request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + chunked(*[b" " * 50_000] * 30, b""),
        413,
    ),
    "a length over the limit": (request("POST", "/v0/indices", CLOSE, body=b" " * 1_500_000), 413),
    "a body that was to wait": (request("POST", "/v0/indices", CLOSE, "Expect: 100-continue", body=b"{}"), 400),
    "a body for a read": (request("GET", "/v0/indices", CLOSE, body=b"{"), 200),
}
# What is none: the server says so, in words of its own, and hangs up.
REFUSED = {
    "no host": b"GET /v0/indices HTTP/1.1\r\n\r\n",
    "no version": b"GET /v0/indices\r\n\r\n",
    "no path": b"GET  HTTP/1.1\r\nHost: sandbox\r\n\r\n",
    "no words": b"\r\n\r\n\r\n",
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 100 + b"\r\n\r\n",
    "a method of control characters": LIST.replace(b"GET", b"\x01\x02"),
    "a NUL in the path": LIST.replace(b"/indices", b"/\0"),
    "bytes in the path": LIST.replace(b"/indices", b"/\xed\xa0\x80"),
    "bytes in the query": LIST.replace(b"/indices", b"/indices?a=\xff"),
    "a NUL in a field": request("GET", "/v0/indices", CLOSE, "X: \0"),
    "a field without a name": request("GET", "/v0/indices", CLOSE, ": y"),
    "a field with a space in its name": request("GET", "/v0/indices", CLOSE, "X y: z"),
    "a URL of two hundred kilobytes": request("GET", "/v0/indices?" + "a" * 200_000, CLOSE),
    "a field of two hundred kilobytes": request("GET", "/v0/indices", CLOSE, "X: " + "y" * 200_000),
    "two lengths": request("POST", "/v0/indices", CLOSE, TYPED, "Content-Length: 1", "Content-Length: 2") + b"{}",
    "a length below nothing": request("POST", "/v0/indices", CLOSE, TYPED, "Content-Length: -1") + b"{}",
    "a length in words": request("POST", "/v0/indices", CLOSE, TYPED, "Content-Length: two") + b"{}",
    "a length beyond counting": request("POST", "/v0/indices", CLOSE, TYPED, f"Content-Length: {'9' * 50}") + b"{}",
    "an encoding that is not spoken": request("POST", "/v0/indices", CLOSE, TYPED, "Transfer-Encoding: gzip") + b"{}",
    "a chunk of no size": request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + b"zz\r\n" + BODY + b"\r\n0\r\n\r\n",
    "a chunk below nothing": request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + b"-2\r\n{}\r\n0\r\n\r\n",
    "a good chunk, then a bad one": request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + chunked(BODY) + b"zz\r\n",
}


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    return serve()


def indices(served: Served) -> Any:
    answer = served.client.get("/v0/indices")
    assert answer.status_code == 200
    return answer.json()


def said_on_stderr(served: Served) -> str:
    served.process.terminate()
    return served.process.communicate(timeout=10)[1]


def only_answer(served: Served, raw: bytes) -> Answer:
    with Line(served.url) as line:
        line.send(raw)
        (answer,) = line.answers()
    return answer


def test_odd_http_gets_an_answer_of_the_contract(served: Served) -> None:
    before = indices(served)
    for what, (raw, status) in ANSWERED.items():
        answer = only_answer(served, raw)
        assert answer.status == status, (what, answer)
        assert answer.headers["content-type"] == "application/json", what
        assert status == 200 or json.loads(answer.body)["error"].keys() >= {"code", "message"}, what
    assert indices(served) == before
    assert said_on_stderr(served) == ""


def test_what_is_no_http_gets_a_protocol_error(served: Served) -> None:
    before = indices(served)
    for what, raw in REFUSED.items():
        answer = only_answer(served, raw)
        assert (answer.status, answer.body) == (400, b"Invalid HTTP request received."), what
        assert indices(served) == before, what
    assert said_on_stderr(served) == ""


def test_requests_sent_at_once_are_answered_in_their_order(served: Served) -> None:
    create = request("POST", "/v0/indices", body=BODY)
    with Line(served.url) as line:
        line.send(create + create + request("GET", "/ping") + request("GET", "/nowhere") + LIST)
        answers = line.answers()
    assert [one.status for one in answers] == [201, 409, 200, 404, 200]
    assert json.loads(answers[0].body) in json.loads(answers[-1].body)["indices"]


def test_a_length_below_that_of_the_body_ends_the_connection_after_the_answer(served: Served) -> None:
    before = indices(served)
    with Line(served.url) as line:
        line.send(request("POST", "/v0/indices", TYPED, "Content-Length: 10", body=BODY) + b"\r\n\r\n")
        answers = line.answers()
    assert [one.status for one in answers] == [400, 400]
    assert indices(served) == before


def test_a_length_above_that_of_the_body_changes_nothing(served: Served) -> None:
    before = indices(served)
    with Line(served.url) as line:
        line.send(request("POST", "/v0/indices", TYPED, f"Content-Length: {len(BODY) + 1}", body=BODY))
    assert indices(served) == before
    assert said_on_stderr(served) == ""


def test_a_request_that_comes_byte_by_byte_is_answered(served: Served) -> None:
    with Line(served.url) as line:
        for byte in request("POST", "/v0/indices", CLOSE, body=BODY):
            line.send(bytes([byte]))
        assert [one.status for one in line.answers()] == [201]


def test_requests_that_never_end_keep_nobody_waiting(served: Served) -> None:
    create = request("POST", "/v0/indices", body=BODY)
    chunks = request("POST", "/v0/indices", TYPED, CHUNKED) + b"1\r\n{\r\n"
    # At the start, within the fields, at their end, within the body, between chunks.
    halves = [b"", create[:1], create[:40], create[: -len(BODY)], create[:-1], chunks]
    lines = [Line(served.url) for _ in range(20) for _ in halves]
    try:
        for number, line in enumerate(lines):
            line.send(halves[number % len(halves)])
        with httpx.Client(base_url=served.url, headers=served.client.headers, trust_env=False, timeout=2) as others:
            for _ in range(20):
                assert others.get("/v0/indices").status_code == 200
            assert others.post("/v0/indices", json=INDEX).status_code == 201
    finally:
        for line in lines:
            line.socket.close()
    assert said_on_stderr(served) == ""
