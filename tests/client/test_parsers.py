"""Answers are parsed the same with the fast parser and without it."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixxel_client._data import json as client_json
from tests.rollback_example import seed_answer

# JSON, and text one change away from JSON.
TEXTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
).map(lambda value: json.dumps(value).encode())
DAMAGED = st.tuples(TEXTS, st.integers(0, 200), st.binary(max_size=2)).map(
    lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + 1 :]
)


@pytest.fixture(params=["msgspec", "json"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The fast parser, or the standard one as if the fast one were not installed."""
    if request.param == "json":
        monkeypatch.setitem(sys.modules, "msgspec.json", None)
    client_json._parser.cache_clear()
    yield request.param
    client_json._parser.cache_clear()


def outcome(parse: Callable[[bytes], Any], text: bytes) -> str:
    try:
        return repr(parse(text))
    except (ValueError, RecursionError):
        return "refused"


@given(text=TEXTS | DAMAGED | st.binary(max_size=20))
@example(b"123456789012345678901234567890")
@example(b"-18446744073709551617")
@example(b"1e400")
@example(b"NaN")
@example(b'"\\ud800"')
@example(b'{"a":1,"a":2}')
@example(b"\xef\xbb\xbf[]")
@example("[]".encode("utf-16"))
@example(b"[" * 100_000)
@example(b"1" * 5_000)
def test_both_parsers_give_the_same_result(text: bytes) -> None:
    assert outcome(client_json._parser(), text) == outcome(json.loads, text)


def test_fast_parser_is_used_if_it_is_installed(parser: str) -> None:
    assert (client_json._parser() is json.loads) == (parser == "json")


def test_answer_is_parsed_the_same(parser: str) -> None:
    assert client_json.loads(json.dumps(seed_answer())) == seed_answer()
    with pytest.raises(ValueError, match="line 1 column 2"):
        client_json.loads("{")


@pytest.mark.parametrize("text", [b'"%s"', b'"%s'])
@pytest.mark.parametrize("collecting", [True, False])
def test_parsing_restores_the_garbage_collector(parser: str, text: bytes, collecting: bool) -> None:
    enabled = []

    def parse(text: str | bytes) -> Any:
        enabled.append(gc.isenabled())
        return json.loads(text)

    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(client_json, "_parser", lambda: parse)
            outcome(client_json.loads, text % (b"x" * client_json.LARGE))
        assert gc.isenabled() == collecting
        assert enabled == [False]
    finally:
        (gc.enable if before else gc.disable)()
