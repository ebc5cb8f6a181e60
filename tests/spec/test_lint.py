"""The lint refuses each thing that it is there for, and nothing once that is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tests.oracle import Contract
from tests.spec.lint import problems

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
tags:
  - {name: things, description: Things., externalDocs: {url: "https://docs.example.com/things"}}
paths:
  /things/{thing_id}:
    parameters:
      - {name: thing_id, in: path, required: true, schema: {type: string, minLength: 2, examples: [t1]}}
    get:
      operationId: getThing
      tags: [things]
      summary: Get a thing
      description: One thing.
      externalDocs: {url: "https://docs.example.com/things/get"}
      security: [{key: []}]
      parameters:
        - {name: kind, in: query, schema: {type: string, examples: [small]}}
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
              examples:
                whole: {value: {name: t1, part: {size: 1}, parts: [{size: 2}], notes: {d: data, properties: data}}}
          links:
            again: {operationId: getThing, parameters: {thing_id: $response.body#/name}}
        "401": {$ref: "#/components/responses/Error"}
        "403": {$ref: "#/components/responses/Error"}
        "429": {$ref: "#/components/responses/Error"}
        5XX: {$ref: "#/components/responses/Error"}
    put:
      operationId: replaceThing
      tags: [things]
      summary: Replace a thing
      description: Replaces one thing.
      externalDocs: {url: "https://docs.example.com/things/replace"}
      security: [{key: []}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Thing"}
            examples: {whole: {value: {name: t1}}}
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
              examples: {whole: {value: {name: t1}}}
        "401": {$ref: "#/components/responses/Error"}
        "403": {$ref: "#/components/responses/Error"}
        "413": {$ref: "#/components/responses/Error"}
        "429": {$ref: "#/components/responses/Error"}
        5XX: {$ref: "#/components/responses/Error"}
  /picture:
    get:
      operationId: getPicture
      tags: [things]
      summary: Get a picture
      description: A picture, for anybody.
      externalDocs: {url: "https://docs.example.com/picture"}
      security: []
      responses:
        "200": {description: The picture., content: {image/png: {schema: {type: string, format: binary}}}}
        "429": {$ref: "#/components/responses/Error"}
        5XX: {$ref: "#/components/responses/Error"}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: Authorization}
  responses:
    Error:
      description: It failed.
      headers: {Retry-After: {schema: {type: string}}}
      content: {application/json: {schema: {type: object, additionalProperties: {type: string}}}}
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string, description: What it is called., examples: [t1]}
        part: {$ref: "#/components/schemas/Part"}
        parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
        notes: {type: object, additionalProperties: {type: string}}
    Part: {oneOf: [{type: string}, {type: object, properties: {size: {type: integer}}}]}
"""
GET = "GET /things/{thing_id}"
PUT = "PUT /things/{thing_id}"
LINK = f"{GET}: the link again of 200"
EXAMPLE = "#/paths/~1things~1{thing_id}/get/responses/200/content/application~1json/examples/whole/value"


@pytest.fixture
def document() -> dict[str, Any]:
    """A document without problems, to break."""
    parsed: dict[str, Any] = yaml.safe_load(DOCUMENT)
    return parsed


def operation(document: dict[str, Any], method: str = "get") -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/things/{thing_id}"][method]
    return found


