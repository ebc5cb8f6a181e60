"""The lint refuses each thing that it is there for, and nothing once that is mended."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.oracle import Contract
from tests.spec.lint import problems

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things/{thing_id}:
    parameters:
      - {name: thing_id, in: path, required: true, schema: {type: string}}
    get:
      operationId: getThing
      parameters:
        - {name: kind, in: query, schema: {type: string, examples: [{properties: {d: data, not a schema}}]}}
      responses:
        default: {description: The thing., content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}, part: {$ref: "#/components/schemas/Part"}}}
    Part: {oneOf: [{type: string}, {type: object, properties: {size: {type: integer}}}]}
"""


@pytest.fixture
def document() -> dict[str, Any]:
    """A document without problems, to break."""
    parsed: dict[str, Any] = yaml.safe_load(DOCUMENT)
    return parsed


def operation(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/things/{thing_id}"]["get"]
    return found


def query_parameter(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operation(document)["parameters"][0]
    return found


def rename_path_parameter(document: dict[str, Any], name: str) -> None:
    item = document["paths"].pop("/things/{thing_id}")
    item["parameters"][0]["name"] = name
    document["paths"][f"/things/{{{name}}}"] = item


def test_the_contract_has_no_problems() -> None:
    assert problems(Contract.load().document) == []


def test_a_document_that_uses_none_of_it_has_no_problems(document: dict[str, Any]) -> None:
    assert problems(document) == []


@pytest.mark.parametrize("name", ["d", "to_dict", "from_dict", "additional_properties"])
def test_a_property_may_not_have_a_name_of_the_models(document: dict[str, Any], name: str) -> None:
    document["components"]["schemas"]["Thing"]["properties"][name] = {"type": "string"}
    assert problems(document) == [f"#/components/schemas/Thing/properties/{name} is a name that models have taken"]


def test_a_property_is_seen_at_any_depth(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Part"]["oneOf"][1]["properties"]["d"] = {"type": "string"}
    where = "#/components/schemas/Part/oneOf/1/properties/d"
    assert problems(document) == [f"{where} is a name that models have taken"]


def test_a_property_is_seen_in_a_schema_of_an_operation(document: dict[str, Any]) -> None:
    schema: dict[str, Any] = {"properties": {"to_dict": {}}}
    operation(document)["responses"]["default"]["content"]["application/json"]["schema"] = schema
    assert len(problems(document)) == 1


@pytest.mark.parametrize("name", ["params", "headers", "body", "client"])
def test_a_query_parameter_may_not_have_a_name_of_the_functions(document: dict[str, Any], name: str) -> None:
    query_parameter(document)["name"] = name
    assert problems(document) == [
        f"GET /things/{{thing_id}}: the query parameter {name} has a name that functions have taken"
    ]


def test_a_parameter_behind_a_reference_is_seen(document: dict[str, Any]) -> None:
    document["components"]["parameters"] = {"Body": {"name": "body", "in": "query", "schema": {"type": "string"}}}
    operation(document)["parameters"].append({"$ref": "#/components/parameters/Body"})
    assert len(problems(document)) == 1


@pytest.mark.parametrize("option", [{"explode": False}, {"style": "deepObject"}])
def test_a_parameter_may_not_choose_its_serialization(document: dict[str, Any], option: dict[str, Any]) -> None:
    query_parameter(document).update(option)
    (problem,) = problems(document)
    assert problem.endswith("of kind, is ignored")


@pytest.mark.parametrize("option", [{"explode": True}, {"style": "form"}])
def test_a_parameter_may_say_how_it_is_serialized_anyway(document: dict[str, Any], option: dict[str, Any]) -> None:
    query_parameter(document).update(option)
    assert problems(document) == []


def test_a_query_parameter_is_no_object(document: dict[str, Any]) -> None:
    query_parameter(document)["schema"] = {"$ref": "#/components/schemas/Kinds"}
    document["components"]["schemas"]["Kinds"] = {"type": "object"}
    (problem,) = problems(document)
    assert problem.endswith("kind is an object; a query has no template for it")


def test_a_query_parameter_may_be_a_list(document: dict[str, Any]) -> None:
    query_parameter(document)["schema"] = {"type": "array", "items": {"type": "string"}}
    assert problems(document) == []


def test_a_path_parameter_is_no_list(document: dict[str, Any]) -> None:
    document["paths"]["/things/{thing_id}"]["parameters"][0]["schema"] = {"type": "array"}
    (problem,) = problems(document)
    assert problem.endswith("thing_id is an array; a path has no template for it")


def test_an_enum_is_of_one_type(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Part"] = {"type": ["string", "null"], "enum": ["a", None]}
    assert problems(document) == [
        "#/components/schemas/Part is an enum of several types, which becomes as many enums; say oneOf"
    ]


def test_security_is_not_declared_for_all(document: dict[str, Any]) -> None:
    document["security"] = [{"apiKey": []}]
    assert problems(document) == ["security is declared for the whole document; declare it with each operation"]


def test_a_path_has_one_name(document: dict[str, Any]) -> None:
    document["paths"]["/things/{id}"] = {}
    assert problems(document) == ["/things/{thing_id} and /things/{id} are one path under two names"]


def test_a_longer_path_is_another_path(document: dict[str, Any]) -> None:
    document["paths"]["/things/{id}/parts"] = {}
    assert problems(document) == []


def test_an_operation_has_an_id(document: dict[str, Any]) -> None:
    del operation(document)["operationId"]
    assert problems(document) == ["GET /things/{thing_id} has no operationId"]


@pytest.mark.parametrize("place", ["header", "cookie"])
def test_a_parameter_stands_in_the_path_or_the_query(document: dict[str, Any], place: str) -> None:
    query_parameter(document)["in"] = place
    assert problems(document) == [f"GET /things/{{thing_id}}: {place} parameters such as kind have no template"]


@pytest.mark.parametrize("name", ["thingId", "Thing_id", "thing-id", "_thing", "thing__id", "1st"])
def test_a_path_parameter_is_in_snake_case(document: dict[str, Any], name: str) -> None:
    rename_path_parameter(document, name)
    assert problems(document) == [f"GET /things/{{{name}}}: the path parameter {name} is not in snake_case"]


def test_a_path_parameter_may_be_called_id(document: dict[str, Any]) -> None:
    rename_path_parameter(document, "id")
    assert problems(document) == []
