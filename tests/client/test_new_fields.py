"""Fields that the contract does not have are kept and reported: once for each client, operation and pointer."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixxel_client import NO_RETRIES, Departure, Pixxel, contract, errors
from pixxel_client._http import transport
from pixxel_client.contract.observers import Tally
from pixxel_client.contract.validator import Exchange, packaged_validator
from tests import json_pointer
from tests.client.concurrent_calls import Calls
from tests.client.faulty_server import FaultyServer, answering, raw_answer
from tests.client.support import (
    CONTRACT,
    JSON_OPERATIONS,
    KEY,
    OBJECT_OPERATIONS,
    by_operation,
    by_way,
    example_answer,
    example_call,
    full_answer,
    json_answer,
    pixxel,
    read_all,
    valid_answers,
)
from tests.oracle import JSON, Operation

GET = CONTRACT.operations["getAoi"]
LIST = CONTRACT.operations["listAois"]
NEW = "brand_new"
# What a new field holds is not shown.
VALUE = "not-to-be-shown"


def aoi(**fields: Any) -> dict[str, Any]:
    return {**example_answer(GET).json(), **fields}


def aois(*items: dict[str, Any]) -> dict[str, Any]:
    whole = example_answer(LIST).json()
    return {**whole, "aois": list(items), "pagination": {**whole["pagination"], "total": len(items)}}


def new_fields(reported: list[Departure]) -> list[str]:
    return [departure.pointer for departure in reported if departure.kind == "new field"]


def by_validator(operation: Operation, status: int, body: Any) -> list[Departure]:
    """The new fields that the validator of exchanges finds."""
    path = operation.path.format_map(example_call(operation).path)
    content = json.dumps(body).encode()
    headers = {"content-type": JSON}
    exchange = Exchange(operation.method, path, {}, {}, b"", status, headers, content)
    return [*packaged_validator().validate(exchange).new_fields]


# ── Where they are ───────────────────────────────────────────────────────────────────────────────────────────────────


@by_way
@by_operation(OBJECT_OPERATIONS)
def test_new_field_is_reported_with_its_pointer_and_type(operation: Operation, way: str) -> None:
    body = full_answer(operation) | {NEW: {"a": VALUE}}

    _, reported = read_all(operation, json_answer(operation.success, body), way)

    assert [str(departure) for departure in reported] == [f"{reported[0].operation}: /{NEW}: a new field, an object"]
    assert (reported[0].kind, reported[0].expected) == ("new field", "no such field")


def test_place_has_stars_for_positions_and_keys_of_maps() -> None:
    operation = CONTRACT.operations["getArchiveItem"]
    assert new_fields(read_all(LIST, json_answer(200, aois(aoi(), aoi(x=1), aoi(x=2))))[1]) == ["/aois/*/x"]
    item = example_answer(operation).json() | {"assets": {"B1": {"x": 1}, "B2": {"x": 1, "a/b~c": 2}}}

    _, reported = read_all(operation, json_answer(200, item))

    assert new_fields(reported) == ["/assets/*/x", "/assets/*/a~1b~0c"]


def test_new_field_below_a_departure_and_in_a_union_is_reported() -> None:
    geometry = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]], "x": 1}

    _, reported = read_all(GET, json_answer(200, aoi(progress="half", geometry=geometry)))

    assert [(departure.kind, departure.pointer) for departure in reported] == [
        ("value", "/progress"),
        ("new field", "/geometry/x"),
    ]
    assert new_fields(read_all(GET, json_answer(200, aoi(geometry={"type": ["Polygon"], "x": 1})))[1])


def test_renamed_field_is_reported() -> None:
    body = aoi()
    body["satellite"] = body.pop("satellite_id")

    value, reported = read_all(GET, json_answer(200, body))

    assert value.satellite_id is None
    assert new_fields(reported) == ["/satellite"]


def objects_with_fields(operation: Operation, status: int, value: Any) -> list[str]:
    """The pointers of the objects of an answer whose fields the contract names."""
    schema = CONTRACT.at(operation.answers[str(status)][JSON])
    return [pointer for pointer in ("", *json_pointer.pointers(value)) if has_fields(schema, value, pointer)]


def has_fields(schema: Any, value: Any, pointer: str) -> bool:
    schemas = [*alternatives(schema)]
    for segment in json_pointer.split(pointer):
        value = value[int(segment)] if isinstance(value, list) else value[segment]
        below = [
            node["items"]
            if "items" in node
            else node.get("properties", {}).get(segment, node.get("additionalProperties"))
            for node in schemas
        ]
        schemas = [node for schema in below for node in alternatives(schema)]
    return isinstance(value, dict) and any("properties" in node for node in schemas)


def alternatives(schema: Any) -> Iterator[Mapping[str, Any]]:
    """What a schema stands for: itself, or the schemas of a union."""
    if isinstance(schema, Mapping):
        resolved, _ = CONTRACT.resolve(schema, "")
        yield from (
            [node for part in resolved["oneOf"] for node in alternatives(part)] if "oneOf" in resolved else [resolved]
        )


@by_operation(JSON_OPERATIONS)
@given(data=st.data())
def test_added_field_at_any_object_is_reported_and_nothing_without_one(
    operation: Operation, data: st.DataObject
) -> None:
    status, body = data.draw(valid_answers(operation, extras=False))
    name = data.draw(st.text("abcdefg/~*0", min_size=1).map(lambda text: f"new {text}"))

    assert new_fields(read_all(operation, json_answer(status, body))[1]) == []
    assert by_validator(operation, status, body) == []
    objects = objects_with_fields(operation, status, body)
    if not objects:
        return
    pointer = data.draw(st.sampled_from(objects))
    json_pointer.value_at(body, pointer)[name] = data.draw(st.sampled_from([1, VALUE, None, {}, [{}]]))

    (place,) = new_fields(read_all(operation, json_answer(status, body))[1])

    (by_contract,) = by_validator(operation, status, body)
    assert f"/answer/body{place}" == by_contract.pointer
    *above, last = place.split("/")
    assert last == name.replace("~", "~0").replace("/", "~1")
    assert re.fullmatch("/".join("[^/]*" if part == "*" else re.escape(part) for part in above), pointer)


# ── How often ────────────────────────────────────────────────────────────────────────────────────────────────────────


def answer_with_a_new_field(_: httpx.Request) -> httpx.Response:
    return json_answer(200, aoi(**{NEW: VALUE}))


def test_client_reports_a_new_field_once_for_each_operation(caplog: pytest.LogCaptureFixture) -> None:
    reported: list[Departure] = []
    client = pixxel(
        lambda request: json_answer(200, aois(aoi(x=1)) if request.url.path.endswith("aois") else aoi(x=1)),
        on_departure=reported.append,
    )
    twins = [client, client.with_options(timeout=3), copy.copy(client)]

    with caplog.at_level(logging.INFO, "pixxel_client"):
        for twin in twins:
            twin.aois.get("1")
            list(twin.aois.list())

    assert [(departure.operation, departure.pointer) for departure in reported] == [
        ("get_aoi", "/x"),
        ("list_aois", "/aois/*/x"),
    ]
    logged = [(record.levelno, record.getMessage()) for record in caplog.records if record.name == "pixxel_client"]
    assert logged == [(logging.INFO, f"not in the contract: {departure}") for departure in reported]


def test_another_client_and_another_hook_report_it_again() -> None:
    reported: list[list[Departure]] = [[], [], []]
    client = pixxel(answer_with_a_new_field, on_departure=reported[0].append)
    for each in (
        client,
        client.with_options(on_departure=reported[1].append),
        pixxel(answer_with_a_new_field, on_departure=reported[2].append),
    ):
        each.aois.get("1")

    assert list(map(new_fields, reported)) == [[f"/{NEW}"]] * 3


def test_reported_fields_change_neither_equality_nor_pickles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIXXEL_API_KEY", KEY)
    client = Pixxel()
    client._new_fields["get_aoi", "/x"] = Departure("get_aoi", "/x", "", "", "new field")

    again = pickle.loads(pickle.dumps(client))  # noqa: S301  from this test

    assert client == Pixxel() == again == copy.deepcopy(client)
    assert again._new_fields == copy.deepcopy(client)._new_fields == {}


def test_fields_without_end_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_NEW_FIELDS", 3)
    reported: list[Departure] = []
    body = aoi(**{f"id-{number}": 1 for number in range(9)})
    client = pixxel(lambda _: json_answer(200, body), on_departure=reported.append)

    client.aois.get("1")

    assert len(reported) == len(client._new_fields) == 3


# ── Observers, records and replays ───────────────────────────────────────────────────────────────────────────────────


def test_new_field_does_not_raise() -> None:
    assert pixxel(answer_with_a_new_field, contract="raise").aois.get("1").additional_properties == {NEW: VALUE}


def test_warn_mode_logs_a_new_field_once_and_counts_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pixxel_client.contract.observers.tally", tally := Tally())
    client = pixxel(answer_with_a_new_field, contract="warn")

    with caplog.at_level(logging.INFO, "pixxel_client.contract"):
        for _ in range(3):
            client.aois.get("1")
        tally.log()

    (first, summary) = [record for record in caplog.records if record.name == "pixxel_client.contract"]
    assert first.getMessage() == f"not in the contract: get_aoi: /answer/body/{NEW}: a new field, a string"
    assert first.levelno == summary.levelno == logging.INFO
    assert contract.report() == summary.getMessage() == str(tally)
    assert str(tally).splitlines() == [
        "3 exchanges; places where they depart from the contract: 0",
        "new fields: 1",
        f"     3 × get_aoi: /answer/body/{NEW}",
    ]


def test_validator_finds_new_fields_of_errors_too() -> None:
    error = {"error": {"code": "X", "message": "no", "hint": "h"}}

    assert [found.pointer for found in by_validator(GET, 404, error)] == ["/answer/body/error/hint"]


def test_replay_lists_new_fields_and_the_contract_is_kept(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    client = pixxel(lambda _: json_answer(200, aois(aoi(x=VALUE), aoi())), contract=f"record:{record}")
    for _ in range(2):
        list(client.aois.list())

    line = json.loads(record.read_bytes().splitlines()[0])
    assert line["departures"] == []
    assert line["new_fields"] == [{"pointer": "/answer/body/aois/*/x", "got": "a new field, a string"}]
    result = contract.replay(record)

    assert result.kept
    assert str(result).splitlines() == [
        "2 exchanges; places where they depart from the contract: 0",
        "new fields: 1",
        "operation  place                  contract  client  got",
        "list_aois  /answer/body/aois/*/x  2         2       a new field, a string",
    ]


# ── A service that differs, on a socket ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as differing:
        yield differing.open()


def renamed(body: dict[str, Any]) -> dict[str, Any]:
    return {"satellite" if name == "satellite_id" else name: value for name, value in body.items()}


DIFFERENCES: dict[str, tuple[int, Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "a new field": (200, lambda body: body | {NEW: VALUE}, f"get_aoi: /{NEW}: a new field, a string"),
    "a renamed field": (200, renamed, "get_aoi: /satellite: a new field, a string"),
    "a new value": (
        200,
        lambda body: body | {"status": "archived"},
        'get_aoi: /status: expected one of .*, got another value, "archived"',
    ),
    "another status": (203, lambda body: body, "get_aoi: the status: expected 200, got 203"),
}


@pytest.mark.parametrize("way", ["sync", "asyncio"])
@pytest.mark.parametrize("difference", DIFFERENCES)
def test_difference_of_a_service_is_reported_recorded_and_replayed(
    difference: str, way: str, server: FaultyServer, tmp_path: Path
) -> None:
    status, change, expected = DIFFERENCES[difference]
    calls = Calls().add_all([GET])
    (name,) = calls.named
    server.plan(name, answering(raw_answer(json_answer(status, change(aoi())))))
    reported: list[Departure] = []
    record = tmp_path / "record.jsonl"

    outcome = calls.make(
        way, server.url, retries=NO_RETRIES, on_departure=reported.append, contract=f"record:{record}"
    )[name]

    assert outcome.name == aoi()["name"]
    (departure,) = reported
    assert re.fullmatch(expected, str(departure))
    assert VALUE not in str(departure)
    result = contract.replay(record)
    assert result.kept is (departure.kind == "new field")
    assert [found.kind for found in result.client] == [departure.kind]
    assert len(result.contract) == 1
    assert departure.got in str(result)


# ── New values ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("asleep", '"asleep"'),
        ("Partly done-2.0", '"Partly done-2.0"'),
        (7, "7"),
        ("", "an empty string"),
        ("a" * 41, "a string"),
        ("https://files.test/a", "a string"),
        ("a?sig=b", "a string"),
        ("two\nlines", "a string"),
        ("trailing\n", "a string"),
        ("\u202e", "a string"),
        (10**400, "a number that is too large"),
        (True, "true or false"),
        (["asleep"], "a list"),
    ],
)
def test_new_value_is_shown_where_it_is_a_short_word(value: Any, shown: str) -> None:
    _, reported = read_all(GET, json_answer(200, aoi(status=value)))

    assert [departure.got for departure in reported] == [f"another value, {shown}"]
    with pytest.raises(errors.ContractBroken) as raised:
        pixxel(lambda _: json_answer(200, aoi(status=value)), contract="raise").aois.get("1")
    assert f"another value, {shown}" in str(raised.value) or type(value) is not str
