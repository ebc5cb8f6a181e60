"""What the generator or the templates would get wrong is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.lint.rules import problems
from tests.spec.lint.support import example, media_type, operation, query_parameter, schemas, success


def rename_path_parameter(document: dict[str, Any], name: str) -> None:
    item = document["paths"].pop("/things/{thing_id}")
    item["parameters"][0]["name"] = name
    del item["get"]["responses"]["200"]["links"]
    del item["put"], document["components"]["responses"]["ContentTooLarge"]
    document["paths"][f"/things/{{{name}}}"] = item


@pytest.mark.parametrize("name", ["d", "to_dict", "from_dict", "additional_properties"])
def test_a_property_has_no_name_that_models_use(document: dict[str, Any], name: str) -> None:
    schemas(document)["Thing"]["properties"][name] = {"type": "string"}
    assert problems(document) == [f"#/components/schemas/Thing/properties/{name} is a name that models use themselves"]


def test_properties_are_checked_at_any_depth(document: dict[str, Any]) -> None:
    schemas(document)["Part"]["oneOf"][1]["properties"]["d"] = {"type": "string"}
    where = "#/components/schemas/Part/oneOf/1/properties/d"
    assert problems(document) == [f"{where} is a name that models use themselves"]


def test_properties_are_checked_in_the_schemas_of_operations(document: dict[str, Any]) -> None:
    media_type(document)["schema"] = {"properties": {"to_dict": {}, "name": {}}}
    example(document).clear()
    example(document)["name"] = "t1"
    schema = "#/paths/~1things~1{thing_id}/get/responses/200/content/application~1json/schema"
    assert problems(document) == [f"{schema}/properties/to_dict is a name that models use themselves"]


def test_a_property_may_have_the_name_of_a_keyword(document: dict[str, Any]) -> None:
    properties = schemas(document)["Thing"]["properties"]
    properties["examples"] = properties["enum"] = properties["properties"] = {"type": ["string", "null"]}
    assert problems(document) == []


@pytest.mark.parametrize("name", ["params", "headers", "body", "client"])
def test_a_query_parameter_has_no_name_that_functions_use(document: dict[str, Any], name: str) -> None:
    query_parameter(document)["name"] = name
    assert problems(document) == [
        f"GET /things/{{thing_id}}: the query parameter {name} has a name that generated functions use themselves"
    ]


def test_a_parameter_behind_a_reference_is_checked(document: dict[str, Any]) -> None:
    document["components"]["parameters"] = {"Body": {"name": "body", "in": "query", "schema": {"type": "string"}}}
    operation(document)["parameters"].append({"$ref": "#/components/parameters/Body"})
    assert len(problems(document)) == 1


@pytest.mark.parametrize("option", [{"explode": False}, {"style": "deepObject"}])
def test_a_parameter_may_not_choose_its_serialization(document: dict[str, Any], option: dict[str, Any]) -> None:
    query_parameter(document).update(option)
    (problem,) = problems(document)
    assert problem.endswith("of kind is ignored by the templates")


@pytest.mark.parametrize("option", [{"explode": True}, {"style": "form"}])
def test_a_parameter_may_state_the_default_serialization(document: dict[str, Any], option: dict[str, Any]) -> None:
    query_parameter(document).update(option)
    assert problems(document) == []


def test_a_query_parameter_is_no_object(document: dict[str, Any]) -> None:
    query_parameter(document)["schema"] = {"$ref": "#/components/schemas/Kinds"}
    schemas(document)["Kinds"] = {"type": "object"}
    (problem,) = problems(document)
    assert problem.endswith("kind is an object; a query has no template for it")


def test_a_query_parameter_may_be_a_list(document: dict[str, Any]) -> None:
    query_parameter(document)["schema"] = {"type": "array", "items": {"type": "string"}}
    assert problems(document) == []


def test_a_path_parameter_is_no_list(document: dict[str, Any]) -> None:
    document["paths"]["/things/{thing_id}"]["parameters"][0]["schema"] = {"type": "array"}
    del success(document)["links"]
    problem, _ = problems(document)  # one for each operation of the path
    assert problem.endswith("thing_id is an array; a path has no template for it")


def test_an_enum_has_one_type(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["properties"]["kind"] = {"type": ["string", "null"], "enum": ["a", None]}
    where = "#/components/schemas/Thing/properties/kind"
    assert problems(document) == [f"{where} is an enum of several types, which the generator splits; use oneOf"]


def test_security_is_not_declared_for_the_whole_document(document: dict[str, Any]) -> None:
    document["security"] = [{"apiKey": []}]
    assert problems(document) == ["security is declared for the whole document; declare it with each operation"]


def test_a_path_is_not_repeated_with_other_parameter_names(document: dict[str, Any]) -> None:
    document["paths"]["/things/{id}"] = {}
    assert problems(document) == ["/things/{thing_id} and /things/{id} are one path with other parameter names"]


def test_a_longer_path_is_a_different_path(document: dict[str, Any]) -> None:
    document["paths"]["/things/{id}/parts"] = {}
    assert problems(document) == []


def test_an_operation_has_an_id(document: dict[str, Any]) -> None:
    del operation(document)["operationId"]
    del success(document)["links"]
    assert problems(document) == ["GET /things/{thing_id} has no operationId"]


@pytest.mark.parametrize("place", ["header", "cookie"])
def test_a_parameter_is_in_the_path_or_the_query(document: dict[str, Any], place: str) -> None:
    query_parameter(document)["in"] = place
    assert problems(document) == [f"GET /things/{{thing_id}}: {place} parameters such as kind have no template"]


@pytest.mark.parametrize("name", ["thingId", "Thing_id", "thing-id", "_thing", "thing__id", "1st"])
def test_a_path_parameter_is_in_snake_case(document: dict[str, Any], name: str) -> None:
    rename_path_parameter(document, name)
    assert problems(document) == [f"GET /things/{{{name}}}: the path parameter {name} is not in snake_case"]


def test_a_path_parameter_may_be_called_id(document: dict[str, Any]) -> None:
    rename_path_parameter(document, "id")
    assert problems(document) == []
