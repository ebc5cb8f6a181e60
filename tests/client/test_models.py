"""A model is a view of the JSON that was received; its values can be changed, and are written as changed."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from pixxel_client import models
from pixxel_client.errors import InvalidArgument
from pixxel_client.models import Visualization
from pixxel_client.types import Model
from tests import json_pointer
from tests.client.support import CONTRACT, OBJECT_OPERATIONS, as_json, by_operation, full_answer, json_answer, read
from tests.oracle import Operation
from tests.rollback_example import seed_answer


def read_all(value: Any) -> None:
    """Read every attribute of a model, and of the models in it."""
    if isinstance(value, Model):
        for field in value._properties:
            read_all(getattr(value, field.name))
        read_all(value.additional_properties)
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            read_all(item)


@by_operation(OBJECT_OPERATIONS)
def test_reading_attributes_does_not_change_a_model(operation: Operation) -> None:
    answer = full_answer(operation)
    model, _ = read(operation, json_answer(operation.success, answer))
    fresh = copy.deepcopy(model)

    read_all(model)

    assert model == fresh
    for twin in (model, copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):  # noqa: S301
        assert twin == fresh
        assert as_json(twin) == answer
        assert json.loads(twin.to_json()) == answer


def single_changes(document: Any) -> Iterator[tuple[str, Any]]:
    """Each change of one value of the JSON: another value, one item or field less, a new field more."""
    for pointer in json_pointer.pointers(document, ends=True):
        value = json_pointer.value_at(document, pointer)
        match value:
            case dict():
                yield f"{pointer} + field", json_pointer.replaced(document, pointer, {**value, "brand_new": None})
                for key, item in value.items():
                    # null and an absent field are both None.
                    if item is not None:
                        yield f"{pointer} - {key}", json_pointer.removed(document, json_pointer.join(pointer, key))
            case list():
                yield f"{pointer} + item", json_pointer.replaced(document, pointer, [*value, *value[-1:], "new"])
                for position in {0, len(value) - 1} if value else ():
                    fewer = [*value[:position], *value[position + 1 :]]
                    yield f"{pointer} - {position}", json_pointer.replaced(document, pointer, fewer)
            case bool():
                yield pointer, json_pointer.replaced(document, pointer, not value)
            case int() | float():
                yield pointer, json_pointer.replaced(document, pointer, value + 1)
            case str():
                yield pointer, json_pointer.replaced(document, pointer, f"{value}.")
            case _:
                yield pointer, json_pointer.replaced(document, pointer, "not null")


UNKNOWN = {"known_to_nobody": {"a": [1, {"b": "c"}], "d": None}}


@by_operation(OBJECT_OPERATIONS)
def test_models_are_equal_if_and_only_if_their_json_is(operation: Operation) -> None:
    answer = full_answer(operation) | UNKNOWN
    kind = type(read(operation, json_answer(operation.success, answer))[0])
    model = kind.from_dict(answer)

    assert model == kind.from_dict(answer)
    for change, changed in single_changes(answer):
        try:
            other = kind.from_dict(changed)
        except InvalidArgument:
            # Such as a text in a list of objects.
            continue
        assert other != model, change
        assert model != other, change
        assert other == kind.from_dict(changed), change
        assert other.to_dict() == changed


@by_operation(OBJECT_OPERATIONS)
def test_changed_attribute_makes_a_model_unequal_until_it_is_changed_back(operation: Operation) -> None:
    answer = full_answer(operation) | UNKNOWN
    kind = type(read(operation, json_answer(operation.success, answer))[0])
    model, original = kind.from_dict(answer), kind.from_dict(answer)
    for name in [*(field.name for field in model._properties), "additional_properties"]:
        value = getattr(model, name)
        for other in ({"brand": "new"}, "another"):
            setattr(model, name, other)
            assert model != original, name
            setattr(model, name, value)
            assert model == original, name
    model.additional_properties["known_to_nobody"]["a"].append(2)
    assert model != original


@pytest.fixture
def visualization() -> Visualization:
    return Visualization.from_dict(seed_answer() | {"own": {"a": 1}})


def test_changed_values_are_written(visualization: Visualization) -> None:
    expected = seed_answer()
    expected["assets"][0]["name"] = expected["index_name"] = "changed"
    expected["assets"].append({"id": "new"})
    expected["assets"][0]["band_list"].append("B99")
    del expected["assets"][0]["date"]

    assert visualization.assets is not None
    (asset,) = visualization.assets
    visualization.index_name = asset.name = "changed"
    asset.date = None
    assert asset.band_list is not None
    asset.band_list.append("B99")
    visualization.assets.append(models.Asset(id="new"))
    del visualization.additional_properties["own"]

    assert visualization.to_dict() == json.loads(visualization.to_json()) == expected


def test_change_of_a_copy_does_not_change_the_original(visualization: Visualization) -> None:
    before = visualization.to_dict()
    twin, deep = copy.copy(visualization), copy.deepcopy(visualization)
    twin.index_name = "twin"
    twin.additional_properties["own"] = 2
    assert deep.assets is not None
    deep.assets[0].name = "deep"
    deep.assets.clear()

    assert visualization.to_dict() == before


def test_model_shares_nothing_with_its_dicts(visualization: Visualization) -> None:
    source = seed_answer()
    model = Visualization.from_dict(source)
    source["assets"][0]["band_list"].clear()
    model.to_dict()["assets"].clear()

    assert model.to_dict() == seed_answer()


def test_null_that_was_read_is_written_as_null() -> None:
    answer = seed_answer() | {"index_name": None, "assets": None}
    model = Visualization.from_dict(answer)

    assert (model.index_name, model.assets) == (None, None)
    assert model.to_dict() == answer


@pytest.mark.parametrize("coordinates", [[[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]], [], None, "0 0"])
def test_geometry_of_an_unknown_type_is_none_of_the_known_ones(coordinates: Any) -> None:
    operation = CONTRACT.operations["getAoi"]
    geometry = {"type": "Circle", "coordinates": coordinates, "radius": 5}

    aoi, departures = read(operation, json_answer(200, full_answer(operation) | {"geometry": geometry}))

    assert aoi.geometry == geometry
    assert [(departure.pointer, departure.got) for departure in departures] == [
        ("/geometry/type", 'another value, "Circle"')
    ]
    assert aoi.to_dict()["geometry"] == geometry


def test_model_is_read_from_text_and_written_as_text(visualization: Visualization) -> None:
    assert Visualization.from_json(visualization.to_json()) == visualization
    for text in ("", "[]", "{", b"\xff"):
        with pytest.raises(InvalidArgument, match=r"^Visualization: must be made from"):
            Visualization.from_json(text)
    for other in (None, 5, ["{}"]):
        with pytest.raises(InvalidArgument, match=r"^Visualization: must be made from text or bytes, not"):
            Visualization.from_json(other)  # type: ignore[arg-type]  # as a caller without a type checker may
    visualization.additional_properties["own"] = float("nan")
    with pytest.raises(InvalidArgument, match=r"^Visualization: cannot be written as JSON"):
        visualization.to_json()
