"""The contract as a document: valid, complete, consistent with itself and with what was made from it."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from pixxel_client import _contract
from tests.oracle import JSON, ROOT, Contract, Operation, at

CONTRACT = Contract.load()
DOCUMENT = CONTRACT.document
OPERATIONS = list(CONTRACT.operations.values())
ERROR_SCHEMA = "/components/schemas/ErrorResponse"

by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)


def nodes(node: Any = DOCUMENT, pointer: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object of the document, and where it stands."""
    if isinstance(node, Mapping):
        yield pointer, node
        for key, child in node.items():
            yield from nodes(child, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(node, list):
        for position, child in enumerate(node):
            yield from nodes(child, f"{pointer}/{position}")


REFERENCES = [(pointer, node["$ref"]) for pointer, node in nodes() if isinstance(node.get("$ref"), str)]


def test_it_is_a_valid_openapi_document() -> None:
    assert list(OpenAPIV31SpecValidator(copy.deepcopy(dict(DOCUMENT))).iter_errors()) == []


def test_it_is_plain_json() -> None:
    # YAML turns an unquoted 2024-05-06 into a date, 200 into a number and `no` into false.
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT
    assert all(isinstance(key, str) for _, node in nodes() for key in node)


def test_every_reference_leads_to_something() -> None:
    assert len(REFERENCES) > len(OPERATIONS)
    for pointer, reference in REFERENCES:
        assert reference.startswith("#/components/"), pointer
        assert CONTRACT.at(reference.removeprefix("#")), pointer


@pytest.mark.parametrize("section", ["parameters", "responses", "schemas"])
def test_every_component_is_used(section: str) -> None:
    used = {reference for _, reference in REFERENCES}
    assert {f"#/components/{section}/{name}" for name in DOCUMENT["components"][section]} <= used


def test_every_security_scheme_is_used() -> None:
    used = {name for operation in OPERATIONS for way in operation.raw["security"] for name in way}
    assert used == set(DOCUMENT["components"]["securitySchemes"])


def structure(schema: Any) -> Any:
    """A schema without what is only said for people."""
    if isinstance(schema, Mapping):
        kept = {key: value for key, value in schema.items() if key not in {"description", "examples", "title"}}
        if "properties" in kept:
            return kept | {"properties": {name: structure(each) for name, each in schema["properties"].items()}}
        return {key: structure(value) for key, value in kept.items()}
    return [structure(each) for each in schema] if isinstance(schema, list) else schema


def test_no_two_schemas_are_the_same_thing() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    # Two strings may mean different things (a colour map, an expression); two objects with the same fields do not.
    objects = {name: structure(schema) for name, schema in schemas.items() if "properties" in schema}
    assert len(objects) > 1
    assert [pair for pair in combinations(schemas, 2) if schemas[pair[0]] == schemas[pair[1]]] == []
    assert [pair for pair in combinations(objects, 2) if objects[pair[0]] == objects[pair[1]]] == []


def test_operation_ids_are_unique_and_in_lower_camel_case() -> None:
    ids = [
        item[method]["operationId"] for item in DOCUMENT["paths"].values() for method in item if method != "parameters"
    ]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


def test_every_tag_is_declared_once_described_and_used() -> None:
    declared = [tag["name"] for tag in DOCUMENT["tags"]]
    assert sorted(declared) == sorted({operation.tag for operation in OPERATIONS})
    assert all(tag["description"] and is_url(tag["externalDocs"]["url"]) for tag in DOCUMENT["tags"])


@by_operation
def test_every_operation_says_what_it_is(operation: Operation) -> None:
    raw = operation.raw
    assert len(raw["tags"]) == 1
    assert raw["summary"].strip()
    assert not raw["summary"].endswith(".")
    assert raw["description"].strip().endswith(".")
    assert is_url(raw["externalDocs"]["url"])
    assert raw["security"] == [{"apiKey": []}]


@by_operation
def test_every_operation_documents_what_any_operation_can_answer(operation: Operation) -> None:
    wanted = {"401", "403", "429", "5XX"} | ({"413"} if operation.body else set())
    assert wanted <= set(operation.answers)
    assert operation.success


@by_operation
def test_every_error_is_the_shared_envelope(operation: Operation) -> None:
    errors = {status: answer for status, answer in operation.answers.items() if not status.startswith("2")}
    for status, answer in errors.items():
        assert set(answer) == {JSON}, status
        assert CONTRACT.at(answer[JSON])["$ref"] == f"#{ERROR_SCHEMA}", status


@by_operation
def test_every_parameter_is_described(operation: Operation) -> None:
    for where in ("path", "query"):
        for parameter in operation.named(where).values():
            assert at(DOCUMENT, parameter.pointer.removesuffix("/schema"))["description"], parameter.name
    assert set(operation.named("path")) == set(re.findall(r"\{(\w+)\}", operation.path))
    assert all(parameter.required for parameter in operation.named("path").values())


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.body], ids=lambda operation: operation.id)
def test_every_body_has_an_example(operation: Operation) -> None:
    for media_type, pointer in operation.body.items():
        assert media_type == JSON
        assert media_examples(pointer)


