"""Invalid arguments are refused before a byte is sent; the error names the argument."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import Enum
from typing import Any, NoReturn

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import ValidationError

from pixxel_client import errors, models
from tests import json_pointer
from tests.client.support import (
    BODY_OPERATIONS,
    CONTRACT,
    OPERATIONS,
    WAYS,
    Call,
    by_operation,
    by_way,
    example_call,
    example_calls,
    invoke,
    paging,
    pixxel,
    schema_at,
)
from tests.oracle import JSON, Operation, Parameter

PATH_OPERATIONS = [operation for operation in OPERATIONS if operation.named("path")]


def must_not_be_sent(request: httpx.Request) -> NoReturn:
    pytest.fail(f"{request.method} {request.url} was sent")


def refusal(operation: Operation, call: Call, way: str = "sync") -> errors.InvalidArgument:
    with pytest.raises(errors.InvalidArgument) as raised:
        invoke(way, operation, call, must_not_be_sent)
    assert isinstance(raised.value, ValueError)
    return raised.value


BAD_IDS: list[Any] = ["", ".", "..", None, 7, 1.5, b"id", ["id"], object(), "a\nb", "a\x00b", "\x7f", "\ud800"]


@by_way
@by_operation(PATH_OPERATIONS)
def test_id_that_is_no_path_segment_is_refused(operation: Operation, way: str) -> None:
    for name, bad in itertools.product(operation.named("path"), BAD_IDS):
        call = example_call(operation)
        call.path[name] = bad

        assert refusal(operation, call, way).argument == name


@by_operation([operation for operation in OPERATIONS if operation.parameters])
def test_text_that_is_too_long_for_a_url_is_refused(operation: Operation) -> None:
    way = WAYS[OPERATIONS.index(operation) % len(WAYS)]
    texts = [name for name, parameter in operation.named("query").items() if is_free_text(parameter)]
    for name in (*operation.named("path"), *texts):
        for text in ("x" * 60_001, "é" * 10_001):
            call = example_call(operation)
            (call.path if name in call.path else call.query)[name] = text

            error = refusal(operation, call, way)

            assert error.argument == name
            assert str(error) == f"{name}: is too long for a URL"


def test_text_that_just_fits_into_a_url_is_sent() -> None:
    operation = CONTRACT.operations["listAois"]
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(404)

    for text in ("x" * 59_900, "é" * 9_900):
        with pytest.raises(errors.NotFound):
            invoke("facade", operation, Call({}, {"aoi_name": text}), answer)
        assert requests[-1].url.params["aoi_name"] == text


def is_free_text(parameter: Parameter) -> bool:
    return not CONTRACT.problems(parameter.pointer, "any text")


@given(text=st.text(alphabet=st.sampled_from("./\\%2eE?#;&=:@ ä"), min_size=1, max_size=6))
def test_id_never_changes_the_rest_of_the_path(text: str) -> None:
    operation = CONTRACT.operations["getAoi"]
    paths: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path.decode())
        return httpx.Response(404)

    try:
        with pytest.raises(errors.NotFound):
            invoke("sync", operation, Call({"aoi_id": text}, {}), answer)
    except errors.InvalidArgument:
        assert text in {".", ".."}
        return
    (path,) = paths
    assert path.startswith("/v0/aoi/")
    assert path.count("/") == 3
    assert "?" not in path
    assert httpx.URL("https://pixxel.test").join(path).raw_path.decode() == path


def enumerated() -> Iterator[tuple[Operation, str, list[str]]]:
    """The enumerated fields of bodies, with the allowed values."""
    for operation in BODY_OPERATIONS:
        for name, field in schema_at(operation.body[JSON])[0]["properties"].items():
            if allowed := CONTRACT.resolve(field, "")[0].get("enum"):
                yield operation, name, allowed


@by_way
@pytest.mark.parametrize(
    ("operation", "name", "allowed"), [pytest.param(*field, id=f"{field[0].id}-{field[1]}") for field in enumerated()]
)
def test_typo_in_an_enumerated_value_is_refused_with_the_allowed_values(
    operation: Operation, name: str, allowed: list[str], way: str
) -> None:
    call = example_call(operation)
    call.body[name] = "dynamc"

    error = refusal(operation, call, way)

    assert error.argument == name
    assert all(repr(value) in str(error) for value in allowed)
    assert "'dynamc'" in str(error)


TYPO = "dynamc"


def enumerated_places() -> Iterator[Any]:
    """The places of enumerated values in the bodies of examples, also below lists and objects."""
    for operation in BODY_OPERATIONS:
        for number, call in enumerate(example_calls(operation)):
            for pointer in json_pointer.pointers(call.body):
                changed = json_pointer.replaced(call.body, pointer, TYPO)
                if pointer in enumerated_pointers(CONTRACT.errors(operation.body[JSON], changed)):
                    yield pytest.param(operation, call, pointer, id=f"{operation.id}-{number}-{pointer}")


def enumerated_pointers(found: Iterable[ValidationError]) -> Iterator[str]:
    """The pointers of values that are none of several allowed ones, also within the alternatives of a union."""
    for error in found:
        for alternative in getattr(error.kind, "context", ()):
            yield from enumerated_pointers(alternative)
        # A single allowed value says which alternative of a union an object is.
        if error.kind.name == "enum" and len(error.kind.as_dict()["options"]) > 1:
            yield json_pointer.join("", *error.instance_path)


PLACES = [*enumerated_places()]


@by_way
@pytest.mark.parametrize(("operation", "call", "pointer"), PLACES)
def test_typo_in_an_enumerated_value_below_lists_and_objects_is_refused(
    operation: Operation, call: Call, pointer: str, way: str
) -> None:
    allowed = json_pointer.value_at(call.body, pointer)
    above, _, last = pointer.rpartition("/")
    cases = [(pointer, json_pointer.replaced(call.body, pointer, TYPO))]
    if last.isdigit():
        # In a list of enumerated values: as one of several items, the first and the last one.
        for items in ([TYPO, allowed], [allowed, allowed, TYPO]):
            place = json_pointer.join(above, items.index(TYPO))
            cases.append((place, json_pointer.replaced(call.body, above, items)))

    for place, body in cases:
        error = refusal(operation, Call(call.path, call.query, body), way)

        assert error.argument == argument_at(place)
        assert repr(allowed) in str(error)
        assert f"not {TYPO!r}" in str(error)


def argument_at(pointer: str) -> str:
    """The argument that a pointer into the body names, such as `sortby[0].direction`."""
    names = json_pointer.split(pointer)
    return "".join(f"[{name}]" if name.isdigit() else f".{name}" for name in names).removeprefix(".")


def test_places_of_enumerated_values_are_in_lists_and_in_objects_of_lists() -> None:
    pointers = [str(parameters.values[2]) for parameters in PLACES]

    assert any(pointer.rpartition("/")[2].isdigit() for pointer in pointers)
    assert any(len(json_pointer.split(pointer)) > 2 for pointer in pointers)


@by_way
@pytest.mark.parametrize(
    ("operation", "name", "allowed"),
    [
        pytest.param(operation, name, parameter.schema["enum"], id=f"{operation.id}-{name}")
        for operation in OPERATIONS
        for name, parameter in operation.named("query").items()
        if "enum" in parameter.schema
    ],
)
def test_typo_in_an_enumerated_query_parameter_is_refused(
    operation: Operation, name: str, allowed: list[str], way: str
) -> None:
    for typo in (TYPO, "", allowed[0].swapcase(), f"{allowed[0]} ", ",".join(allowed)):
        call = example_call(operation)
        call.query[name] = typo

        error = refusal(operation, call, way)

        assert error.argument == name
        assert all(repr(value) in str(error) for value in allowed)


WRONG: dict[str, list[Any]] = {
    "string": [1, True, ["x"], {}, b"x"],
    "integer": ["1", 1.5, True, [1]],
    "number": ["1", True, [1], float("nan"), float("inf")],
    "boolean": [1, 0, "true", []],
    "array": ["x", 1, {}, {"x"}, b"x"],
    "object": ["x", 1, ["x"]],
}


@by_operation(BODY_OPERATIONS)
def test_body_field_of_the_wrong_type_is_refused(operation: Operation) -> None:
    paged = paging(operation.id)
    for name, field in schema_at(operation.body[JSON])[0]["properties"].items():
        # A union of schemas is a union of objects in this contract.
        type_ = CONTRACT.resolve(field, "")[0].get("type", "object")
        for wrong in WRONG[type_]:
            call = example_call(operation)
            call.body = call.body | {name: wrong}

            # The size of a page has one name for all lists.
            argument = "page_size" if paged and name == paged.size else name
            assert refusal(operation, call, "facade").argument == argument


@by_operation(BODY_OPERATIONS)
def test_missing_body_field_is_refused(operation: Operation) -> None:
    for name in schema_at(operation.body[JSON])[0].get("required", ()):
        call = example_call(operation)
        call.body = {**call.body, name: None}

        assert refusal(operation, call).argument == name


@pytest.mark.parametrize("way", [way for way in WAYS if "facade" not in way])
@by_operation([operation for operation in BODY_OPERATIONS if operation.raw["requestBody"].get("required")])
def test_required_body_cannot_be_none(operation: Operation, way: str) -> None:
    call = example_call(operation)
    call.body = None

    assert refusal(operation, call, way).argument == "body"


@by_way
@by_operation(
    [
        operation
        for operation in OPERATIONS
        if any(parameter.required for parameter in operation.named("query").values())
    ]
)
def test_required_query_parameter_cannot_be_none(operation: Operation, way: str) -> None:
    for name, parameter in operation.named("query").items():
        if parameter.required:
            call = example_call(operation)
            call.query[name] = None

            assert refusal(operation, call, way).argument == name


@by_operation()
def test_query_parameter_of_the_wrong_type_is_refused(operation: Operation) -> None:
    for name, parameter in operation.named("query").items():
        for wrong in WRONG[parameter.schema["type"]]:
            call = example_call(operation)
            call.query[name] = wrong
            assert refusal(operation, call).argument == name


def test_dynamic_legend_requires_bins() -> None:
    call = example_call(CONTRACT.operations["updateVisualizationMetadata"])
    del call.body["dynamic_bins"]

    error = refusal(CONTRACT.operations["updateVisualizationMetadata"], call, "facade")

    assert str(error) == "dynamic_bins: is required when visualization_mode is 'dynamic'"


def test_error_names_the_nested_argument() -> None:
    call = example_call(CONTRACT.operations["updateVisualizationMetadata"])
    call.body["legend"] = {"2024_05_06": [{"label": "Low"}, {"label": 5}]}

    assert refusal(CONTRACT.operations["updateVisualizationMetadata"], call, "facade").argument == (
        "legend['2024_05_06'][1].label"
    )


def test_unknown_field_in_a_mapping_is_refused_with_the_known_fields() -> None:
    client = pixxel(must_not_be_sent)

    with pytest.raises(errors.InvalidArgument, match=r"no field 'colour'; its fields are color, label, max, min"):
        client.visualizations.update_metadata(
            "a", "v", visualization_mode="theoretical", legend={"2024_05_06": [{"colour": "#ffffff"}]}
        )


def test_unknown_field_can_be_sent_as_an_additional_property() -> None:
    body = models.LegendRollback(index_id="i", dates=["2024_05_06"], visualization_mode="dynamic")
    body.additional_properties["new"] = {"a": [1, None]}
    bodies: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        return httpx.Response(404)

    operation = CONTRACT.operations["rollbackVisualizationMetadata"]
    with pytest.raises(errors.NotFound):
        invoke("sync", operation, Call({"aoi_id": "a", "visualization_id": "v"}, {}, body.to_dict()), answer)
    assert b'"new":{"a":[1,null]}' in bodies[0]


@by_way
@pytest.mark.parametrize(
    ("operation", "name", "allowed"),
    [
        pytest.param(operation, name, parameter.schema["enum"], id=f"{operation.id}-{name}")
        for operation in OPERATIONS
        for name, parameter in operation.named("query").items()
        if "enum" in parameter.schema
    ],
)
def test_member_of_a_string_enum_is_sent_as_its_value(
    operation: Operation, name: str, allowed: list[str], way: str
) -> None:
    class Choice(str, Enum):  # noqa: UP042  str() of a member is not its value, unlike in a StrEnum
        MEMBER = allowed[-1]

    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(404)

    call = example_call(operation)
    call.query[name] = Choice.MEMBER
    # Detailed functions raise no error.
    with suppress(errors.NotFound):
        invoke(way, operation, call, answer)

    assert requests[0].url.params[name] == allowed[-1]


def test_subclasses_of_sequences_and_strings_are_accepted() -> None:
    class Dates(tuple[str, ...]):
        pass

    class Label(str):
        __slots__ = ()

    bodies: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        return httpx.Response(404)

    with pytest.raises(errors.NotFound):
        pixxel(answer).visualizations.generate_sld("a", "v", dates=Dates([Label("2024_05_06")]), visualization_modes=())
    assert bodies == [b'{"dates":["2024_05_06"],"visualization_modes":[]}']


@pytest.mark.parametrize(
    ("name", "value"), [("limit", -1), ("limit", "5"), ("page_size", 0), ("offset", -1), ("offset", True)]
)
def test_limit_page_size_or_offset_out_of_range_is_refused(name: str, value: Any) -> None:
    with pytest.raises(errors.InvalidArgument, match=rf"^{name}: must be an integer"):
        pixxel(must_not_be_sent).aois.list(**{name: value})


@pytest.mark.parametrize("number", [10**400, 10**5000], ids=["400 digits", "5000 digits"])
@pytest.mark.parametrize(
    ("argument", "arguments"),
    [
        ("offset", lambda number: {"offset": number}),
        ("bbox[0]", lambda number: {"bbox": [number, 0, 1, 1]}),
        (
            "intersects.coordinates[1]",
            lambda number: {"intersects": {"type": "Point", "coordinates": [0, number]}},
        ),
        ("query['eo:cloud_cover']['lt']", lambda number: {"query": {"eo:cloud_cover": {"lt": number}}}),
    ],
    ids=["integer", "number", "number in an object", "any value"],
)
def test_number_that_no_float_can_hold_is_refused(
    argument: str, arguments: Callable[[int], dict[str, Any]], number: int
) -> None:
    with pytest.raises(errors.InvalidArgument, match=r"not a number that is too large$") as raised:
        list(pixxel(must_not_be_sent).archives.search(collections=["a"], **arguments(number)))

    assert raised.value.argument == argument