def success(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operation(document)["responses"]["200"]
    return found


def media_type(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = success(document)["content"]["application/json"]
    return found


def example(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = media_type(document)["examples"]["whole"]["value"]
    return found


def link(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = success(document)["links"]["again"]
    return found


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def query_parameter(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operation(document)["parameters"][0]
    return found


def rename_path_parameter(document: dict[str, Any], name: str) -> None:
    item = document["paths"].pop("/things/{thing_id}")
    item["parameters"][0]["name"] = name
    del item["get"]["responses"]["200"]["links"]
    del item["put"]
    document["paths"][f"/things/{{{name}}}"] = item


def test_the_contract_has_no_problems() -> None:
    assert problems(Contract.load().document) == []


def test_a_document_that_uses_none_of_it_has_no_problems(document: dict[str, Any]) -> None:
    assert problems(document) == []


@pytest.mark.parametrize("name", ["d", "to_dict", "from_dict", "additional_properties"])
def test_a_property_may_not_have_a_name_of_the_models(document: dict[str, Any], name: str) -> None:
    schemas(document)["Thing"]["properties"][name] = {"type": "string"}
    assert problems(document) == [f"#/components/schemas/Thing/properties/{name} is a name that models have taken"]


def test_a_property_is_seen_at_any_depth(document: dict[str, Any]) -> None:
    schemas(document)["Part"]["oneOf"][1]["properties"]["d"] = {"type": "string"}
    where = "#/components/schemas/Part/oneOf/1/properties/d"
    assert problems(document) == [f"{where} is a name that models have taken"]


def test_a_property_is_seen_in_a_schema_of_an_operation(document: dict[str, Any]) -> None:
    media_type(document)["schema"] = {"properties": {"to_dict": {}, "name": {}}}
    example(document).clear()
    example(document)["name"] = "t1"
    schema = "#/paths/~1things~1{thing_id}/get/responses/200/content/application~1json/schema"
    assert problems(document) == [f"{schema}/properties/to_dict is a name that models have taken"]


def test_a_property_may_have_the_name_of_a_keyword(document: dict[str, Any]) -> None:
    properties = schemas(document)["Thing"]["properties"]
    properties["examples"] = properties["enum"] = properties["properties"] = {"type": ["string", "null"]}
    assert problems(document) == []


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


def test_an_enum_is_of_one_type(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["properties"]["kind"] = {"type": ["string", "null"], "enum": ["a", None]}
    where = "#/components/schemas/Thing/properties/kind"
    assert problems(document) == [f"{where} is an enum of several types, which becomes as many enums; say oneOf"]


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
    del success(document)["links"]
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


# ── Before anything else ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_date_is_put_in_quotes(document: dict[str, Any]) -> None:
    example(document)["name"] = yaml.safe_load("2024-05-06")
    assert problems(document) == [f"{EXAMPLE}/name is 2024-05-06, which YAML reads as a date; quote it"]


def test_a_point_in_time_is_put_in_quotes(document: dict[str, Any]) -> None:
    example(document)["name"] = yaml.safe_load("2024-05-06T07:08:09Z")
    assert problems(document) == [f"{EXAMPLE}/name is 2024-05-06 07:08:09+00:00, which YAML reads as a date; quote it"]


@pytest.mark.parametrize(("text", "kind"), [("200", "a int"), ("no", "a bool"), ("2024-05-06", "a date")])
def test_a_key_is_text(document: dict[str, Any], text: str, kind: str) -> None:
    key = yaml.safe_load(text)
    success(document)["links"]["again"]["parameters"][key] = "t1"
    where = "#/paths/~1things~1{thing_id}/get/responses/200/links/again/parameters"
    assert problems(document) == [f"{where} has the key {key}, which YAML reads as {kind}; quote it"]


def test_a_number_is_one_that_json_knows(document: dict[str, Any]) -> None:
    example(document)["part"]["size"] = yaml.safe_load(".inf")
    assert problems(document) == [f"{EXAMPLE}/part/size is inf, which YAML reads as a float; quote it"]


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("#/components/schemas/Nothing", "leads nowhere"),
        ("#/components/schemas/Thing/required/name", "leads nowhere"),
        ("#/components/schemas/Thing/required/0", "leads to no object"),
        ("#/paths/~1picture", "leads out of #/components"),
        ("https://example.com/thing.yaml", "leads out of #/components"),
    ],
)
def test_a_reference_leads_to_a_component(document: dict[str, Any], reference: str, problem: str) -> None:
    schemas(document)["Part"] = {"$ref": reference}
    said = problems(document)
    assert f"#/components/schemas/Part: the reference {reference} {problem}" in said
    assert all("the reference" in each for each in said)


def test_a_reference_does_not_lead_back_to_itself(document: dict[str, Any]) -> None:
    schemas(document)["Part"] = {"$ref": "#/components/schemas/Part"}
    where = "#/components/schemas/Part"
    assert f"{where}: the reference {where} leads back to itself" in problems(document)


def test_what_is_not_openapi_is_all_there_is_to_say(document: dict[str, Any]) -> None:
    del document["info"]["title"]
    del operation(document)["summary"]
    assert problems(document) == ['#/info is not valid OpenAPI 3.1: "title" is a required property']


# ── Operations ──────────────────────────────────────────────────────────────────────────────────────────────────────


def rename(document: dict[str, Any], id_: str) -> None:
    operation(document, "put")["operationId"] = id_


@pytest.mark.parametrize("id_", ["ReplaceThing", "replace_thing", "replace-thing", "replaceTHING", "replace.thing"])
def test_an_operation_id_is_in_lower_camel_case(document: dict[str, Any], id_: str) -> None:
    rename(document, id_)
    assert problems(document) == [f"{PUT}: the operationId {id_} is not in lowerCamelCase"]


@pytest.mark.parametrize("id_", ["replace", "replaceThing", "replaceAoiV2", "replaceL1cThing"])
def test_an_operation_id_may_have_digits(document: dict[str, Any], id_: str) -> None:
    rename(document, id_)
    assert problems(document) == []


def test_an_operation_has_an_id_of_its_own(document: dict[str, Any]) -> None:
    rename(document, "getThing")
    # OpenAPI itself forbids it.
    assert problems(document) == [
        "# is not valid OpenAPI 3.1: Operation ID 'getThing' for 'put' in '/things/{thing_id}' is not unique"
    ]


@pytest.mark.parametrize(
    ("tags", "problem"),
    [([], "has 0 tags; give it one"), (["things", "things"], "has 2 tags; give it one")],
)
def test_an_operation_has_one_tag(document: dict[str, Any], tags: list[str], problem: str) -> None:
    operation(document)["tags"] = tags
    assert problems(document) == [f"{GET} {problem}"]


def test_a_tag_is_declared(document: dict[str, Any]) -> None:
    operation(document)["tags"] = ["others"]
    assert problems(document) == [f"{GET} has the tag others, which #/tags does not declare"]


def test_a_tag_is_declared_once(document: dict[str, Any]) -> None:
    document["tags"] *= 2
    assert problems(document) == ["# is not valid OpenAPI 3.1: Duplicate tag name 'things'"]


def test_a_tag_is_used(document: dict[str, Any]) -> None:
    document["tags"].append({**document["tags"][0], "name": "others"})
    assert problems(document) == ["#/tags/1, others, is the tag of no operation"]


@pytest.mark.parametrize(
    ("field", "problem"), [("description", "no description"), ("externalDocs", "no externalDocs with an https URL")]
)
def test_a_tag_is_described(document: dict[str, Any], field: str, problem: str) -> None:
    del document["tags"][0][field]
    assert problems(document) == [f"#/tags/0, things, has {problem}"]


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("summary", "has no summary"),
        ("description", "has no description"),
        ("externalDocs", "has no externalDocs with an https URL"),
        ("security", "does not say its security; where no key is needed, say []"),
    ],
)
def test_an_operation_says_what_it_is(document: dict[str, Any], field: str, problem: str) -> None:
    del operation(document)[field]
    assert problems(document) == [f"{GET} {problem}"]


@pytest.mark.parametrize("field", ["summary", "description"])
def test_an_operation_does_not_say_nothing(document: dict[str, Any], field: str) -> None:
    operation(document)[field] = " "
    assert problems(document) == [f"{GET} has no {field}"]


def test_a_summary_is_a_title(document: dict[str, Any]) -> None:
    operation(document)["summary"] = "Get a thing."
    assert problems(document) == [f"{GET} has a summary that ends with a full stop; a title has none"]


def test_a_description_is_made_of_sentences(document: dict[str, Any]) -> None:
    operation(document)["description"] = "One thing"
    assert problems(document) == [f"{GET} has a description that does not end with a full stop"]


def test_external_docs_are_a_page(document: dict[str, Any]) -> None:
    operation(document)["externalDocs"]["url"] = "things.html"
    assert problems(document) == [f"{GET} has no externalDocs with an https URL"]


@pytest.mark.parametrize("status", ["401", "403", "413", "429", "5XX"])
def test_an_operation_documents_what_any_operation_can_answer(document: dict[str, Any], status: str) -> None:
    del operation(document, "put")["responses"][status]
    assert problems(document) == [f"{PUT} does not document {status}"]


@pytest.mark.parametrize("status", ["429", "5XX"])
def test_so_does_an_operation_without_a_key(document: dict[str, Any], status: str) -> None:
    del document["paths"]["/picture"]["get"]["responses"][status]
    assert problems(document) == [f"GET /picture does not document {status}"]


def test_an_operation_documents_a_success(document: dict[str, Any]) -> None:
    del operation(document, "put")["responses"]["200"]
    assert problems(document) == [f"{PUT} documents no success"]


@pytest.mark.parametrize("status", ["404", "500", "4XX", "default"])
def test_an_error_is_a_shared_one(document: dict[str, Any], status: str) -> None:
    operation(document)["responses"][status] = {"description": "It failed."}
    assert problems(document) == [f"{GET} writes {status} out; refer to one of #/components/responses"]


def test_a_redirect_may_be_written_out(document: dict[str, Any]) -> None:
    operation(document)["responses"]["302"] = {"description": "It is elsewhere."}
    assert problems(document) == []


def test_a_body_has_an_example(document: dict[str, Any]) -> None:
    del operation(document, "put")["requestBody"]["content"]["application/json"]["examples"]
    assert problems(document) == [f"{PUT} has no example of the body, application/json"]


def test_a_success_has_an_example(document: dict[str, Any]) -> None:
    del operation(document, "put")["responses"]["200"]["content"]["application/json"]["examples"]
    assert problems(document) == [f"{PUT} has no example of the 200, application/json"]


# ── Components ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("section", "component"),
    [
        ("schemas", {"type": "string"}),
        ("parameters", {"name": "other", "in": "query", "schema": {"type": "string"}}),
        ("responses", {"description": "It failed."}),
        ("headers", {"schema": {"type": "string"}}),
        ("examples", {"value": 1}),
        ("requestBodies", {"content": {}}),
        ("securitySchemes", {"type": "http", "scheme": "bearer"}),
    ],
)
def test_a_component_is_used(document: dict[str, Any], section: str, component: dict[str, Any]) -> None:
    document["components"].setdefault(section, {})["Other"] = component
    assert problems(document) == [f"#/components/{section}/Other is used by no operation"]


def test_using_itself_is_no_use(document: dict[str, Any]) -> None:
    schemas(document)["Tree"] = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    assert problems(document) == ["#/components/schemas/Tree is used by no operation"]


@pytest.mark.parametrize("name", ["part", "atlas.Part", "Part.Size", "PART_SIZE", "part-size", "2Part"])
def test_a_component_is_in_pascal_case(document: dict[str, Any], name: str) -> None:
    schemas(document)[name] = {"type": "string"}
    schemas(document)["Thing"]["properties"]["other"] = {"$ref": f"#/components/schemas/{name}"}
    assert problems(document) == [f"#/components/schemas/{name} has a name that is not in PascalCase"]


def use(document: dict[str, Any], name: str, schema: dict[str, Any]) -> None:
    """Add a component that an operation uses."""
    schemas(document)[name] = schema
    schemas(document)["Thing"]["properties"][name.lower()] = {"$ref": f"#/components/schemas/{name}"}


SIZE = {"type": "object", "required": ["width", "height"], "properties": {"width": {}, "height": {"type": "integer"}}}


def same(*places: str) -> str:
    return f"{' and '.join(places)} are the same thing; keep one, in #/components/schemas"


def test_no_two_objects_are_the_same_thing(document: dict[str, Any]) -> None:
    use(document, "Size", SIZE)
    use(
        document,
        "Extent",
        {
            "description": "Another one.",
            "type": "object",
            "required": ["height", "width"],
            "properties": {"height": {"type": "integer", "examples": [1]}, "width": {"description": "How wide."}},
        },
    )
    assert problems(document) == [same("#/components/schemas/Size", "#/components/schemas/Extent")]


def test_no_two_enums_are_the_same_thing(document: dict[str, Any]) -> None:
    use(document, "Colour", {"type": "string", "enum": ["red", "green"]})
    use(document, "Paint", {"type": "string", "enum": ["green", "red"], "description": "What to paint with."})
    assert problems(document) == [same("#/components/schemas/Colour", "#/components/schemas/Paint")]


@pytest.mark.parametrize(
    "other",
    [
        {**SIZE, "required": ["width"]},
        {**SIZE, "properties": {**SIZE["properties"], "depth": {}}},  # type: ignore[dict-item]
        # Here the field has another name, and is not said for people.
        {**SIZE, "properties": {**SIZE["properties"], "description": {}}},  # type: ignore[dict-item]
    ],
)
def test_similar_objects_are_different_things(document: dict[str, Any], other: dict[str, Any]) -> None:
    use(document, "Size", SIZE)
    use(document, "Other", other)
    assert problems(document) == []


def test_two_strings_may_mean_different_things(document: dict[str, Any]) -> None:
    use(document, "Formula", {"type": "string", "description": "Arithmetic."})
    use(document, "Colour", {"type": "string", "description": "A name."})
    assert problems(document) == []


def test_no_object_is_written_out_twice(document: dict[str, Any]) -> None:
    parameter = operation(document)["parameters"]
    for name in ("first", "second"):
        parameter.append({"name": name, "in": "query", "schema": {"type": "array", "items": SIZE}})
    where = "#/paths/~1things~1{thing_id}/get/parameters"
    assert problems(document) == [same(f"{where}/1/schema/items", f"{where}/2/schema/items")]


def test_no_object_that_has_a_name_is_written_out(document: dict[str, Any]) -> None:
    media_type(document)["schema"] = schemas(document)["Thing"]
    where = "#/paths/~1things~1{thing_id}/get/responses/200/content/application~1json/schema"
    assert problems(document) == [same(where, "#/components/schemas/Thing")]


def test_a_field_that_is_required_is_declared(document: dict[str, Any]) -> None:
    schemas(document)["Part"]["oneOf"][1]["required"] = ["sise"]
    del example(document)["part"], example(document)["parts"]
    where = "#/components/schemas/Part/oneOf/1"
    assert problems(document) == [f"{where} requires sise, which no schema there declares"]


@pytest.mark.parametrize("key", ["if", "then", "else"])
def test_a_field_that_a_condition_requires_is_declared(document: dict[str, Any], key: str) -> None:
    schemas(document)["Thing"][key] = {"required": ["notez"]}
    assert problems(document) == [f"#/components/schemas/Thing/{key} requires notez, which no schema there declares"]
    schemas(document)["Thing"][key] = {"required": ["notes"]}
    assert problems(document) == []


def test_a_field_that_shall_not_be_there_need_not_be_declared(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["not"] = {"required": ["colour"]}
    assert problems(document) == []


def test_what_a_condition_says_of_a_part_is_declared_there(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["then"] = {
        "properties": {"part": {"required": ["size"]}, "parts": {"items": {"required": ["sise"]}}}
    }
    where = "#/components/schemas/Thing/then/properties/parts/items"
    assert problems(document) == [f"{where} requires sise, which no schema there declares"]


# ── Examples ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_example_fits_its_schema(document: dict[str, Any]) -> None:
    example(document)["notes"] = {"a": 1}
    assert problems(document) == [f'{EXAMPLE} does not fit its schema, /notes/a: 1 is not of type "string"']


def test_an_example_of_a_schema_fits_it(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["properties"]["name"]["examples"] = ["t1", 2]
    where = "#/components/schemas/Thing/properties/name/examples/1"
    assert problems(document) == [f'{where} does not fit its schema, /: 2 is not of type "string"']


def test_an_example_of_a_parameter_fits_it(document: dict[str, Any]) -> None:
    query_parameter(document)["example"] = 1
    where = "#/paths/~1things~1{thing_id}/get/parameters/0/example"
    assert problems(document) == [f'{where} does not fit its schema, /: 1 is not of type "string"']


def test_a_shared_example_fits_where_it_is_used(document: dict[str, Any]) -> None:
    document["components"]["examples"] = {"Whole": {"value": {}}}
    operation(document, "put")["responses"]["200"]["content"]["application/json"]["examples"] = {
        "whole": {"$ref": "#/components/examples/Whole"}
    }
    where = "#/components/examples/Whole/value"
    assert problems(document) == [f'{where} does not fit its schema, /: "name" is a required property']


@pytest.mark.parametrize(
    ("add", "field"),
    [
        (lambda example: example.update(nane="t2"), "/nane"),
        (lambda example: example["part"].update(sise=2), "/part/sise"),
        (lambda example: example["parts"][0].update(sise=2), "/parts/0/sise"),
    ],
)
def test_an_example_has_no_field_that_no_schema_declares(
    document: dict[str, Any], add: Callable[[dict[str, Any]], None], field: str
) -> None:
    add(example(document))
    assert problems(document) == [f"{EXAMPLE} has the field {field}, which its schema does not declare"]


def test_a_field_may_be_declared_by_any_part_of_a_schema(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["if"] = {"properties": {"width": {"const": 1}}}
    schemas(document)["Thing"]["allOf"] = [{"patternProperties": {"^x-": {"type": "string"}}}]
    example(document).update({"width": 1, "x-other": "x"})
    assert problems(document) == []


def test_a_long_value_is_cut_out_of_the_sentence(document: dict[str, Any]) -> None:
    example(document)["part"] = {"size": "x" * 1000}
    (problem,) = problems(document)
    assert problem.startswith(f'{EXAMPLE} does not fit its schema, /part: {{"size":"xxx')
    assert problem.endswith("is not valid under any of the schemas listed in the 'oneOf' keyword")
    assert len(problem) < 400


# ── Links ───────────────────────────────────────────────────────────────────────────────────────────────────────────


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
