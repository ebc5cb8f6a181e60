"""Models that a user constructs: from JSON, to JSON, and in requests."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from pixxel_client import Pixxel, errors, models
from pixxel_client.types import ABSENT, Model
from tests import json_pointer
from tests.client.support import (
    CONTRACT,
    OBJECT_OPERATIONS,
    by_operation,
    example_call,
    full_answer,
    invoke,
    json_answer,
    pixxel,
    read,
    share,
)
from tests.oracle import Operation

AOI = {"aoi_id": "1", "name": "n", "status": "success"}


def test_from_dict_reads_like_an_answer() -> None:
    aoi = models.AOI.from_dict(AOI | {"status": "asleep", "brand_new": 1, "progress": None})

    assert aoi.status == "asleep"
    assert aoi.to_dict() == AOI | {"status": "asleep", "brand_new": 1, "progress": None}


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ([], "AOI: must be made from an object, not a list"),
        (None, "AOI: must be made from an object, not null"),
        (AOI | {"geometry": 5}, "AOI: /geometry: must be an object, not a number"),
        (AOI | {"eo_bands": "B1"}, "AOI: /eo_bands: must be a list, not a string"),
    ],
)
def test_from_dict_refuses_wrong_json_with_its_pointer(source: Any, problem: str) -> None:
    with pytest.raises(errors.InvalidArgument) as raised:
        models.AOI.from_dict(source)

    assert str(raised.value) == problem


WRONG_VALUES: list[Any] = [None, True, -1.5, 10**400, "", "text", [], ["text"], {}, {"unknown": [None]}, [[[{}]]]]


def outcome(make: Callable[[Any], Model], source: Any) -> tuple[str, Any]:
    """The JSON of the model, or why it is refused."""
    try:
        model = make(source)
    except errors.InvalidArgument as refusal:
        return "refused", (refusal.argument, str(refusal))
    return "read", model.to_dict()


@by_operation(OBJECT_OPERATIONS)
def test_text_is_read_and_refused_as_its_json_is(operation: Operation) -> None:
    answer = full_answer(operation)
    kind = type(read(operation, json_answer(operation.success, answer))[0])
    pointers = [*json_pointer.pointers(answer, ends=True)]
    cases = [*itertools.product(pointers, WRONG_VALUES)]
    cases = [*itertools.product([""], WRONG_VALUES), *share(cases, OBJECT_OPERATIONS.index(operation), 6)]
    refused = 0
    for pointer, wrong in cases:
        changed = json_pointer.replaced(answer, pointer, wrong)
        text = json.dumps(changed)

        expected = outcome(kind.from_dict, changed)

        assert outcome(kind.from_json, text) == outcome(kind.from_json, text.encode()) == expected
        # What is wrong below the whole is said with its place.
        assert expected[0] == "read" or expected[1][1].startswith(f"{kind.__name__}: {pointer or 'must be'}")
        refused += expected[0] == "refused"
    assert refused >= len([wrong for wrong in WRONG_VALUES if not isinstance(wrong, dict)])


def test_absent_field_differs_from_null() -> None:
    absent, null = models.LegendBreakpoint(label="a"), models.LegendBreakpoint(label="a", min=None)

    assert absent.min is ABSENT
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"
    assert (absent.to_dict(), null.to_dict()) == ({"label": "a"}, {"label": "a", "min": None})
    assert (repr(absent), repr(null)) == ("LegendBreakpoint(label='a')", "LegendBreakpoint(label='a', min=None)")


def test_every_model_is_exported() -> None:
    for name in models.__all__:
        assert getattr(models, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = models.Nothing


def test_error_envelope_is_a_model() -> None:
    envelope = {"error": {"code": "NOT_FOUND", "message": "no such AOI"}}

    assert models.ErrorResponse.from_dict(envelope).to_dict() == envelope


def update(client: Pixxel, legend: Any) -> None:
    client.visualizations.update_metadata("1", "2", visualization_mode="theoretical", legend=legend)


@pytest.mark.parametrize(
    ("legend", "problem"),
    [
        ({20240506: []}, "legend: must have strings as keys, not a number"),
        ([], "legend: must be a mapping, not a list"),
        ({"2024_05_06": "red"}, "legend['2024_05_06']: must be a list, not a string"),
    ],
)
def test_wrong_legend_is_refused_with_its_place(legend: Any, problem: str) -> None:
    with pytest.raises(errors.InvalidArgument) as raised:
        update(pixxel(lambda _: httpx.Response(500)), legend)

    assert str(raised.value) == problem


def test_additional_properties_hold_json_only() -> None:
    bodies: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return json_answer(200, {})

    client = pixxel(answer)
    extra = {"list": [1, ("a", None)], "object": {"b": 1.5}, "true": True}
    update(client, {"d": [models.LegendBreakpoint(label="a", additional_properties=extra)]})

    assert bodies[0]["legend"]["d"] == [{"label": "a", "list": [1, ["a", None]], "object": {"b": 1.5}, "true": True}]
    for bad in (object(), {1, 2}, b"bytes", float("nan")):
        with pytest.raises(errors.InvalidArgument, match=r"legend\['d'\]\[0\].own: must be JSON"):
            update(client, {"d": [models.LegendBreakpoint(additional_properties={"own": bad})]})
    assert len(bodies) == 1


@pytest.mark.parametrize("operation", ["deleteInsight", "getWorkflow", "createJob"])
def test_required_parameter_cannot_be_none(operation: str) -> None:
    described = CONTRACT.operations[operation]
    call = example_call(described)
    call.query["project_id"] = None

    with pytest.raises(errors.InvalidArgument, match="project_id: is required: a string"):
        invoke("sync", described, call, lambda _: httpx.Response(500))
