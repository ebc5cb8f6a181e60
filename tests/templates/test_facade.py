"""The facade: a class for each tag, a method for each operation, whose name does not repeat the noun."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.templates.support import Server

CONTRACT = """
    paths:
      /things:
        get:
          operationId: listThings
          tags: [things]
          summary: List things
          description: All of them.
          parameters:
            - {name: colour, in: query, schema: {type: string}}
            - {name: project_id, in: query, required: true, schema: {type: string}}
            - {name: offset, in: query, schema: {type: integer}}
            - {name: limit, in: query, schema: {type: integer}}
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/ThingList"}}}}
        post:
          operationId: createThing
          tags: [things]
          summary: Create a thing
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/ThingCreate"}}}
          responses:
            "201": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      /things/{thing_id}:
        parameters:
          - {name: thing_id, in: path, required: true, schema: {type: string}}
        get:
          operationId: getThing
          tags: [things]
          summary: Get a thing
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        put:
          operationId: replaceThing
          tags: [things]
          summary: Replace a thing
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/ThingReplace"}}}
          responses:
            "204": {description: d}
        patch:
          operationId: rollbackThingMetadata
          tags: [things]
          summary: Roll back
          requestBody:
            content: {application/json: {schema: {$ref: "#/components/schemas/Hint"}}}
          responses:
            "204": {description: d}
      /things/{thing_id}/labels:
        parameters:
          - {name: thing_id, in: path, required: true, schema: {type: string}}
        get:
          operationId: listThingLabels
          tags: [things]
          summary: List labels
          parameters:
            - {name: offset, in: query, schema: {type: integer}}
            - {name: limit, in: query, schema: {type: integer}}
          responses:
            "200":
              description: d
              content: {application/json: {schema: {type: array, items: {type: string}}}}
        put:
          operationId: setThingLabels
          tags: [things]
          summary: Set labels
          requestBody:
            required: true
            content: {application/json: {schema: {type: array, items: {type: string}}}}
          responses:
            "204": {description: d}
      /things/search:
        post:
          operationId: searchThings
          tags: [things]
          summary: Search things
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/ThingSearch"}}}
          responses:
            "200":
              description: d
              x-read-only: true
              content: {application/json: {schema: {$ref: "#/components/schemas/ThingList"}}}
      /things/sort:
        post:
          operationId: sortThings
          tags: [things]
          summary: Sort things, for good
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/ThingSearch"}}}
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/ThingList"}}}}
      /boxes:
        get:
          operationId: listBoxes
          tags: [things]
          summary: List boxes
          parameters:
            - {name: page_num, in: query, schema: {type: integer}}
            - {name: page_size, in: query, schema: {type: integer, default: 3}}
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/ThingList"}}}}
      /indices:
        get:
          operationId: listIndices
          tags: [indices]
          summary: List indices
          responses:
            "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/ThingList"}}}}
        post:
          operationId: createIndex
          tags: [indices]
          summary: Create an index
          responses:
            "204": {description: d}
      /categories/{category_id}:
        get:
          operationId: getCategory
          tags: [categories]
          summary: Get a category
          parameters:
            - {name: category_id, in: path, required: true, schema: {type: string}}
          responses:
            "204": {description: d}
      /categories:
        get:
          operationId: listCategories
          tags: [categories]
          summary: List categories
          responses:
            "204": {description: d}
    components:
      schemas:
        Thing:
          type: object
          required: [id]
          properties: {id: {type: string}}
        ThingCreate:
          type: object
          required: [name]
          properties:
            size: {type: integer, description: How large.}
            name: {type: string, description: What to call it.}
            type: {type: string}
        ThingReplace:
          type: object
          required: [thing_id]
          properties: {thing_id: {type: string}}
        ThingSearch:
          type: object
          properties:
            colour: {type: string, description: Which colour.}
            limit: {type: integer, description: How many.}
            offset: {type: integer}
        Hint:
          type: object
          properties: {reason: {type: string}}
        ThingList:
          type: object
          required: [things, pagination]
          properties:
            things: {type: array, items: {$ref: "#/components/schemas/Thing"}}
            pagination: {$ref: "#/components/schemas/Pagination"}
        Pagination:
          type: object
          properties: {total: {type: integer}, offset: {type: integer}}
    """


@pytest.fixture(scope="module")
def package(make: Callable[[str], ModuleType]) -> ModuleType:
    return make(CONTRACT)


def page(*ids: str, total: int | None = None) -> httpx.Response:
    return httpx.Response(
        200, json={"things": [{"id": id_} for id_ in ids], "pagination": {"total": total or len(ids)}}
    )


def facade(package: ModuleType, tag: str, name: str) -> Any:
    return getattr(import_module(f"{package.__name__}.api.{tag}"), name)


def methods(kind: type) -> list[str]:
    return [name for name in vars(kind) if not name.startswith("_")]


@pytest.mark.parametrize("prefix", ["", "Async"])
@pytest.mark.parametrize(
    ("tag", "name", "expected"),
    [
        (
            "things",
            "Things",
            [
                *("list", "create", "get", "replace", "rollback_metadata", "list_labels", "set_labels"),
                *("search", "sort", "list_boxes"),
            ],
        ),
        ("indices", "Indices", ["list", "create"]),
        ("categories", "Categories", ["get", "list"]),
    ],
)
def test_each_tag_has_a_class_whose_methods_do_not_repeat_the_noun(
    package: ModuleType, prefix: str, tag: str, name: str, expected: list[str]
) -> None:
    kind = facade(package, tag, prefix + name)
    assert methods(kind) == expected
    assert isinstance(getattr(getattr(package, f"{prefix}Pixxel")(api_key="k"), tag), kind)


def test_sync_and_async_methods_have_the_same_parameters(package: ModuleType) -> None:
    for tag, name in (("things", "Things"), ("indices", "Indices"), ("categories", "Categories")):
        sync, other = facade(package, tag, name), facade(package, tag, f"Async{name}")
        for method in methods(sync):
            parameters = [inspect.signature(getattr(kind, method)).parameters for kind in (sync, other)]
            assert parameters[0] == parameters[1]


def test_fields_of_the_body_are_keywords_required_ones_first(package: ModuleType) -> None:
    signature = inspect.signature(facade(package, "things", "Things").create)
    assert str(signature) == ("(self, *, name: 'str', size: 'int | None' = None, type: 'str | None' = None) -> 'Thing'")


def test_keywords_become_the_body(package: ModuleType) -> None:
    server = Server(package, httpx.Response(201, json={"id": "1"}))
    assert server.client.things.create(name="n", type="t").id == "1"
    assert (server.request.method, str(server.request.url)) == ("POST", "https://things.test/things")
    assert json.loads(server.request.content) == {"name": "n", "type": "t"}


def test_keywords_become_the_body_with_asyncio(package: ModuleType) -> None:
    server = Server(package, httpx.Response(201, json={"id": "1"}))
    assert server.run(lambda client: client.things.create(name="n", size=2)).id == "1"
    assert json.loads(server.request.content) == {"name": "n", "size": 2}


def test_a_body_with_a_field_named_like_a_path_parameter_is_one_argument(package: ModuleType) -> None:
    signature = inspect.signature(facade(package, "things", "Things").replace)
    assert str(signature) == "(self, thing_id: 'str', *, body: 'ThingReplace | Mapping[str, Any]') -> 'None'"
    server = Server(package)
    assert server.client.things.replace("1", body={"thing_id": "2"}) is None
    assert (server.request.url.path, json.loads(server.request.content)) == ("/things/1", {"thing_id": "2"})


def test_a_body_that_is_not_an_object_is_one_argument(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.set_labels("1", body=["a", "b"])
    assert json.loads(server.request.content) == ["a", "b"]


def test_a_path_parameter_is_positional_or_keyword(package: ModuleType) -> None:
    server = Server(package, httpx.Response(200, json={"id": "1"}))
    server.client.things.get("a/b")
    server.client.things.get(thing_id="a/b")
    assert [request.url.raw_path for request in server.requests] == [b"/things/a%2Fb"] * 2


def test_a_list_with_offset_and_limit_returns_pages(package: ModuleType) -> None:
    signature = inspect.signature(facade(package, "things", "Things").list)
    assert str(signature) == (
        "(self, *, project_id: 'str', colour: 'str | None' = None, limit: 'int | None' = None, "
        "page_size: 'int | None' = None, offset: 'int | None' = None) -> 'Pages[Thing]'"
    )
    assert inspect.signature(facade(package, "things", "AsyncThings").list).return_annotation == "AsyncPages[Thing]"


def test_pages_are_requested_during_iteration(package: ModuleType) -> None:
    server = Server(package, page("1", "2"))
    things = server.client.things.list(project_id="p", page_size=2)
    assert isinstance(things, package.Pages)
    assert server.requests == []
    assert [thing.id for thing in things] == ["1", "2"]
    assert dict(server.request.url.params) == {"project_id": "p", "offset": "0", "limit": "2"}


def test_pages_are_requested_during_async_iteration(package: ModuleType) -> None:
    async def ids(client: Any) -> list[str]:
        things = client.things.list(project_id="p", colour="red", offset=3)
        assert isinstance(things, package.AsyncPages)
        return [thing.id async for thing in things]

    server = Server(package, page("1", "2", total=5))
    assert server.run(ids) == ["1", "2"]
    assert dict(server.request.url.params) == {"project_id": "p", "colour": "red", "offset": "3"}


def test_a_search_returns_pages_and_sends_page_fields_in_the_body(package: ModuleType) -> None:
    search = facade(package, "things", "Things").search
    assert str(inspect.signature(search)) == (
        "(self, *, colour: 'str | None' = None, limit: 'int | None' = None, "
        "page_size: 'int | None' = None, offset: 'int | None' = None) -> 'Pages[Thing]'"
    )
    assert "Args:\n    colour: Which colour.\n\n" in (inspect.getdoc(search) or "")
    server = Server(package, page("1", "2"))
    assert [thing.id for thing in server.client.things.search(colour="red", page_size=2)] == ["1", "2"]
    assert json.loads(server.request.content) == {"colour": "red", "offset": 0, "limit": 2}
    assert not server.request.url.params


def test_numbered_pages_have_the_same_arguments(package: ModuleType) -> None:
    assert str(inspect.signature(facade(package, "things", "Things").list_boxes)) == (
        "(self, *, limit: 'int | None' = None, page_size: 'int | None' = None, offset: 'int | None' = None)"
        " -> 'Pages[Thing]'"
    )
    server = Server(package, page("1", "2", total=2))
    assert [thing.id for thing in server.client.things.list_boxes(limit=2)] == ["1", "2"]
    assert dict(server.request.url.params) == {"page_size": "2"}


def test_a_write_operation_is_not_paged(package: ModuleType) -> None:
    server = Server(package, page("1", "2", total=5))
    assert [thing.id for thing in server.client.things.sort(limit=2).things] == ["1", "2"]
    assert json.loads(server.request.content) == {"limit": 2}


def test_invalid_arguments_of_a_list_are_refused_before_iteration(package: ModuleType) -> None:
    server = Server(package)
    with pytest.raises(package.errors.InvalidArgument, match="colour"):
        server.client.things.list(project_id="p", colour=1)
    with pytest.raises(package.errors.InvalidArgument, match="page_size"):
        server.client.things.list(project_id="p", page_size=0)
    assert server.requests == []


def test_a_list_whose_answer_is_not_an_object_is_a_plain_value(package: ModuleType) -> None:
    server = Server(package, httpx.Response(200, json=["a", "b"]))
    assert server.client.things.list_labels("1", limit=2) == ["a", "b"]
    assert dict(server.request.url.params) == {"limit": "2"}


def test_a_list_without_offset_and_limit_is_a_plain_value(package: ModuleType) -> None:
    server = Server(package, page("1"))
    assert [thing.id for thing in server.client.indices.list().things] == ["1"]


def test_a_required_query_parameter_has_no_default(package: ModuleType) -> None:
    with pytest.raises(TypeError, match="project_id"):
        Server(package).client.things.list()


def test_a_required_query_parameter_may_not_be_none(package: ModuleType) -> None:
    server = Server(package)
    with pytest.raises(package.errors.InvalidArgument, match="project_id: is required"):
        server.client.things.list(project_id=None)
    assert server.requests == []


def test_an_optional_body_is_sent(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.rollback_metadata("1", body={"reason": "r"})
    assert json.loads(server.request.content) == {"reason": "r"}


def test_an_optional_body_can_be_left_out(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.rollback_metadata("1")
    assert server.request.content == b""
    assert "content-type" not in server.request.headers


def test_a_docstring_has_summary_fields_and_request(package: ModuleType) -> None:
    assert inspect.getdoc(facade(package, "things", "Things").create) == (
        "Create a thing.\n\nArgs:\n    name: What to call it.\n    size: How large.\n\n"
        "Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, "
        "another if the call fails.\n\nPOST /things"
    )
    assert (inspect.getdoc(facade(package, "things", "Things").list) or "").startswith(
        "List things.\n\nAll of them.\n\nIterate over the result"
    )


def test_the_module_of_an_operation_has_four_functions(package: ModuleType) -> None:
    module = import_module(f"{package.__name__}.api.things.create_thing")
    server = Server(package, httpx.Response(201, json={"id": "1"}))
    body = {"name": "n"}
    assert module.sync(client=server.client, body=body).id == "1"
    assert module.sync_detailed(client=server.client, body=body).parsed.id == "1"
    assert server.run(lambda client: module.asyncio(client=client, body=body)).id == "1"
    assert server.run(lambda client: module.asyncio_detailed(client=client, body=body)).status_code == 201
    assert {(request.method, request.url.path, request.content) for request in server.requests} == {
        ("POST", "/things", b'{"name":"n"}')
    }


def test_requests_name_the_versions_of_client_and_contract(package: ModuleType) -> None:
    server = Server(package)
    server.client.categories.list()
    products = dict(product.split("/") for product in server.request.headers["user-agent"].split())
    assert products.keys() == {"pixxel-client", "pixxel-contract", "httpx", "python"}
    assert products["pixxel-client"] == package.__version__
    assert products["pixxel-contract"] == package.CONTRACT_VERSION == "1.2.3"
