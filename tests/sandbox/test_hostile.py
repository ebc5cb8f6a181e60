"""Hostile requests: they get an answer of the contract, change nothing, and do not disturb other requests."""

import copy
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.oracle import Operation
from tests.sandbox.support import CONTRACT, InProcess, example_bodies, existing, url_of

JSON = {"Content-Type": "application/json"}
READS = [each for each in CONTRACT.operations.values() if each.method == "GET"]

with_body = pytest.mark.parametrize(
    "operation", [each for each in CONTRACT.operations.values() if each.body], ids=lambda operation: operation.id
)
with_path = pytest.mark.parametrize(
    "operation",
    [each for each in CONTRACT.operations.values() if each.named("path")],
    ids=lambda operation: operation.id,
)
with_query = pytest.mark.parametrize(
    "operation",
    [each for each in CONTRACT.operations.values() if each.named("query")],
    ids=lambda operation: operation.id,
)

INVALID_JSON = {
    b" ": "not JSON",
    b"\0": "not JSON",
    b"{": "not JSON",
    b'{"name": "a",}': "not JSON",
    b"{'name': 1}": "not JSON",
    b"{} {}": "not JSON",
    b"{}\0": "not JSON",
    b'{"name": "\0"}': "not JSON",
    b'{"name": "\n"}': "not JSON",
    b'{"name": "\\x00"}': "not JSON",
    b'{"name": "\\u12"}': "not JSON",
    b'{"name": 01}': "not JSON",
    b'{"name": 0x1}': "not JSON",
    b'{"name": +1}': "not JSON",
    b"\xef\xbb\xbf{}": "not JSON",
    '{"name": "a"}'.encode("utf-16-le"): "not JSON",
    '{"name": "a"}'.encode("utf-16"): "UTF-8",
    b'{"name": "\xff"}': "UTF-8",
    # The bytes of a surrogate, of a NUL in two bytes, and of a code point beyond the last one.
    b'{"name": "\xed\xa0\x80"}': "UTF-8",
    b'{"name": "\xc0\x80"}': "UTF-8",
    b'{"name": "\xf4\x90\x80\x80"}': "UTF-8",
    b'{"name": "\\ud800"}': "surrogate",
    b'{"name": "\\udc00\\ud800"}': "surrogate",
    b'{"\\udfff": 1}': "surrogate",
    b'[["\\ud83d"]]': "surrogate",
    b'{"name": NaN}': "NaN",
    b'{"name": Infinity}': "Infinity",
    b'{"name": -Infinity}': "-Infinity",
    b'{"name": "a", "name": "b"}': "twice",
    b'{"name": "a", "n\\u0061me": "a"}': "twice",
    b'{"a": [{"": 1, "": 1}]}': "twice",
    b'{"rescale": [0, 1e400]}': "too large",
    b'{"rescale": [0, -1e999999999999]}': "too large",
    b'{"rescale": [0, 1' + b"0" * 400 + b"]}": "too large",
    b'{"rescale": [0, 1' + b"0" * 5_000 + b"]}": "too large",
    b"-" + b"9" * 1_000_000: "too large",
    b"[" * 200 + b"]" * 200: "nested",
    b"[" * 100_000 + b"]" * 100_000: "nested",
    b'{"a":' * 100_000: "nested",
    b'[{"a":' * 50_000 + b"1" + b"}]" * 50_000: "nested",
}


@with_body
def test_invalid_json_is_400(sandbox: InProcess, operation: Operation) -> None:
    for raw, named in INVALID_JSON.items():
        message = sandbox.refused(400, operation.method, url_of(operation), content=raw, headers=JSON)
        assert named in message, raw[:30]


@with_body
def test_an_empty_body_is_400_if_a_body_is_required(sandbox: InProcess, operation: Operation) -> None:
    answer = sandbox(operation.method, url_of(operation), content=b"", headers=JSON)
    assert answer.is_success != operation.raw["requestBody"].get("required", False)


@with_body
@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/xml", "application/jsonp", "\xff", ",;"])
def test_another_content_type_is_400(sandbox: InProcess, operation: Operation, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type.encode("latin-1")}
    message = sandbox.refused(400, operation.method, url_of(operation), content=b"{}", headers=headers)
    assert "application/json" in message


