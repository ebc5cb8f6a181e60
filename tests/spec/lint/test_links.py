"""A link can be followed after an answer like the examples."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.lint.rules import problems
from tests.spec.lint.support import LINK, link, success


def test_a_link_leads_to_an_operation(document: dict[str, Any]) -> None:
    link(document)["operationId"] = "getThang"
    assert problems(document) == [f"{LINK} leads to getThang, which is no operation"]


def test_a_link_names_its_operation_by_id(document: dict[str, Any]) -> None:
    link(document)["operationRef"] = "#/paths/~1things~1{thing_id}/get"
    del link(document)["operationId"]
    assert problems(document) == [f"{LINK} leads to no operationId, which is no operation"]


def test_a_link_gives_what_the_operation_takes(document: dict[str, Any]) -> None:
    link(document)["parameters"]["thing"] = "t1"
    assert problems(document) == [f"{LINK} gives thing, which getThing does not take"]


def test_a_link_gives_what_the_operation_needs(document: dict[str, Any]) -> None:
    del link(document)["parameters"]["thing_id"]
    assert problems(document) == [f"{LINK} does not give thing_id, which getThing needs"]


def test_a_link_gives_a_body_only_where_one_is_taken(document: dict[str, Any]) -> None:
    link(document)["requestBody"] = {}
    assert problems(document) == [f"{LINK} gives a requestBody, which getThing does not take"]


def test_a_link_gives_a_body_where_one_is_needed(document: dict[str, Any]) -> None:
    link(document)["operationId"] = "replaceThing"
    assert problems(document) == [f"{LINK} gives no requestBody, which replaceThing needs"]


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("$response.body#/nane", "is in no schema of the answer"),
        ("$response.body#/name/first", "is in no schema of the answer"),
        ("$response.body#/parts/0/sise", "is in no schema of the answer"),
        ("$response.body#/parts/1/size", "is in no example of the answer"),
        ("$request.body#/name", "is in no schema of the body"),
        ("$request.path.thing", "is no path parameter of the operation"),
        ("$request.query.thing_id", "is no query parameter of the operation"),
        ("$response.header.Location", "is no header of the answer"),
        ("$response.bodi#/name", "is no runtime expression"),
        ("$response.body.name", "is no runtime expression"),
        ("$thing", "is no runtime expression"),
    ],
)
def test_a_link_points_at_something(document: dict[str, Any], expression: str, problem: str) -> None:
    link(document)["parameters"]["kind"] = expression
    assert problems(document) == [f"{LINK} says {expression}, which {problem}"]


def test_an_expression_in_a_text_points_at_something_too(document: dict[str, Any]) -> None:
    link(document)["parameters"]["kind"] = "a{$response.body#/nane}b"
    assert problems(document) == [f"{LINK} says $response.body#/nane, which is in no schema of the answer"]


@pytest.mark.parametrize(
    "expression",
    [
        "$response.body#/name",
        "$response.body#/notes/d",
        "$request.path.thing_id",
        "$request.query.kind",
        "$response.header.ETag",
        "$url",
        "a{$response.body#/name}b",
        "small",
    ],
)
def test_a_link_may_point_at_anything_that_is_there(document: dict[str, Any], expression: str) -> None:
    success(document)["headers"] = {"ETag": {"schema": {"type": "string"}}}
    link(document)["parameters"]["kind"] = expression
    assert problems(document) == []


def test_a_link_gives_what_fits(document: dict[str, Any]) -> None:
    link(document)["parameters"]["thing_id"] = "$response.body#/part/size"
    assert problems(document) == [f'{LINK} gives thing_id a value that does not fit, /: 1 is not of type "string"']


def test_a_link_gives_a_body_that_fits(document: dict[str, Any]) -> None:
    link(document)["operationId"] = "replaceThing"
    link(document)["requestBody"] = {"name": "$response.body#/part/size"}
    assert problems(document) == [
        f'{LINK} gives requestBody a value that does not fit, /name: 1 is not of type "string"'
    ]
    link(document)["requestBody"] = {"name": "$response.body#/name"}
    assert problems(document) == []
    link(document)["requestBody"] = {"name": "t1", "parts": ["$response.body#/part/size"]}
    (problem,) = problems(document)
    assert problem.startswith(f"{LINK} gives requestBody a value that does not fit, /parts/0: ")


def collection(document: dict[str, Any], path: str, method: str = "get", id_: str = "listThings") -> dict[str, Any]:
    """Adds a list of things with a link to the operation that reads one; returns the answer."""
    answer = {
        "description": "Things.",
        "content": {
            "application/json": {
                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                "examples": {"one": {"value": [{"name": "t1"}]}},
            }
        },
        "links": {"thing": {"operationId": "getThing", "parameters": {"thing_id": "$response.body#/0/name"}}},
    }
    operation = {
        **document["paths"]["/picture"]["get"],
        "operationId": id_,
        "responses": {**document["paths"]["/picture"]["get"]["responses"], "200": answer},
    }
    document["paths"][path] = {method: operation}
    return answer


def test_a_list_is_linked_to_the_get_of_one_item(document: dict[str, Any]) -> None:
    answer = collection(document, "/things")
    assert problems(document) == []
    del answer["links"]
    (problem,) = problems(document)
    where = "GET /things/{thing_id} is not linked from its list, GET /things"
    assert problem == f"{where}: add a link to getThing to the success of listThings"


@pytest.mark.parametrize(
    ("path", "method", "id_"),
    [
        ("/thing", "get", "readAll"),
        ("/things/search", "post", "findThings"),
        ("/elsewhere", "get", "listThings"),
        ("/elsewhere", "post", "searchThings"),
        ("/elsewhere", "post", "searchThing"),
    ],
)
def test_a_list_is_known_by_its_path_or_its_operation_id(
    document: dict[str, Any], path: str, method: str, id_: str
) -> None:
    answer = collection(document, path, method, id_)
    assert problems(document) == []
    del answer["links"]
    (problem,) = problems(document)
    assert problem.endswith(f"{method.upper()} {path}: add a link to getThing to the success of {id_}")


@pytest.mark.parametrize(("path", "method", "id_"), [("/things", "post", "makeThing"), ("/parts", "get", "listParts")])
def test_other_operations_need_no_link_to_it(document: dict[str, Any], path: str, method: str, id_: str) -> None:
    answer = collection(document, path, method, id_)
    del answer["links"]
    assert problems(document) == []