@by_operation
def test_every_json_success_has_an_example(operation: Operation) -> None:
    for status, answer in operation.answers.items():
        if status.startswith("2") and JSON in answer:
            assert media_examples(answer[JSON]), status


def media_examples(schema_pointer: str) -> dict[str, Any]:
    """The examples of the media type whose schema stands at `schema_pointer`, by name."""
    media_type = CONTRACT.at(schema_pointer.removesuffix("/schema"))
    return {name: example["value"] for name, example in media_type.get("examples", {}).items()}


def test_every_example_of_a_body_or_an_answer_fits_its_schema() -> None:
    checked = 0
    for pointer, node in nodes():
        if pointer.rpartition("/")[0].endswith("/content") and "examples" in node:
            for name, value in media_examples(f"{pointer}/schema").items():
                assert CONTRACT.problems(f"{pointer}/schema", value) == [], f"{pointer}: {name}"
                checked += 1
    assert checked > len(OPERATIONS)


def test_every_example_of_a_schema_fits_it() -> None:
    checked = 0
    for pointer, node in nodes():
        examples = node.get("examples")
        if isinstance(examples, list):
            checked += len(examples)
            for value in examples:
                assert CONTRACT.problems(pointer, value) == [], f"{pointer}: {value}"
    assert checked > len(OPERATIONS)


def links() -> Iterator[tuple[str, Operation, str, Mapping[str, Any]]]:
    """Every link: what to call it, the operation and the success it stands at, the link."""
    for operation in OPERATIONS:
        for status, response in operation.raw["responses"].items():
            for name, link in response.get("links", {}).items():
                yield f"{operation.id}-{name}", operation, status, link


@pytest.mark.parametrize(
    ("operation", "status", "link"), [each[1:] for each in links()], ids=[each[0] for each in links()]
)
def test_every_link_makes_a_request_that_the_contract_allows(
    operation: Operation, status: str, link: Mapping[str, Any]
) -> None:
    target = CONTRACT.operations[link["operationId"]]
    known = {parameter.name: parameter for parameter in target.parameters}
    assert set(link["parameters"]) <= set(known)
    assert {name for name, parameter in known.items() if parameter.required} <= set(link["parameters"])
    assert ("requestBody" in link) == bool(target.body)
    examples = media_examples(operation.answers[status][JSON])
    assert examples
    for answer in examples.values():
        for name, expression in link["parameters"].items():
            assert CONTRACT.problems(known[name].pointer, evaluated(expression, operation, answer)) == [], name
        for pointer in target.body.values():
            assert CONTRACT.problems(pointer, evaluated(link["requestBody"], operation, answer)) == []


def evaluated(expression: Any, operation: Operation, answer: Any) -> Any:
    """The value of a link's runtime expression, after an answer; what is no expression is itself."""
    if isinstance(expression, Mapping):
        return {name: evaluated(each, operation, answer) for name, each in expression.items()}
    if not isinstance(expression, str) or not expression.startswith("$"):
        return expression
    if expression.startswith("$request.path."):
        example = operation.named("path")[expression.removeprefix("$request.path.")].schema["examples"][0]
        assert example
        return example
    assert expression.startswith("$response.body#/"), expression
    return at(answer, expression.removeprefix("$response.body#"))


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert DOCUMENT["info"]["version"] == project["version"] == _contract.VERSION


def test_the_base_url_of_the_client_is_the_server() -> None:
    assert [server["url"] for server in DOCUMENT["servers"]] == [_contract.BASE_URL]


def is_url(text: str) -> bool:
    return bool(re.fullmatch(r"https://[\w.-]+/\S+", text))
