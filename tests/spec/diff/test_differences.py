"""Two documents differ where they say different things, and not where they say the same thing differently."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec import drift
from tests.spec.diff.shapes import View
from tests.spec.diff.support import JSON, document
from tests.spec.documents import Document
from tests.spec.drift import differences, line


def drifted(ours: Any, published: Any, version: str = "3.1.0") -> list[str]:
    changes = differences(View(document(ours)), View(document(published, version=version)))
    return [line(change).removeprefix(f"response 200 {JSON}") for change in changes]


@pytest.mark.parametrize(
    ("ours", "published", "version"),
    [
        pytest.param({"type": "string"}, {"allOf": [{"type": "string"}]}, "3.1.0", id="allOf around one schema"),
        pytest.param(
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            {
                "allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "integer"}}}],
                "required": ["a"],
            },
            "3.1.0",
            id="an object in parts",
        ),
        pytest.param({"type": ["string", "null"]}, {"type": "string", "nullable": True}, "3.0.3", id="nullable"),
        pytest.param(
            {"type": ["string", "null"]},
            {"allOf": [{"type": "string"}], "nullable": True},
            "3.0.3",
            id="nullable, around",
        ),
        pytest.param(
            {"oneOf": [{"type": "string"}, {"type": "null"}]},
            {"type": ["string", "null"]},
            "3.1.0",
            id="null as a form",
        ),
        pytest.param(
            {"enum": ["a", None]}, {"type": "string", "enum": ["a"], "nullable": True}, "3.0.3", id="null listed"
        ),
        pytest.param(
            {"type": ["string", "number"]}, {"anyOf": [{"type": "number"}, {"type": "string"}]}, "3.1.0", id="types"
        ),
        pytest.param({"const": "a"}, {"type": "string", "enum": ["a"]}, "3.0.3", id="const"),
        pytest.param(
            {"enum": ["a", "b"]}, {"oneOf": [{"const": "b"}, {"const": "a"}]}, "3.1.0", id="constants as forms"
        ),
        pytest.param(
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "number", "minimum": 0, "exclusiveMinimum": True},
            "3.0.3",
            id="an exclusive bound",
        ),
        pytest.param({"type": "array", "items": {}}, {"type": "array"}, "3.1.0", id="a list of anything"),
        pytest.param({"type": "object"}, {"additionalProperties": True}, "3.1.0", id="a free object"),
        pytest.param({"type": "string", "minLength": 0}, {"type": "string"}, "3.1.0", id="a bound that bounds nothing"),
        pytest.param(
            {"oneOf": [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}, "required": ["b"]}]},
            {"type": "object", "properties": {"a": {}, "b": {}}},
            "3.1.0",
            id="forms in one",
        ),
        pytest.param({"not": {"const": 1}}, {"not": {"allOf": [{"enum": [1]}]}}, "3.1.0", id="a rule"),
        pytest.param(
            {"type": "integer", "minimum": 2, "maximum": 9},
            {"allOf": [{"type": "number", "minimum": 1}, {"type": "integer", "minimum": 2, "maximum": 9}]},
            "3.1.0",
            id="repeated bounds",
        ),
    ],
)
def test_the_same_meaning_written_differently_is_no_drift(ours: Any, published: Any, version: str) -> None:
    assert drifted(ours, published, version) == []


@pytest.mark.parametrize(
    ("ours", "published", "expected"),
    [
        ({"minimum": 1}, {}, []),
        ({}, {"minimum": 1}, [" | minimum | ours: absent | published: 1"]),
        ({"minimum": 2}, {"minimum": 1}, [" | minimum | ours: 2 | published: 1"]),
        ({"if": {"const": 1}, "then": False}, {}, []),
        ({"format": "int32"}, {"format": "int64"}, [" | format | ours: int32 | published: int64"]),
    ],
    ids=["ours alone", "the published alone", "both", "a rule of ours alone", "a format"],
)
def test_a_bound_is_drift_only_where_the_published_description_states_it(
    ours: dict[str, Any], published: dict[str, Any], expected: list[str]
) -> None:
    assert drifted({"type": "integer"} | ours, {"type": "integer"} | published) == expected


def test_references_are_followed_through_chains_and_escapes() -> None:
    schemas = {"a/b": {"$ref": "#/components/schemas/c~0d%20e"}, "c~d e": {"type": "string"}}
    published = document({"$ref": "#/components/schemas/a~1b"}, components={"schemas": schemas})
    changes = differences(View(document({"type": "integer"})), View(published))
    assert [line(change) for change in changes] == [f"response 200 {JSON} | type | ours: integer | published: string"]


def test_a_recursive_schema_is_compared_once() -> None:
    def tree(value: str) -> Document:
        reference = {"$ref": "#/components/schemas/Tree"}
        node = {
            "properties": {"value": {"type": value}, "parts": {"items": {"allOf": [reference]}}},
            "anyOf": [reference, {"required": ["value"]}],
        }
        return document(reference, components={"schemas": {"Tree": node}})

    assert differences(View(tree("string")), View(tree("string"))) == []
    changes = differences(View(tree("integer")), View(tree("string")))
    assert [line(change) for change in changes] == [
        f"response 200 {JSON}: /value | type | ours: integer | published: string"
    ]


def test_a_conditional_rule_may_be_recursive() -> None:
    reference = {"$ref": "#/components/schemas/Tree"}
    both = View(document(reference, components={"schemas": {"Tree": {"type": "array", "not": {"items": reference}}}}))
    assert differences(both, both) == []


def test_an_unrolled_recursive_schema_is_no_drift() -> None:
    reference = {"$ref": "#/components/schemas/Tree"}
    node = {"type": "object", "properties": {"parts": {"type": "array", "items": reference}}}
    whole = document(reference, components={"schemas": {"Tree": node}})
    unrolled = document(node, components={"schemas": {"Tree": node}})
    assert differences(View(whole), View(unrolled)) == []


def test_a_long_value_is_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "LONGEST", 10)
    assert drifted({"type": "string"}, {"type": "string", "pattern": "a" * 20}) == [
        f" | pattern | ours: absent | published: {'a' * 9}…"
    ]
