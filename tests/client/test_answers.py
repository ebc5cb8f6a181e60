"""Valid answers are read without loss; departures are reported, and the rest of the answer is read."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixxel_client import Departure, errors, models
from pixxel_client.contract.validator import any_position
from pixxel_client.types import Model
from tests import json_pointer
from tests.client.support import (
    CONTRACT,
    JSON_OPERATIONS,
    OBJECT_OPERATIONS,
    OPERATIONS,
    WAYS,
    as_json,
    assert_attributes_hold,
    by_operation,
    by_way,
    example_answer,
    example_answers,
    full_answer,
    invoke,
    json_answer,
    paging,
    read,
    sandbox_calls,
    schema_at,
    valid_answers,
)
from tests.ledger import Ledger
from tests.oracle import JSON, Operation
from tests.rollback_example import seed_answer


@by_operation(JSON_OPERATIONS)
@given(data=st.data())
def test_valid_answer_is_read_and_copied_without_loss(
    operation: Operation, data: st.DataObject, ledger: Ledger
) -> None:
    status, raw = data.draw(valid_answers(operation))

    value, departures = read(operation, json_answer(status, raw))

    assert departures == []
    assert as_json(value) == raw
    assert_attributes_hold(value, raw)
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    ledger.note(operation.id, "client: answers")


@by_way
@by_operation()
def test_documented_answer_is_read_the_same_in_every_way(operation: Operation, way: str, ledger: Ledger) -> None:
    for answer in example_answers(operation):
        expected = documented(answer)

        value, departures = read(operation, answer, way)

        value = value.parsed if "detailed" in way else value
        paged = paging(operation.id)
        if "facade" in way and paged:
            expected = expected[paged.items]
        assert as_json(value) == expected
        assert departures == []
        ledger.note(operation.id, "client: answers")


def documented(answer: httpx.Response) -> Any:
    """The body of an answer as its media type is read."""
    match answer.headers.get("content-type"):
        case None:
            return None
        case "application/json":
            return json.loads(answer.content)
        case "text/csv":
            return answer.text
        case _:
            return answer.content


def test_answer_on_the_rollback_page_is_read_without_loss() -> None:
    value, departures = read(CONTRACT.operations["rollbackVisualizationMetadata"], json_answer(200, seed_answer()))

    assert departures == []
    assert value.to_dict() == seed_answer()
    assert value.assets[0].geometry.type == "Polygon"
    assert value.metadata.legend == {}


def test_picture_is_bytes() -> None:
    operation = CONTRACT.operations["generateVisualizationPng"]

    value, _ = read(operation, example_answer(operation))

    assert value == b"\x89PNG\r\n"


def test_absent_field_is_none() -> None:
    required = {"aoi_id": "1", "name": "n", "status": "failed"}

    value, departures = read(CONTRACT.operations["getAoi"], json_answer(200, required))

    assert (value.geometry, value.progress, value.images, value.created_at) == (None, None, None, None)
    assert departures == []


def test_repr_of_a_model_has_no_absent_fields() -> None:
    assert repr(models.Pagination(limit=10, offset=0, total=1)) == "Pagination(limit=10, offset=0, total=1)"
    assert repr(models.Asset(id="1")) == "Asset(id='1')"


# ── Departures ─────────────────────────────────────────────────────────────────────────────────────────────────────


WRONG_VALUES: dict[str, Any] = {
    "null": None,
    "a string": "unknown",
    "a number": -1.5,
    "a huge number": 10**400,
    "true": True,
    "a list": ["unknown"],
    "an object": {"unknown": "field"},
    "a nested list": [{"a": [[[None]]]}],
}


@by_operation(JSON_OPERATIONS)
@pytest.mark.parametrize("wrong", WRONG_VALUES)
def test_wrong_value_anywhere_is_reported_or_raises_decode_error(
    operation: Operation, wrong: str, ledger: Ledger
) -> None:
    body = full_answer(operation)
    for pointer in json_pointer.pointers(body, ends=True):
        changed = json_pointer.replaced(body, pointer, WRONG_VALUES[wrong])
        problems = CONTRACT.problems(operation.answers[str(operation.success)][JSON], changed)
        unreadable: errors.DecodeError | None = None
        value: Any = None
        departures: list[Departure] = []
        try:
            value, departures = read(operation, json_answer(operation.success, changed))
        except errors.DecodeError as error:
            unreadable = error
        # A wrong type or an unknown value is reported where it is; a wrong bound or pattern need not be.
        expected = [problem for problem in problems if "is not of type" in problem or "is not one of" in problem]
        reported_pointers = {unreadable.pointer} if unreadable else {departure.pointer for departure in departures}
        assert bool(reported_pointers) >= bool(expected)
        assert all(reported.startswith(pointer) for reported in reported_pointers)
        assert unreadable or wrong == "null" or as_json(value) == changed
        ledger.note(operation.id, "client: hostile")


@pytest.mark.parametrize("wrong", ["NaN", "-Infinity", "1e999"])
@by_operation(OBJECT_OPERATIONS)
def test_number_that_is_not_finite_is_a_departure(operation: Operation, wrong: str) -> None:
    body = full_answer(operation)
    for pointer in json_pointer.pointers(body, ends=True):
        # A value that may be `true` as well may be anything.
        with_true = json_pointer.replaced(body, pointer, value=True)
        is_free = not CONTRACT.problems(operation.answers[str(operation.success)][JSON], with_true)
        if is_free or type(json_pointer.value_at(body, pointer)) not in {int, float}:
            continue
        text = json.dumps(json_pointer.replaced(body, pointer, "HERE")).replace('"HERE"', wrong)
        answer = httpx.Response(operation.success, text=text, headers={"content-type": JSON})

        _, departures = read(operation, answer)

        assert [(departure.pointer, departure.got) for departure in departures] == [(pointer, "NaN or infinity")]


@by_operation(OBJECT_OPERATIONS)
def test_missing_field_is_none_and_a_departure_if_required(operation: Operation, ledger: Ledger) -> None:
    body = full_answer(operation)
    answer_schema, _ = schema_at(operation.answers[str(operation.success)][JSON])
    for name in answer_schema["properties"]:
        changed = {key: value for key, value in body.items() if key != name}

        value, departures = read(operation, json_answer(operation.success, changed))

        assert getattr(value, attribute(value, name)) is None
        required = name in answer_schema.get("required", ())
        assert [departure.pointer for departure in departures] == ([f"/{name}"] if required else [])
        ledger.note(operation.id, "client: hostile")


def attribute(model: Model, key: str) -> str:
    """The attribute for a field."""
    return next(field.name for field in model._properties if field.key == key)


@by_operation(OBJECT_OPERATIONS)
def test_unknown_fields_are_kept_and_are_no_departure(operation: Operation) -> None:
    changed = full_answer(operation) | {"brand_new": {"a": [1]}, "d": 1, "to_dict": "x"}

    value, departures = read(operation, json_answer(operation.success, changed))

    assert departures == []
    assert value.to_dict() == changed


def test_undocumented_value_stays_a_string_and_is_a_departure_with_its_pointer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = seed_answer() | {"status": "resting", "metadata": {"legend": {"a/b~c": {"dynamic": [{"min": "low"}]}}}}

    value, departures = read(CONTRACT.operations["rollbackVisualizationMetadata"], json_answer(200, whole))

    assert value.status == "resting"
    assert {departure.pointer for departure in departures} == {"/status", "/metadata/legend/a~1b~0c/dynamic/0/min"}
    assert all(departure.operation == "rollback_visualization_metadata" for departure in departures)
    assert "/status" in caplog.text
    # A departure shows what the contract expects. Of the value it shows the type, because the value may be secret; only
    # a short word in place of a documented one is shown.
    assert 'got another value, "resting"' in caplog.text
    assert "low" not in " ".join(map(str, departures))


def broken_everywhere(value: Any) -> Any:
    """The JSON with a value of another type in place of each text, number and truth value."""
    if isinstance(value, dict):
        return {key: broken_everywhere(item) for key, item in value.items()}
    if isinstance(value, list):
        return [broken_everywhere(item) for item in value]
    return "text" if isinstance(value, bool) else True


# More than any list of departures that is cut short would have.
COPIES = 30


@by_operation(OBJECT_OPERATIONS)
def test_every_departure_is_reported_however_many_there_are(
    operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    way = WAYS[OBJECT_OPERATIONS.index(operation) % len(WAYS)]
    whole = broken_everywhere(full_answer(operation))
    body = {name: value * COPIES if isinstance(value, list) else value for name, value in whole.items()}
    schema = operation.answers[str(operation.success)][JSON]
    wrong = {
        json_pointer.join("", *error.instance_path)
        for error in CONTRACT.errors(schema, body)
        if error.kind.name in {"type", "enum"}
    }

    _, departures = read(operation, json_answer(operation.success, body), way)

    reported = [departure.pointer for departure in departures]
    assert len(set(reported)) == len(reported)
    assert wrong <= {*reported}
    logged = [record.getMessage() for record in caplog.records if record.name == "pixxel_client"]
    assert logged == [f"departure from the contract: {departure}" for departure in departures]
    assert len(wrong) > COPIES or not any(isinstance(value, list) and value for value in whole.values())


@by_operation(OBJECT_OPERATIONS)
def test_contract_broken_has_every_departure_however_many_there_are(operation: Operation) -> None:
    body = broken_everywhere(full_answer(operation))
    answer = json_answer(operation.success, body)
    wrong = {
        any_position(json_pointer.join("/answer/body", *error.instance_path))
        for error in CONTRACT.errors(operation.answers[str(operation.success)][JSON], body)
        if error.kind.name in {"type", "enum"}
    }

    with pytest.raises(errors.ContractBroken) as raised:
        invoke("sync", operation, sandbox_calls(operation)[0], lambda _: answer, contract="raise")

    # Of departures that differ only in positions in lists, it has the first.
    assert wrong <= {any_position(departure.pointer) for departure in raised.value.departures}
    assert len(raised.value.departures) <= 3 or "; and " in str(raised.value)


UNREADABLE: dict[str, Callable[[], httpx.Response]] = {
    "HTML": lambda: httpx.Response(200, html="<h1>Welcome</h1>"),
    "nothing": lambda: httpx.Response(200, content=b"", headers={"content-type": JSON}),
    "half of it": lambda: httpx.Response(200, content=b'{"aoi_id": "1", "na', headers={"content-type": JSON}),
    "not UTF-8": lambda: httpx.Response(200, content=b'{"aoi_id": "\xff"}', headers={"content-type": JSON}),
    "a list": lambda: httpx.Response(200, json=[]),
    "a string": lambda: httpx.Response(200, json="ok"),
    "null": lambda: httpx.Response(200, json=None),
    "nested too deep": lambda: httpx.Response(200, content=b"[" * 100_000, headers={"content-type": JSON}),
    "a number of 5,000 digits": lambda: httpx.Response(200, content=b"1" * 5_000, headers={"content-type": JSON}),
}


@by_way
@pytest.mark.parametrize("body", UNREADABLE)
def test_unreadable_success_raises_decode_error_that_names_the_operation(body: str, way: str) -> None:
    with pytest.raises(errors.DecodeError) as raised:
        read(CONTRACT.operations["getAoi"], UNREADABLE[body](), way)

    error = raised.value
    assert (error.operation, error.method, error.path, error.status) == ("get_aoi", "GET", "/v0/aoi/{aoi_id}", 200)
    assert error.pointer == ""
    assert len(error.body) <= errors.BODY_CLIP
    assert "unreadable answer" in str(error)


def test_picture_of_another_media_type_raises_decode_error() -> None:
    with pytest.raises(errors.DecodeError, match=r"expected image/png, got application/json"):
        read(CONTRACT.operations["generateVisualizationPng"], json_answer(200, {}))


TEXT = "id,name\r\n1,å – Ωκεανός 海 🛰\r\n"


@by_way
@by_operation([operation for operation in OPERATIONS if "text/csv" in operation.answers[str(operation.success)]])
@pytest.mark.parametrize(
    ("parameters", "encoding"),
    [
        ("", "utf-8"),
        ("; header=present", "utf-8"),
        ("; charset=", "utf-8"),
        ("; charset=utf-8", "utf-8"),
        ('; charset="UTF-8"', "utf-8"),
        ("; charset=utf-16", "utf-16"),
        ("; Charset=GB18030", "gb18030"),
    ],
)
def test_text_is_utf_8_unless_its_charset_is_named(
    parameters: str, encoding: str, operation: Operation, way: str
) -> None:
    headers = {"content-type": f"text/csv{parameters}"}
    answer = httpx.Response(operation.success, content=TEXT.encode(encoding), headers=headers)

    value, departures = read(operation, answer, way)

    assert (value.parsed if "detailed" in way else value) == TEXT
    assert departures == []


def test_json_of_another_media_type_is_read_and_is_a_departure() -> None:
    answer = httpx.Response(200, text=json.dumps(seed_answer()))

    value, departures = read(CONTRACT.operations["rollbackVisualizationMetadata"], answer)

    assert value.to_dict() == seed_answer()
    assert [departure.expected for departure in departures] == [f"the media type {JSON}"]
