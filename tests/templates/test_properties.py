"""Every type of property: its name, its annotation, how it is read from answers and written to requests."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import httpx
import pytest

from tests.templates.support import FULL, LEAST, PROPERTIES, Server

# Attribute, key in JSON, annotation in a model of answers, in a model of requests only, of an argument.
FIELDS = [
    ("a_string", "a_string", "str", "str", "str"),
    ("an_integer", "an_integer", "int | None", "int | None", "int | None"),
    ("a_number", "a_number", "float | None", "float | None", "float | None"),
    ("a_boolean", "a_boolean", "bool | None", "bool | None", "bool | None"),
    ("an_enum", "an_enum", "Size | str | None", "Size | None", "Size | None"),
    ("a_list", "a_list", "list[str]", "list[str]", "Sequence[str]"),
    (
        "a_list_of_lists",
        "a_list_of_lists",
        "list[list[Part]] | None",
        "list[list[Part]] | None",
        "Sequence[Sequence[Part | Mapping[str, Any]]] | None",
    ),
    ("an_object", "an_object", "Part", "Part", "Part | Mapping[str, Any]"),
    (
        "a_list_of_enums",
        "a_list_of_enums",
        "list[Size | str] | None",
        "list[Size] | None",
        "Sequence[Size] | None",
    ),
    ("a_mapping", "a_mapping", "dict[str, int] | None", "dict[str, int] | None", "Mapping[str, int] | None"),
    (
        "a_mapping_of_enums",
        "a_mapping_of_enums",
        "dict[str, Size | str] | None",
        "dict[str, Size] | None",
        "Mapping[str, Size] | None",
    ),
    (
        "a_mapping_of_objects",
        "a_mapping_of_objects",
        "dict[str, Part] | None",
        "dict[str, Part] | None",
        "Mapping[str, Part | Mapping[str, Any]] | None",
    ),
    (
        "a_mapping_of_mappings",
        "a_mapping_of_mappings",
        "dict[str, dict[str, str]] | None",
        "dict[str, dict[str, str]] | None",
        "Mapping[str, Mapping[str, str]] | None",
    ),
    (
        "one_of",
        "one_of",
        "Part | Whole | None",
        "Part | Whole | None",
        "Part | Mapping[str, Any] | Whole | Mapping[str, Any] | None",
    ),
    (
        "a_shape",
        "a_shape",
        "Dot | Line | None",
        "Dot | Line | None",
        "Dot | Mapping[str, Any] | Line | Mapping[str, Any] | None",
    ),
    ("nullable", "nullable", "float | None", "float | Absent | None", "float | Absent | None"),
    ("free", "free", "Any", "Any", "Any"),
    ("a_free_object", "a_free_object", "dict[str, Any] | None", "dict[str, Any] | None", "Mapping[str, Any] | None"),
    ("type", "type", "str | None", "str | None", "str | None"),
    ("min", "min", "float | None", "float | None", "float | None"),
    ("class_", "class", "str | None", "str | None", "str | None"),
    ("list_", "list", "str | None", "str | None", "str | None"),
    ("camel_case", "camelCase", "str | None", "str | None", "str | None"),
    ("x_y", "x:y", "str | None", "str | None", "str | None"),
]
REQUIRED = {"a_string", "an_object", "a_list"}


@pytest.fixture(scope="module")
def package(make: Callable[[str], ModuleType]) -> ModuleType:
    return make(PROPERTIES)


def facade(package: ModuleType) -> Any:
    return import_module(f"{package.__name__}.api.things").Things


def sent(package: ModuleType, **arguments: Any) -> Any:
    """The body that a call sends."""
    server = Server(package, httpx.Response(201, json=LEAST))
    server.client.things.create(**arguments)
    return json.loads(server.request.content)


def refusal(package: ModuleType, **changes: Any) -> str:
    """The message of the refusal, before anything is sent."""
    server = Server(package, httpx.Response(201, json=LEAST))
    with pytest.raises(package.errors.InvalidArgument) as caught:
        server.client.things.create(**LEAST | changes)
    assert server.requests == []
    return str(caught.value)


def received(package: ModuleType, answer: Any) -> Any:
    """The model of an answer."""
    return Server(package, httpx.Response(201, json=answer)).client.things.create(**LEAST)


def declared(kind: type) -> dict[str, Any]:
    # As text: the names in annotations are imported for type checkers only.
    annotations = inspect.get_annotations(kind)
    return {name: annotation for name, annotation in annotations.items() if not name.startswith("_")}


def test_fields_of_a_model_in_answers(package: ModuleType) -> None:
    fields = declared(package.models.Received)
    assert fields == {field[0]: field[2] for field in FIELDS}
    assert set(list(fields)[: len(REQUIRED)]) == REQUIRED


def test_fields_of_a_model_in_requests_only(package: ModuleType) -> None:
    assert declared(package.models.Sent) == {field[0]: field[3] for field in FIELDS}


def test_arguments_of_a_method(package: ModuleType) -> None:
    parameters = dict(inspect.signature(facade(package).create).parameters)
    del parameters["self"]
    assert {name: parameter.annotation for name, parameter in parameters.items()} == {
        field[0]: field[4] for field in FIELDS
    }


def test_optional_arguments_default_to_none_or_to_absent_where_null_has_a_meaning(package: ModuleType) -> None:
    absent = import_module(f"{package.__name__}.types").ABSENT
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(facade(package).create).parameters.items()
        if name != "self"
    }
    required = {name for name, default in defaults.items() if default is inspect.Parameter.empty}
    assert required == REQUIRED
    assert {name: default for name, default in defaults.items() if default is not None and name not in required} == {
        "nullable": absent
    }


def test_keys_in_json(package: ModuleType) -> None:
    properties = package.models.Received._properties
    assert {(property_.name, property_.key) for property_ in properties} == {(field[0], field[1]) for field in FIELDS}
    assert {property_.name for property_ in properties if property_.required} == REQUIRED


def test_an_enumeration_is_a_literal_of_its_values(package: ModuleType) -> None:
    assert set(get_args(package.models.Size)) == {"small", "large"}


def test_descriptions_are_docstrings(package: ModuleType) -> None:
    assert package.models.Received.__doc__ == "One of each."
    assert '    a_string: str\n    """Some text."""\n' in inspect.getsource(package.models.Received)


def test_a_full_answer_is_read_without_loss(package: ModuleType) -> None:
    model = received(package, FULL)
    assert type(model) is package.models.Received
    assert model.to_dict() == FULL
    part, whole = package.models.Part, package.models.Whole
    assert model.an_object == part(id="2", size="large")
    assert model.a_list_of_lists == [[part(id="1")], []]
    assert model.a_mapping_of_objects == {"key": part(id="3")}
    assert model.a_mapping_of_mappings == {"en": {"red": "red"}, "sv": {}}
    assert model.one_of == whole(parts=[part(id="4")])
    assert (model.type, model.min, model.class_, model.list_) == ("t", 0, "c", "l")
    assert (model.camel_case, model.x_y, model.free) == ("cc", "xy", FULL["free"])


def test_an_undocumented_value_in_a_list_or_a_mapping_is_kept_and_is_a_departure(package: ModuleType) -> None:
    answer = LEAST | {"a_list_of_enums": ["small", "medium", 5], "a_mapping_of_enums": {"a": "large", "b": "Large"}}
    differences: list[Any] = []

    model = package.models.Received._read(copy.deepcopy(answer), differences)

    assert [difference.pointer for difference in differences] == [
        "/a_list_of_enums/1",
        "/a_list_of_enums/2",
        "/a_mapping_of_enums/b",
    ]
    assert (model.a_list_of_enums, model.a_mapping_of_enums) == (
        answer["a_list_of_enums"],
        answer["a_mapping_of_enums"],
    )
    assert model.to_dict() == answer


def test_a_field_that_an_answer_leaves_out_is_none(package: ModuleType) -> None:
    model = received(package, LEAST)
    assert {name: value for name, *_ in FIELDS if (value := getattr(model, name)) is not None} == {
        "a_string": "",
        "an_object": package.models.Part(id=""),
        "a_list": [],
    }


def test_null_in_an_answer_is_none(package: ModuleType) -> None:
    assert received(package, {**LEAST, "nullable": None}).nullable is None


def test_null_is_written_again_and_an_absent_field_stays_absent(package: ModuleType) -> None:
    for answer in ({**LEAST, "nullable": None}, {**LEAST, "an_integer": None, "free": None}, LEAST):
        model = received(package, answer)

        assert model.to_dict() == answer
        assert pickle.loads(pickle.dumps(model)).to_dict() == copy.deepcopy(model).to_dict() == answer  # noqa: S301


def test_a_write_only_field_is_redacted_in_the_repr(package: ModuleType) -> None:
    model = package.models.Part(id="1", token="t0k3n")

    assert repr(model) == "Part(id='1', token='…')"
    assert model.to_dict() == {"id": "1", "token": "t0k3n"}


@pytest.mark.parametrize(
    ("value", "name"),
    [
        # By the tag, although the other model has as many differences.
        ({"shape": "dot", "at": 1}, "Dot"),
        ({"shape": "line", "at": 1}, "Line"),
        # By the required fields, although one of them cannot be read.
        ({"parts": [7]}, "Whole"),
        ({"id": 7, "size": "huge"}, "Part"),
    ],
)
def test_one_of_several_objects_is_chosen_by_tag_or_required_fields(
    package: ModuleType, value: dict[str, Any], name: str
) -> None:
    field = "a_shape" if "shape" in value else "one_of"
    differences: list[Any] = []

    read = package.models.Received._read({**LEAST, field: value}, differences)

    assert type(getattr(read, field)).__name__ == name
    assert all(difference.pointer.startswith(f"/{field}/") for difference in differences)


def test_a_refusal_names_a_field_of_the_chosen_object(package: ModuleType) -> None:
    assert refusal(package, a_shape={"shape": "line", "at": 1}) == "a_shape.at: must be a list, not a number"


def test_a_full_request_is_written_without_loss(package: ModuleType) -> None:
    arguments = {name: FULL[key] for name, key, *_ in FIELDS}
    assert sent(package, **arguments) == FULL


def test_a_body_can_be_a_model(package: ModuleType) -> None:
    model = package.models.Received.from_dict(FULL)
    server = Server(package)
    import_module(f"{package.__name__}.api.things.replace_thing").sync(client=server.client, body=model)
    assert json.loads(server.request.content) == FULL


def test_arguments_left_out_or_none_are_not_sent(package: ModuleType) -> None:
    optional = {name: None for name, *_ in FIELDS if name not in REQUIRED | {"nullable", "free"}}
    assert sent(package, **LEAST) == LEAST
    assert sent(package, **LEAST, **optional) == LEAST


def test_none_is_sent_as_null_where_the_contract_allows_null(package: ModuleType) -> None:
    assert sent(package, **LEAST, nullable=None) == {**LEAST, "nullable": None}


def test_absent_is_not_sent(package: ModuleType) -> None:
    absent = import_module(f"{package.__name__}.types").ABSENT
    assert sent(package, **LEAST, nullable=absent) == LEAST
    assert "nullable" not in package.models.Sent(**LEAST).to_dict()


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_a_required_argument_cannot_be_none(package: ModuleType, name: str) -> None:
    assert refusal(package, **{name: None}).startswith(f"{name}: is required")


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("a_string", 1, "a_string"),
        ("an_integer", 1.5, "an_integer"),
        ("an_integer", True, "an_integer"),
        ("a_number", "1", "a_number"),
        ("a_boolean", 0, "a_boolean"),
        ("an_enum", "medium", "an_enum"),
        ("a_list", "ab", "a_list"),
        ("a_list", ["a", 1], "a_list[1]"),
        ("a_list_of_lists", [[], [{}]], "a_list_of_lists[1][0].id"),
        ("an_object", {"id": "1", "size": "medium"}, "an_object.size"),
        ("a_list_of_enums", ["small", "medium"], "a_list_of_enums[1]"),
        ("a_list_of_enums", ["medium", "small"], "a_list_of_enums[0]"),
        ("a_list_of_enums", ["small", True], "a_list_of_enums[1]"),
        ("a_mapping_of_enums", {"one": "small", "two": "Small"}, "a_mapping_of_enums['two']"),
        ("a_mapping", {"one": "1"}, "a_mapping['one']"),
        ("a_mapping_of_objects", {"key": {}}, "a_mapping_of_objects['key'].id"),
        ("a_mapping_of_mappings", {"en": {"red": 1}}, "a_mapping_of_mappings['en']['red']"),
        ("one_of", {"neither": 1}, "one_of"),
        ("nullable", "1", "nullable"),
        ("free", object(), "free"),
        ("class_", 1, "class"),
    ],
)
def test_a_refusal_names_the_place_of_the_value(package: ModuleType, name: str, value: Any, place: str) -> None:
    assert refusal(package, **{name: value}).startswith(f"{place}: ")


def test_query_parameters_keep_their_names(package: ModuleType) -> None:
    server = Server(package)
    server.client.things.list(type="small", max=1.5, list_=True, page_size=3)
    assert dict(server.request.url.params) == {"type": "small", "max": "1.5", "list": "true", "pageSize": "3"}


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"kind": "plain"}, True),
        ({"kind": "gift", "name": "n", "note": "x"}, True),
        ({"kind": "gift", "name": "n"}, False),
        ({"kind": "gift"}, False),
    ],
)
def test_fields_required_when_another_has_a_value(package: ModuleType, fields: dict[str, str], allowed: bool) -> None:
    order = package.models.Order
    assert order._required_when == (("kind", "gift", ("name", "note")),)
    if allowed:
        assert order._check(fields, "") == fields
    else:
        with pytest.raises(package.errors.InvalidArgument, match="is required when kind is 'gift'"):
            order._check(fields, "")


def test_a_mapping_has_no_class(package: ModuleType) -> None:
    classes = {
        "Dot",
        "DotShape",
        "Line",
        "LineShape",
        "Order",
        "OrderKind",
        "Part",
        "Received",
        "Sent",
        "Size",
        "Whole",
    }
    assert set(package.models.__all__) == classes
    present = {path.stem.replace("_", "") for path in Path(package.models.__path__[0]).glob("*.py")}
    assert present == {"init", *map(str.lower, classes)}
