"""A model is a view of the JSON that it came as. The caller may change its parts, and the changes are written."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any

import attrs
import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.templates.support import FULL, LEAST, PROPERTIES

# The same fields; anyOf, because a model does not check that a value matches only one of its types.
SCHEMA = {"$ref": "#/components/schemas/Received", **yaml.safe_load(PROPERTIES.replace("oneOf", "anyOf"))}
KEYS = list(FULL)
JSON = st.recursive(
    st.sampled_from([None, True, 0, 1, -7, 2.0, 2.5, "", "small", "dot", "line", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "size", "parts", "shape", "at", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def package(make: Callable[[str], ModuleType]) -> ModuleType:
    return make(PROPERTIES)


@pytest.fixture
def full(package: ModuleType) -> Any:
    return package.models.Received.from_dict(FULL)


@pytest.fixture(scope="module")
def validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(SCHEMA)


@given(changes=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=3), missing=st.sets(st.sampled_from(KEYS)))
def test_departures_are_found_exactly_where_the_schema_is_broken(
    package: ModuleType, validator: jsonschema_rs.Draft202012Validator, changes: dict[str, Any], missing: set[str]
) -> None:
    answer = {key: value for key, value in (FULL | changes).items() if key not in missing}
    valid = validator.is_valid(answer)
    differences: list[Any] = []

    package.models.Received._read(copy.deepcopy(answer), differences)

    assert (not differences) == valid
    assert {difference.pointer.split("/")[1] for difference in differences} <= {*changes, *missing}


@given(changes=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=3))
def test_a_readable_answer_is_written_as_it_came(package: ModuleType, changes: dict[str, Any]) -> None:
    answer = FULL | changes
    differences: list[Any] = []
    model = package.models.Received._read(copy.deepcopy(answer), differences)

    for twin in (model, copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):  # noqa: S301
        assert twin == model
        repr(twin)
        assert twin.to_dict() == answer
        assert json.loads(twin.to_json()) == answer


def test_changes_in_nested_parts_are_written(full: Any, package: ModuleType) -> None:
    part = package.models.Part
    full.an_object.id = "changed"
    full.an_object.size = None
    full.a_list.append("c")
    full.a_list_of_lists[0][0].id = "deep"
    full.a_list_of_lists[1].append(part(id="new"))
    full.a_mapping_of_objects["other"] = part(id="o")
    full.one_of.parts.clear()
    full.a_mapping["two"] = 2
    full.additional_properties["own"] = [1]
    full.a_number = None
    full.free = "free"

    changed = FULL | {
        "an_object": {"id": "changed"},
        "a_list": ["a", "b", "c"],
        "a_list_of_lists": [[{"id": "deep"}], [{"id": "new"}]],
        "a_mapping_of_objects": {"key": {"id": "3"}, "other": {"id": "o"}},
        "one_of": {"parts": []},
        "a_mapping": {"one": 1, "two": 2},
        "own": [1],
        "free": "free",
    }
    del changed["a_number"]
    assert full.to_dict() == changed
    assert json.loads(full.to_json()) == changed
    assert full == package.models.Received.from_dict(changed)


def test_unknown_fields_can_be_removed(package: ModuleType) -> None:
    model = package.models.Received.from_dict(LEAST | {"own": 1, "other": 2})

    del model.additional_properties["own"]
    assert model.to_dict() == LEAST | {"other": 2}
    model.additional_properties = {"third": 3}
    assert model.to_dict() == LEAST | {"third": 3}


def test_an_attribute_returns_the_same_part_each_time(full: Any) -> None:
    assert full.an_object is full.an_object
    assert full.a_list_of_lists is full.a_list_of_lists


def test_two_models_can_share_a_part(full: Any, package: ModuleType) -> None:
    part = package.models.Part(id="shared")
    other = package.models.Received(a_string="", an_object=part, a_list=[])
    full.an_object = part

    part.id = "changed"

    assert full.an_object is other.an_object
    assert full.to_dict()["an_object"] == other.to_dict()["an_object"] == {"id": "changed"}


def test_changes_in_a_copy_do_not_change_the_original(full: Any) -> None:
    full.additional_properties["own"] = 1
    twin = copy.copy(full)
    twin.a_string, twin.an_object, twin.an_integer = "other", full.one_of.parts[0], None
    twin.additional_properties["own"] = 2
    deep = copy.deepcopy(full)
    deep.an_object.id = "deep"
    deep.a_list.append("c")

    assert full.to_dict() == FULL | {"own": 1}
    assert twin.to_dict()["own"] == 2
    assert deep.to_dict()["an_object"]["id"] == "deep"


def test_a_model_shares_nothing_with_its_dicts(package: ModuleType) -> None:
    source = copy.deepcopy(FULL)
    model = package.models.Received.from_dict(source)
    source["a_list"].append("c")
    source["free"]["anything"].clear()
    written = model.to_dict()
    written["an_object"]["id"] = written["a_mapping"] = None

    assert model.to_dict() == FULL


def test_a_model_is_read_from_json_text(package: ModuleType) -> None:
    text = json.dumps(FULL)
    assert package.models.Received.from_json(text) == package.models.Received.from_json(text.encode())
    assert package.models.Received.from_json(text).to_dict() == FULL
    for other in ("", "{", "[]", "1", b"\xff", "[" * 100_000):
        with pytest.raises(package.errors.InvalidArgument, match=r"^Received: must be made from"):
            package.models.Received.from_json(other)
    with pytest.raises(package.errors.InvalidArgument, match="/a_list: must be a list, not a number"):
        package.models.Received.from_json(json.dumps(FULL | {"a_list": 1}))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), "\ud800"])
def test_a_value_that_json_does_not_have_is_refused(package: ModuleType, value: Any) -> None:
    model = package.models.Received(**LEAST, free=value)
    with pytest.raises(package.errors.InvalidArgument, match=r"^Received: cannot be written as JSON"):
        model.to_json()


def test_a_circular_value_is_refused(package: ModuleType) -> None:
    circle: list[Any] = []
    circle.append(circle)
    model = package.models.Received(**LEAST, free=circle)
    with pytest.raises(package.errors.InvalidArgument):
        model.to_json()


def test_models_are_attrs_classes(full: Any, package: ModuleType) -> None:
    fields = {field.name for field in attrs.fields(package.models.Part)}
    assert fields == {"id", "size", "token", "additional_properties"}
    evolved = attrs.evolve(full, a_string="other")
    assert evolved.to_dict() == FULL | {"a_string": "other"}
    assert full.a_string == "s"


def test_models_have_no_hash(full: Any) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(full)


def test_a_typo_in_the_name_of_a_field_is_an_error(full: Any) -> None:
    with pytest.raises(AttributeError):
        full.a_strin = "s"
