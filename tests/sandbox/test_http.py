"""Unusual and invalid HTTP: it gets an answer or a protocol error, changes nothing, and does not disturb others."""

import json
import uuid
from typing import Any

import httpx

from tests.sandbox.raw_http import Answer, Connection, request
from tests.sandbox.support import INDEX
from tests.sandbox_process import SandboxProcess

CLOSE = "Connection: close"
TYPED = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
LIST = request("GET", "/v0/indices", CLOSE)
BODY = json.dumps(INDEX).encode()


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)


# Unusual but valid HTTP, and the status of the answer.
VALID = {
    "HTTP/1.0": (b"GET /v0/aois HTTP/1.0\r\nAuthorization: sandbox-key\r\n\r\n", 200),
    "an unsupported version": (LIST.replace(b"HTTP/1.1", b"HTTP/2.0"), 200),
    "a method in lower case": (LIST.replace(b"GET", b"get"), 405),
    "an unknown method": (LIST.replace(b"GET", b"BREW!#$"), 405),
    "a method of sixty kilobytes": (LIST.replace(b"GET", b"G" * 60_000), 405),
    "the path *": (request("OPTIONS", "*", CLOSE), 404),
    "CONNECT": (request("CONNECT", "example.com:443", CLOSE), 404),
    "a whole URL": (request("GET", "http://sandbox:99999/v0/indices", CLOSE), 404),
    "a broken URL": (request("GET", "//[/", CLOSE), 404),
    "a path without a slash": (request("GET", "v0/indices", CLOSE), 404),
    "a query alone": (request("GET", "?", CLOSE), 404),
    "a fragment": (request("GET", "/v0/indices#x", CLOSE), 404),
    "a path with ..": (request("GET", "/v0/aoi/../indices", CLOSE), 404),
    "a percent sign without digits": (request("GET", "/v0/aoi/%zz%", CLOSE), 404),
    "half a surrogate pair in a path": (request("GET", "/v0/aoi/%ED%A0%80", CLOSE), 404),
    "half a surrogate pair in a query": (request("GET", "/v0/indices?limit=%ED%A0%80", CLOSE), 400),
    "a query with twelve thousand parameters": (request("GET", "/v0/indices?" + "a=1&" * 12_000, CLOSE), 200),
    "an invalid host": (
        request("GET", "/v0/archives/collections", CLOSE).replace(b"sandbox\r", b"[\xff?#\r", 1),
        200,
    ),
    "an invalid host and an unknown path": (request("GET", "/nowhere", CLOSE).replace(b"sandbox\r", b"[::\r", 1), 404),
    "invalid proxy headers": (request("GET", "/ping", CLOSE, "X-Forwarded-Proto: \xff", "Forwarded: ;=;"), 200),
    "a key that is not ASCII": (request("GET", "/ping", CLOSE, key="\xff\xfe\x80"), 200),
    "a key that is not ASCII, for an operation that needs a key": (
        request("GET", "/v0/indices", CLOSE, key="\xff\xfe\x80"),
        403,
    ),
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
    "chunks with extensions and a trailer": (
        request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + b"2;note=x\r\n{}\r\n0\r\nX-Trailer: y\r\n\r\n",
        400,
    ),
    "chunks over the limit": (
        request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + chunked(*[b" " * 50_000] * 30, b""),
        413,
    ),
    "a length over the limit": (request("POST", "/v0/indices", CLOSE, body=b" " * 1_500_000), 413),
    "a body after Expect: 100-continue": (
        request("POST", "/v0/indices", CLOSE, "Expect: 100-continue", body=b"{}"),
        400,
    ),
    "a body in a GET": (request("GET", "/v0/indices", CLOSE, body=b"{"), 200),
}
# Invalid HTTP: the server answers with its own message and closes the connection.
INVALID = {
    "no host": b"GET /v0/indices HTTP/1.1\r\n\r\n",
    "no version": b"GET /v0/indices\r\n\r\n",
    "no path": b"GET  HTTP/1.1\r\nHost: sandbox\r\n\r\n",
    "no request line": b"\r\n\r\n\r\n",
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
    "a negative length": request("POST", "/v0/indices", CLOSE, TYPED, "Content-Length: -1") + b"{}",
    "a length that is not a number": request("POST", "/v0/indices", CLOSE, TYPED, "Content-Length: two") + b"{}",
    "a huge length": request("POST", "/v0/indices", CLOSE, TYPED, f"Content-Length: {'9' * 50}") + b"{}",
    "an unsupported transfer encoding": request("POST", "/v0/indices", CLOSE, TYPED, "Transfer-Encoding: gzip") + b"{}",
    "a chunk with an invalid size": request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED)
    + b"zz\r\n"
    + BODY
    + b"\r\n0\r\n\r\n",
    "a chunk with a negative size": request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED) + b"-2\r\n{}\r\n0\r\n\r\n",
    "a valid chunk, then an invalid one": request("POST", "/v0/indices", CLOSE, TYPED, CHUNKED)
    + chunked(BODY)
    + b"zz\r\n",
}


