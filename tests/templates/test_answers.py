"""The body of a success becomes the result of a call; which operations are read-only."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.templates.support import Server

CONTRACT = """
    paths:
      /things/json:
        get:
          operationId: getThing
          tags: [things]
          summary: Get a thing
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
            "404": {description: d, content: {application/json: {schema: {type: integer}}}}
            default: {description: d, content: {application/json: {schema: {type: integer}}}}
      /things/names:
        get:
          operationId: listThingNames
          tags: [things]
          summary: List names
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Names"}}}}
      /things/png:
        post:
          operationId: drawThing
          tags: [things]
          summary: Draw a thing
          responses:
            "200":
              description: d
              x-read-only: true
              content: {image/png: {schema: {type: string, format: binary}}}
      /things/csv:
        get:
          operationId: exportThing
          tags: [things]
          summary: Export a thing
          responses:
            "200": {description: d, content: {text/csv: {schema: {type: string}}}}
      /things/search:
        post:
          operationId: searchThings
          tags: [things]
          summary: Search
          responses:
            "200": {$ref: "#/components/responses/Found"}
      /things:
        post:
          operationId: createThing
          tags: [things]
          summary: Create a thing
          responses:
            "200": {description: d, x-read-only: false, content: {application/json: {schema: {type: string}}}}
            "201": {description: d, content: {application/json: {schema: {type: string}}}}
            "409": {description: d, x-read-only: true}
        delete:
          operationId: deleteThing
          tags: [things]
          summary: Delete a thing
          responses:
            "204": {description: d}
        put: {operationId: replaceThing, tags: [things], summary: Replace a thing, responses: {"204": {description: d}}}
        patch: {operationId: changeThing, tags: [things], summary: Change a thing, responses: {"204": {description: d}}}
    components:
      responses:
        Found:
          description: d
          x-read-only: true
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}
      schemas:
        Names: {type: object, additionalProperties: {type: string}}
        Thing: {type: object, required: [id], properties: {id: {type: string}}}
    """

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def package(make: Callable[[str], ModuleType]) -> ModuleType:
    return make(CONTRACT)


def operation(package: ModuleType, name: str) -> ModuleType:
    return import_module(f"{package.__name__}.api.things.{name}")


def called(package: ModuleType, name: str, answer: httpx.Response) -> tuple[Any, httpx.Request]:
    server = Server(package, answer)
    return operation(package, name).sync(client=server.client), server.request


def returns(package: ModuleType, name: str) -> Any:
    """The annotation of the result of a call."""
    return inspect.signature(operation(package, name).sync).return_annotation


def test_json_of_a_model(package: ModuleType) -> None:
    assert returns(package, "get_thing") == "Thing"
    value, request = called(package, "get_thing", httpx.Response(200, json={"id": "1"}))
    assert value == package.models.Thing(id="1")
    assert request.headers["accept"] == "application/json"


def test_json_of_a_mapping(package: ModuleType) -> None:
    assert returns(package, "list_thing_names") == "dict[str, str]"
    assert called(package, "list_thing_names", httpx.Response(200, json={"a": "b"}))[0] == {"a": "b"}


def test_json_of_a_list_behind_a_reference(package: ModuleType) -> None:
    assert returns(package, "search_things") == "list[Thing]"
    value, _ = called(package, "search_things", httpx.Response(200, json=[{"id": "1"}]))
    assert value == [package.models.Thing(id="1")]


def test_bytes_of_a_media_type_that_the_configuration_names(package: ModuleType) -> None:
    assert returns(package, "draw_thing") == "bytes"
    answer = httpx.Response(200, content=PNG, headers={"content-type": "image/png"})
    value, request = called(package, "draw_thing", answer)
    assert value == PNG
    assert request.headers["accept"].split(", ")[0] == "image/png"


def test_an_undocumented_media_type_is_a_decode_error(package: ModuleType) -> None:
    answer = httpx.Response(200, content=b"<html>", headers={"content-type": "text/html"})
    with pytest.raises(package.errors.DecodeError, match="expected image/png, got text/html"):
        called(package, "draw_thing", answer)


def test_text_of_a_text_media_type(package: ModuleType) -> None:
    answer = httpx.Response(200, content="å,b".encode(), headers={"content-type": "text/csv; charset=utf-8"})
    value, request = called(package, "export_thing", answer)
    assert request.headers["accept"].split(", ")[0] == "text/csv"
    assert (returns(package, "export_thing"), value) == ("str", "å,b")


def test_a_success_without_a_body_is_none(package: ModuleType) -> None:
    assert returns(package, "delete_thing") == "None"
    assert called(package, "delete_thing", httpx.Response(204))[0] is None


def test_every_documented_success_status_is_read(package: ModuleType) -> None:
    for status in (200, 201):
        assert called(package, "create_thing", httpx.Response(status, json="1"))[0] == "1"


@pytest.mark.parametrize("status", [202, 204, 302, 404, 418, 500])
def test_every_other_status_is_raised_and_its_schema_is_ignored(package: ModuleType, status: int) -> None:
    with pytest.raises(package.errors.StatusError) as caught:
        called(package, "get_thing", httpx.Response(status, json=1))
    assert caught.value.status == status
    server = Server(package, httpx.Response(status, json=1))
    detailed = operation(package, "get_thing").sync_detailed(client=server.client)
    assert (detailed.status_code, detailed.parsed) == (status, None)


@pytest.mark.parametrize(
    ("name", "read_only"),
    [
        ("get_thing", True),
        ("list_thing_names", True),
        ("draw_thing", True),
        ("search_things", True),
        ("create_thing", False),
        ("delete_thing", False),
        ("replace_thing", False),
        ("change_thing", False),
    ],
)
def test_read_only_operations_are_get_or_marked_in_a_success(package: ModuleType, name: str, read_only: bool) -> None:
    assert operation(package, name).OPERATION.read_only is read_only


def test_an_operation_has_its_method_path_and_id(package: ModuleType) -> None:
    described = operation(package, "draw_thing").OPERATION
    assert (described.id, described.method, described.path) == ("draw_thing", "POST", "/things/png")
