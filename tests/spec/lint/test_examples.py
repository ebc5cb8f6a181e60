"""An example fits its schema, and has no field that no schema declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.spec.lint.rules import problems
from tests.spec.lint.support import EXAMPLE, example, operation, query_parameter, schemas


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
def test_an_example_has_no_undeclared_field(
    document: dict[str, Any], add: Callable[[dict[str, Any]], None], field: str
) -> None:
    add(example(document))
    assert problems(document) == [f"{EXAMPLE} has the field {field}, which its schema does not declare"]


def test_a_field_may_be_declared_by_any_part_of_a_schema(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["if"] = {"properties": {"width": {"const": 1}}}
    schemas(document)["Thing"]["allOf"] = [{"patternProperties": {"^x-": {"type": "string"}}}]
    example(document).update({"width": 1, "x-other": "x"})
    assert problems(document) == []


def test_a_long_value_is_shortened_in_the_message(document: dict[str, Any]) -> None:
    example(document)["part"] = {"size": "x" * 1000}
    (problem,) = problems(document)
    assert problem.startswith(f'{EXAMPLE} does not fit its schema, /part: {{"size":"xxx')
    assert problem.endswith("is not valid under any of the schemas listed in the 'oneOf' keyword")
    assert len(problem) < 400
