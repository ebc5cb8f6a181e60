"""Parameters with unusual names and types, and answers of several types."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

import httpx
import pytest

from tests.templates.support import Server

CONTRACT = """
    paths:
      /things/{type}/{reportId}:
        get:
          operationId: getThing
          tags: [things]
          summary: Get a thing
          parameters:
            - {name: type, in: path, required: true, schema: {type: string}}
            - {name: reportId, in: path, required: true, schema: {type: string}}
            - {name: kinds, in: query, schema: {type: array, items: {type: string}}}
            - {name: level, in: query, schema: {type: integer, enum: [1, 2]}}
            - {name: fresh, in: query, schema: {type: boolean}}
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
            "202": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Ticket"}}}}
            "204": {description: d}
    components:
      schemas:
        Thing: {type: object, properties: {mood: {oneOf: [{$ref: "#/components/schemas/Mood"}, {type: "null"}]}}}
        Ticket: {type: object, properties: {number: {type: integer}}}
        Mood: {type: string, enum: [good, bad]}
"""


@pytest.fixture(scope="module")
def package(make: Callable[[str], ModuleType]) -> ModuleType:
    return make(CONTRACT)


def test_a_path_parameter_may_have_any_name(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.get("a b", "c")
    assert server.request.url.raw_path == b"/things/a%20b/c"


def test_a_list_in_the_query_repeats_its_name(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.get("a", "b", kinds=["x", "y z"])
    assert server.request.url.params.multi_items() == [("kinds", "x"), ("kinds", "y z")]


def test_a_boolean_in_the_query_is_written_as_in_json(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.get("a", "b", fresh=True)
    assert server.request.url.query == b"fresh=true"


def test_an_enumeration_can_have_numbers(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.get("a", "b", level=2)
    assert server.request.url.query == b"level=2"
    for wrong in (3, "2", True, 2.5):
        with pytest.raises(package.errors.InvalidArgument, match="level: must be one of 1, 2"):
            server.client.things.get("a", "b", level=wrong)


def test_each_documented_success_is_read_as_its_own_type(package: ModuleType) -> None:
    operation = import_module(f"{package.__name__}.api.things.get_thing")
    assert inspect.signature(operation.sync).return_annotation == "Thing | Ticket | None"
    ticket = Server(package, httpx.Response(202, json={"number": 7})).client.things.get("a", "b")
    assert (type(ticket).__name__, ticket.number) == ("Ticket", 7)
    assert Server(package, httpx.Response(204)).client.things.get("a", "b") is None


@pytest.mark.parametrize("mood", ["good", None])
def test_an_enumeration_can_be_null(package: ModuleType, mood: str | None) -> None:
    departures: list[object] = []
    server = Server(package, httpx.Response(200, json={"mood": mood}))
    client = server.client
    client._on_departure = departures.append
    thing = client.things.get("a", "b")
    assert thing.mood == mood
    assert thing.to_dict() == {"mood": mood}
    assert departures == []
