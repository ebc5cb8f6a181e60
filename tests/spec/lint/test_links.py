"""A link can be followed after an answer like the examples."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.lint.rules import problems
from tests.spec.lint.support import LINK, link, success


def test_the_target_of_a_link_is_an_operation(document: dict[str, Any]) -> None:
    link(document)["operationId"] = "getThang"
    assert problems(document) == [f"{LINK} leads to getThang, which is no operation"]


def test_a_link_has_an_operation_id(document: dict[str, Any]) -> None:
    link(document)["operationRef"] = "#/paths/~1things~1{thing_id}/get"
    del link(document)["operationId"]
    assert problems(document) == [f"{LINK} leads to no operationId, which is no operation"]


def test_a_link_passes_only_parameters_of_its_target(document: dict[str, Any]) -> None:
    link(document)["parameters"]["thing"] = "t1"
    assert problems(document) == [f"{LINK} passes thing, which getThing does not take"]


def test_a_link_passes_the_required_parameters_of_its_target(document: dict[str, Any]) -> None:
    del link(document)["parameters"]["thing_id"]
    assert problems(document) == [f"{LINK} does not pass thing_id, which getThing requires"]


def test_a_link_passes_a_body_only_if_its_target_takes_one(document: dict[str, Any]) -> None:
    link(document)["requestBody"] = {}
    assert problems(document) == [f"{LINK} passes a requestBody, which getThing does not take"]


def test_a_link_passes_a_required_body(document: dict[str, Any]) -> None:
    link(document)["operationId"] = "replaceThing"
    assert problems(document) == [f"{LINK} passes no requestBody, which replaceThing requires"]


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
def test_an_expression_refers_to_something_that_exists(document: dict[str, Any], expression: str, problem: str) -> None:
    link(document)["parameters"]["kind"] = expression
    assert problems(document) == [f"{LINK} uses {expression}, which {problem}"]


def test_an_expression_inside_a_text_is_checked(document: dict[str, Any]) -> None:
    link(document)["parameters"]["kind"] = "a{$response.body#/nane}b"
    assert problems(document) == [f"{LINK} uses $response.body#/nane, which is in no schema of the answer"]


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
def test_an_expression_may_refer_to_anything_that_exists(document: dict[str, Any], expression: str) -> None:
    success(document)["headers"] = {"ETag": {"schema": {"type": "string"}}}
    link(document)["parameters"]["kind"] = expression
    assert problems(document) == []


def test_a_link_passes_a_value_that_fits_the_parameter(document: dict[str, Any]) -> None:
    link(document)["parameters"]["thing_id"] = "$response.body#/part/size"
    assert problems(document) == [f'{LINK} passes a value that does not fit thing_id, /: 1 is not of type "string"']


def test_a_link_passes_a_body_that_fits(document: dict[str, Any]) -> None:
    link(document)["operationId"] = "replaceThing"
    link(document)["requestBody"] = {"name": "$response.body#/part/size"}
    assert problems(document) == [
        f'{LINK} passes a value that does not fit requestBody, /name: 1 is not of type "string"'
    ]
    link(document)["requestBody"] = {"name": "$response.body#/name"}
    assert problems(document) == []
    link(document)["requestBody"] = {"name": "t1", "parts": ["$response.body#/part/size"]}
    (problem,) = problems(document)
    assert problem.startswith(f"{LINK} passes a value that does not fit requestBody, /parts/0: ")


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
