"""Text arrives unchanged wherever it stands, whatever characters it has: in values, and in keys of mappings."""

from __future__ import annotations

import copy
import itertools
import json
import pickle
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
import pytest

from pixxel_client import errors, models
from pixxel_client.types import Model
from tests import json_pointer
from tests.client.support import (
    BODY_OPERATIONS,
    CONTRACT,
    OBJECT_OPERATIONS,
    OPERATIONS,
    Call,
    as_json,
    assert_attributes_hold,
    by_operation,
    example_calls,
    full_answer,
    invoke,
    json_answer,
    read,
    schema_at,
    share,
)
from tests.oracle import JSON, Operation

TEXTS = {
    "quotes": "\"'`\\ \\n \\u0041 \\",
    "control characters": "\x00\x01\x08\x1b\x1f\x7f\x80\x85\x9f",
    "line breaks": "a\r\nb\nc\rd\t\v\fe\u2028f\u2029",
    "invisible characters": "\ufeff\u00a0\u200b\u200f\u202e\u2066\ufffe\uffff\ufffd\u00ad",
    "accents in two ways": "é e\u0301 Å A\u030a ﬁ ſ ß İ ı Σ ς",
    "characters beyond 16 bits": "🛰 👩\u200d🚀 𝔘 🇪🇺 \U0010ffff",
    "placeholders": "{} {0} {aoi_id} %s %(a)s %% ${x} {{}} {",
    "pointers and paths": "/a~1b~0c/../..//./?#&=+;:@,%2F%00%",
    "markup": "<script>&amp;]]></script><!-- --> $ref",
    "spaces around": " \t a  b \n ",
    "another value": "null",
    "a number": "1e400",
    "a date": "2024-05-06T07:08:09Z",
    "a name of Python": "__class__",
    "a name of models": "additional_properties",
    "a method of models": "to_dict",
    "a long text": "é" * 70_000,
}
CONTROL_CHARACTERS = {*map(chr, range(32)), "\x7f"}


def texts_for(operation: Operation) -> Sequence[str]:
    """A share of the texts: all operations have the same code for them."""
    return share([*TEXTS.values()], OPERATIONS.index(operation), 4)


def free_places(schema: str, json_value: Any, text: str) -> list[str]:
    """The pointers of the texts that the contract allows to be this text."""
    return [
        pointer
        for pointer in json_pointer.pointers(json_value)
        if isinstance(json_pointer.value_at(json_value, pointer), str)
        and not CONTRACT.problems(schema, json_pointer.replaced(json_value, pointer, text))
    ]


def with_text(schema: str, json_value: Any, text: str) -> Any:
    """The JSON with the text in place of each of its texts, where the contract allows it."""
    for pointer in free_places(schema, json_value, text):
        json_value = json_pointer.replaced(json_value, pointer, text)
    return json_value


def with_keys(schema: str, json_value: Any, text: str) -> Any:
    """The JSON with the text as a further key of each object, where the contract allows it."""
    for pointer in [*json_pointer.pointers(json_value)]:
        value = json_pointer.value_at(json_value, pointer)
        if isinstance(value, dict) and value:
            changed = json_pointer.replaced(json_value, pointer, {**value, text: next(iter(value.values()))})
            json_value = json_value if CONTRACT.problems(schema, changed) else changed
    return json_value


def test_texts_stand_in_many_places() -> None:
    answers = [
        free_places(operation.answers[str(operation.success)][JSON], full_answer(operation), TEXTS["quotes"])
        for operation in OBJECT_OPERATIONS
    ]
    bodies = [
        free_places(operation.body[JSON], call.body, TEXTS["quotes"])
        for operation in BODY_OPERATIONS
        for call in example_calls(operation)
    ]

    assert sum(map(len, answers)) > 200
    assert sum(map(len, bodies)) > 20


@by_operation(OBJECT_OPERATIONS)
def test_text_in_an_answer_is_read_and_written_unchanged(operation: Operation) -> None:
    schema = operation.answers[str(operation.success)][JSON]
    for text in texts_for(operation):
        body = with_keys(schema, with_text(schema, full_answer(operation), text), text)

        value, departures = read(operation, json_answer(operation.success, body))

        assert departures == []
        assert_attributes_hold(value, body)
        kind: type[Model] = type(value)
        written = value.to_json()
        for twin in (
            value,
            copy.deepcopy(value),
            pickle.loads(pickle.dumps(value)),  # noqa: S301  from this test
            kind.from_dict(body),
            kind.from_json(written),
            # As some servers write it: with escapes.
            kind.from_json(json.dumps(body)),
        ):
            assert as_json(twin) == body
            assert twin == value
        assert json.loads(written) == body


def requests_of(way: str, operation: Operation, call: Call) -> list[httpx.Request]:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(404)

    with pytest.raises(errors.NotFound):
        invoke(way, operation, call, answer)
    return requests


def sent_body(way: str, operation: Operation, call: Call) -> Any:
    (request,) = requests_of(way, operation, call)
    return json.loads(request.content)


@by_operation(BODY_OPERATIONS)
def test_text_in_a_body_is_sent_unchanged(operation: Operation) -> None:
    schema = operation.body[JSON]
    model = getattr(models, schema_at(schema)[1])
    for call, text in itertools.product(example_calls(operation), texts_for(operation)):
        body = with_text(schema, call.body, text)

        # The facade adds the start of a page.
        assert sent_body("facade", operation, Call(call.path, call.query, body)).items() >= body.items()

        # Only a model has fields that the contract does not name.
        body = with_keys(schema, body, text)
        assert sent_body("sync", operation, Call(call.path, call.query, body)) == body
        assert json.loads(model.from_dict(body).to_json()) == model.from_dict(body).to_dict() == body


@by_operation([operation for operation in OPERATIONS if operation.parameters])
def test_text_in_a_url_is_sent_unchanged(operation: Operation) -> None:
    for whole in TEXTS.values():
        # A longer one is refused.
        text = whole[:1000]
        call = example_calls(operation)[0]
        query = dict(call.query)
        for name, parameter in operation.named("query").items():
            if not CONTRACT.problems(parameter.pointer, text):
                query[name] = text
        # The client refuses control characters in an id.
        path = call.path if CONTROL_CHARACTERS & set(text) else dict.fromkeys(call.path, text)

        (request,) = requests_of("sync", operation, Call(path, query, call.body))

        target, _, sent_query = request.url.raw_path.decode("ascii").partition("?")
        segments = [unquote(segment, errors="strict") for segment in target.split("/")]
        assert segments == [part.format_map(path) for part in operation.path.split("/")]
        assert dict(parse_qsl(sent_query, keep_blank_values=True, errors="strict")) == query
