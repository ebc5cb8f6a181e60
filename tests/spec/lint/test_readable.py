"""Values that are not JSON, lost references and invalid OpenAPI are reported before the rules are checked."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.spec.lint.rules import problems
from tests.spec.lint.support import EXAMPLE, example, operation, schemas, success


def test_a_date_needs_quotes(document: dict[str, Any]) -> None:
    example(document)["name"] = yaml.safe_load("2024-05-06")
    assert problems(document) == [f"{EXAMPLE}/name is 2024-05-06, which YAML reads as a date; quote it"]


def test_a_time_needs_quotes(document: dict[str, Any]) -> None:
    example(document)["name"] = yaml.safe_load("2024-05-06T07:08:09Z")
    assert problems(document) == [f"{EXAMPLE}/name is 2024-05-06 07:08:09+00:00, which YAML reads as a date; quote it"]


@pytest.mark.parametrize(("text", "kind"), [("200", "a int"), ("no", "a bool"), ("2024-05-06", "a date")])
def test_a_key_is_text(document: dict[str, Any], text: str, kind: str) -> None:
    key = yaml.safe_load(text)
    success(document)["links"]["again"]["parameters"][key] = "t1"
    where = "#/paths/~1things~1{thing_id}/get/responses/200/links/again/parameters"
    assert problems(document) == [f"{where} has the key {key}, which YAML reads as {kind}; quote it"]


def test_infinity_is_no_number_of_json(document: dict[str, Any]) -> None:
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
def test_a_reference_must_lead_to_a_component(document: dict[str, Any], reference: str, problem: str) -> None:
    schemas(document)["Part"] = {"$ref": reference}
    sentences = problems(document)
    assert f"#/components/schemas/Part: the reference {reference} {problem}" in sentences
    assert all("the reference" in sentence for sentence in sentences)


def test_a_reference_must_not_lead_back_to_itself(document: dict[str, Any]) -> None:
    schemas(document)["Part"] = {"$ref": "#/components/schemas/Part"}
    where = "#/components/schemas/Part"
    assert f"{where}: the reference {where} leads back to itself" in problems(document)


def test_the_rules_are_not_checked_on_an_invalid_document(document: dict[str, Any]) -> None:
    del document["info"]["title"]
    del operation(document)["summary"]
    assert problems(document) == ['#/info is not valid OpenAPI 3.1: "title" is a required property']
