"""An operation says all that a reader needs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.lint.rules import problems
from tests.spec.lint.support import GET, PUT, operation


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


def test_an_operation_id_is_unique(document: dict[str, Any]) -> None:
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
        ("security", "has no security; write [] if it needs no key"),
    ],
)
def test_an_operation_is_described_and_has_security(document: dict[str, Any], field: str, problem: str) -> None:
    del operation(document)[field]
    assert problems(document) == [f"{GET} {problem}"]


@pytest.mark.parametrize("field", ["summary", "description"])
def test_a_summary_and_a_description_are_not_blank(document: dict[str, Any], field: str) -> None:
    operation(document)[field] = " "
    assert problems(document) == [f"{GET} has no {field}"]


def test_a_summary_has_no_full_stop(document: dict[str, Any]) -> None:
    operation(document)["summary"] = "Get a thing."
    assert problems(document) == [f"{GET} has a summary that ends with a full stop; a title has none"]


def test_a_description_ends_with_a_full_stop(document: dict[str, Any]) -> None:
    operation(document)["description"] = "One thing"
    assert problems(document) == [f"{GET} has a description that does not end with a full stop"]


def test_external_docs_are_a_url(document: dict[str, Any]) -> None:
    operation(document)["externalDocs"]["url"] = "things.html"
    assert problems(document) == [f"{GET} has no externalDocs with an https URL"]


def test_an_operation_documents_a_success(document: dict[str, Any]) -> None:
    del operation(document, "put")["responses"]["200"]
    assert problems(document) == [f"{PUT} documents no 2xx status"]


def test_a_body_has_an_example(document: dict[str, Any]) -> None:
    del operation(document, "put")["requestBody"]["content"]["application/json"]["examples"]
    assert problems(document) == [f"{PUT} has no example of the body, application/json"]


def test_a_success_has_an_example(document: dict[str, Any]) -> None:
    del operation(document, "put")["responses"]["200"]["content"]["application/json"]["examples"]
    assert problems(document) == [f"{PUT} has no example of the 200, application/json"]
