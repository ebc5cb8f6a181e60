"""Components are used, named in one way, and written once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.lint.rules import problems
from tests.spec.lint.support import example, media_type, operation, schemas


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


def test_a_component_that_only_uses_itself_is_unused(document: dict[str, Any]) -> None:
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
    return f"{' and '.join(places)} are the same schema; keep one, in #/components/schemas"


def test_two_equal_objects_are_a_problem(document: dict[str, Any]) -> None:
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


def test_two_equal_enums_are_a_problem(document: dict[str, Any]) -> None:
    use(document, "Colour", {"type": "string", "enum": ["red", "green"]})
    use(document, "Paint", {"type": "string", "enum": ["green", "red"], "description": "What to paint with."})
    assert problems(document) == [same("#/components/schemas/Colour", "#/components/schemas/Paint")]


@pytest.mark.parametrize(
    "other",
    [
        {**SIZE, "required": ["width"]},
        {**SIZE, "properties": {**SIZE["properties"], "depth": {}}},  # type: ignore[dict-item]
        # Here `description` is the name of a field.
        {**SIZE, "properties": {**SIZE["properties"], "description": {}}},  # type: ignore[dict-item]
    ],
)
def test_similar_objects_are_no_problem(document: dict[str, Any], other: dict[str, Any]) -> None:
    use(document, "Size", SIZE)
    use(document, "Other", other)
    assert problems(document) == []


def test_equal_strings_are_no_problem(document: dict[str, Any]) -> None:
    use(document, "Formula", {"type": "string", "description": "Arithmetic."})
    use(document, "Colour", {"type": "string", "description": "A name."})
    assert problems(document) == []


def test_two_equal_inline_objects_are_a_problem(document: dict[str, Any]) -> None:
    parameter = operation(document)["parameters"]
    for name in ("first", "second"):
        parameter.append({"name": name, "in": "query", "schema": {"type": "array", "items": SIZE}})
    where = "#/paths/~1things~1{thing_id}/get/parameters"
    assert problems(document) == [same(f"{where}/1/schema/items", f"{where}/2/schema/items")]


def test_an_inline_copy_of_a_component_is_a_problem(document: dict[str, Any]) -> None:
    media_type(document)["schema"] = schemas(document)["Thing"]
    where = "#/paths/~1things~1{thing_id}/get/responses/200/content/application~1json/schema"
    assert problems(document) == [same(where, "#/components/schemas/Thing")]


def test_a_required_field_is_declared(document: dict[str, Any]) -> None:
    schemas(document)["Part"]["oneOf"][1]["required"] = ["sise"]
    del example(document)["part"], example(document)["parts"]
    where = "#/components/schemas/Part/oneOf/1"
    assert problems(document) == [f"{where} requires sise, which no schema there declares"]


@pytest.mark.parametrize("key", ["if", "then", "else"])
def test_a_field_required_by_a_condition_is_declared(document: dict[str, Any], key: str) -> None:
    schemas(document)["Thing"][key] = {"required": ["notez"]}
    assert problems(document) == [f"#/components/schemas/Thing/{key} requires notez, which no schema there declares"]
    schemas(document)["Thing"][key] = {"required": ["notes"]}
    assert problems(document) == []


def test_a_field_that_must_be_absent_need_not_be_declared(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["not"] = {"required": ["colour"]}
    assert problems(document) == []


def test_a_nested_field_required_by_a_condition_is_declared(document: dict[str, Any]) -> None:
    schemas(document)["Thing"]["then"] = {
        "properties": {"part": {"required": ["size"]}, "parts": {"items": {"required": ["sise"]}}}
    }
    where = "#/components/schemas/Thing/then/properties/parts/items"
    assert problems(document) == [f"{where} requires sise, which no schema there declares"]