def indices(client: httpx.Client) -> Any:
    answer = client.get("/v0/indices", params={"limit": 1000})
    assert answer.status_code == 200
    return answer.json()


def new_index_body() -> bytes:
    """A valid body, with a name that no other test uses."""
    return json.dumps({**INDEX, "name": str(uuid.uuid4())}).encode()


def only_answer(served: SandboxProcess, raw: bytes) -> Answer:
    with Connection(served.url) as connection:
        connection.send(raw)
        (answer,) = connection.answers()
    return answer


def test_unusual_http_gets_an_answer_of_the_contract(served: SandboxProcess, client: httpx.Client) -> None:
    before = indices(client)
    for description, (raw, status) in VALID.items():
        answer = only_answer(served, raw)
        assert answer.status == status, (description, answer)
        assert answer.headers["content-type"] == "application/json", description
        assert status == 200 or json.loads(answer.body)["error"].keys() >= {"code", "message"}, description
    assert indices(client) == before


def test_invalid_http_gets_a_protocol_error(served: SandboxProcess, client: httpx.Client) -> None:
    before = indices(client)
    for description, raw in INVALID.items():
        answer = only_answer(served, raw)
        assert (answer.status, answer.body) == (400, b"Invalid HTTP request received."), description
        assert indices(client) == before, description


def test_pipelined_requests_are_answered_in_order(served: SandboxProcess) -> None:
    create = request("POST", "/v0/indices", body=new_index_body())
    with Connection(served.url) as connection:
        connection.send(create + create + request("GET", "/ping") + request("GET", "/nowhere") + LIST)
        answers = connection.answers()
    assert [answer.status for answer in answers] == [201, 409, 200, 404, 200]
    assert json.loads(answers[0].body) in json.loads(answers[-1].body)["indices"]


def test_a_content_length_below_the_body_closes_the_connection(served: SandboxProcess, client: httpx.Client) -> None:
    before = indices(client)
    with Connection(served.url) as connection:
        connection.send(request("POST", "/v0/indices", TYPED, "Content-Length: 10", body=BODY) + b"\r\n\r\n")
        answers = connection.answers()
    assert [answer.status for answer in answers] == [400, 400]
    assert indices(client) == before


def test_a_content_length_above_the_body_changes_nothing(served: SandboxProcess, client: httpx.Client) -> None:
    before = indices(client)
    with Connection(served.url) as connection:
        connection.send(request("POST", "/v0/indices", TYPED, f"Content-Length: {len(BODY) + 1}", body=BODY))
    assert indices(client) == before


def test_a_request_sent_byte_by_byte_is_answered(served: SandboxProcess) -> None:
    with Connection(served.url) as connection:
        for byte in request("POST", "/v0/indices", CLOSE, body=new_index_body()):
            connection.send(bytes([byte]))
        assert [answer.status for answer in connection.answers()] == [201]


def test_incomplete_requests_do_not_block_other_requests(served: SandboxProcess, client: httpx.Client) -> None:
    create = request("POST", "/v0/indices", body=BODY)
    chunks = request("POST", "/v0/indices", TYPED, CHUNKED) + b"1\r\n{\r\n"
    # Requests that end at the start, within the header, at its end, within the body, between chunks.
    parts = [b"", create[:1], create[:40], create[: -len(BODY)], create[:-1], chunks]
    connections = [Connection(served.url) for _ in range(20) for _ in parts]
    try:
        for number, connection in enumerate(connections):
            connection.send(parts[number % len(parts)])
        for _ in range(20):
            assert client.get("/v0/indices").status_code == 200
        assert client.post("/v0/indices", json=json.loads(new_index_body())).status_code == 201
    finally:
        for connection in connections:
            connection.socket.close()