async def in_chunks(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b" " * 1000


@with_body
def test_a_body_over_the_limit_is_413(start: Callable[..., InProcess], operation: Operation) -> None:
    sandbox = start(max_body_bytes=5000)
    method, path = operation.method, url_of(operation)
    for headers in (JSON, {**JSON, "Content-Length": "10"}):
        assert "5000 bytes" in sandbox.refused(413, method, path, content=in_chunks(6), headers=headers)
    # Longer than the sandbox reads.
    assert "5000 bytes" in sandbox.refused(413, method, path, content=in_chunks(17_000), headers=JSON)


def nested(depth: int) -> Any:
    return [nested(depth - 1)] if depth else []


VALUES = [
    None,
    True,
    0,
    -0.0,
    -1,
    5e-324,
    1e308,
    2**63,
    10**300,
    -(10**300),
    "",
    " ",
    "\0",
    "\ud800",
    "\u202e\u2028\ufeff",
    "🛰" * 300,
    "x" * 10_000,
    "' OR 1=1 --",
    "../..",
    "%00",
    "{0.__class__}",
    "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    [],
    {},
    [None],
    {"": None},
    {"$ref": "#"},
    nested(90),
]


@with_body
def test_no_value_in_a_body_causes_an_error_of_the_server(
    start: Callable[..., InProcess], operation: Operation
) -> None:
    for body in example_bodies(operation).values():
        sandbox = start()
        before = sandbox.state()
        for changed in _with_each_value(body):
            answer = sandbox(operation.method, url_of(operation), content=json.dumps(changed).encode(), headers=JSON)
            assert answer.status_code < 500, (changed, answer.text)
            after = sandbox.state()
            assert answer.is_success or after == before, changed
            before = after
        # Reading the documents that were stored must not fail either.
        sandbox.clock.advance(100)
        for read in READS:
            answer = sandbox("GET", url_of(read))
            assert answer.status_code < 500, (read.id, answer.text)


def _with_each_value(body: Any) -> Iterator[Any]:
    """`body` with each of the values at each position, one change at a time."""
    yield from VALUES
    positions = body.keys() if isinstance(body, dict) else range(len(body)) if isinstance(body, list) else ()
    for position in positions:
        for other in _with_each_value(body[position]):
            changed = copy.copy(body)
            changed[position] = other
            yield changed


TEXTS = [
    "%00",
    "a%00b",
    "%FF",
    "%C0%80",
    "%ED%A0%80",
    "%F4%90%80%80",
    "%0D%0AX-Injected:%201",
    "%25",
    "%2525",
    "%zz",
    "%",
    "%2F",
    "%5C..%5C",
    "%2e%2e",
    "%2E%2E%2F",
    "%E2%80%AE",
    "%F0%9F%9B%B0",
    "'%20OR%201=1%20--",
    "%7B0%7D",
    "*",
    ";",
    "a" * 20_000,
    "%41" * 10_000,
    "9" * 10_000,
]


@with_path
def test_no_text_in_a_path_causes_an_error_of_the_server(sandbox: InProcess, operation: Operation) -> None:
    bodies = list(example_bodies(operation).values())
    options = {"json": bodies[0]} if bodies else {}
    names = operation.named("path")
    before = sandbox.state()
    for hostile in names:
        for text in TEXTS:
            path = {name: text if name == hostile else quote(existing(operation, name), safe="") for name in names}
            answer = sandbox(operation.method, operation.path.format(**path), **options)
            assert answer.status_code in {400, 404}, (text, answer.text)
            assert "X-Injected" not in answer.headers
    assert sandbox.state() == before


@with_query
def test_no_text_in_a_query_causes_an_error_of_the_server(sandbox: InProcess, operation: Operation) -> None:
    path = url_of(operation).partition("?")[0]
    for name in [*operation.named("query"), "", "%00", "%FF"]:
        for text in [*TEXTS, "", "=", "&&", "%26", "1e9", "NaN", "-0", "+1", "%EF%BC%91", "0000-00-00", "9999-99-99"]:
            answer = sandbox(operation.method, f"{path}?{name}={text}")
            assert answer.status_code < 500, (name, text, answer.text)
