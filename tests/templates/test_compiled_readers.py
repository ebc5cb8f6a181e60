"""Compiled readers and the plain methods that replace them give the same results, and their source can be seen."""

from __future__ import annotations

import copy
import inspect
import math
import os
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pixxel_client._data.compiled import EXACT
from pixxel_client._data.field_types import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    Choice,
    FieldType,
    ListOf,
    MapOf,
    Nullable,
    Object,
    OneOf,
)
from pixxel_client.models import LegendItem
from tests.client.support import JSON_OPERATIONS, as_json, json_answer, module_of, valid_answers
from tests.oracle import ROOT, Operation
from tests.strategies import ANY_JSON
from tests.templates.support import load, unload

VARIABLE = "PIXXEL_COMPILED_READERS"

# Everything that JSON parsers return, beyond what JSON allows.
PARSED = ANY_JSON | st.sampled_from([math.nan, math.inf, -math.inf, 10**400, 1.0, 1, 0, True, "a", [], {}])
OBJECTS = [
    Object("legend_item", "LegendItem"),
    Object("extent", "Extent"),
    OneOf(Object("point", "Point"), Object("polygon", "Polygon")),
    OneOf(Object("extent", "Extent"), STRING),
]
FIELD_TYPES: st.SearchStrategy[FieldType] = st.recursive(
    st.sampled_from(
        [STRING, INTEGER, NUMBER, BOOLEAN, ANY, Choice(Literal["a", "b"]), Choice(Literal[1, "a"]), *OBJECTS]
    ),
    lambda inner: st.one_of(
        st.builds(ListOf, inner),
        st.builds(MapOf, inner),
        st.builds(Nullable, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda types: OneOf(*types)),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def uncompiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A second client, which reads its answers without compiled readers."""
    package = tmp_path_factory.mktemp("uncompiled") / "uncompiled_client"
    shutil.copytree(ROOT / "generated" / "pixxel_client", package, ignore=shutil.ignore_patterns("__pycache__"))
    loaded = load(package)
    for name in ("field_types", "models"):
        # Not by the variable, which would switch off the compiled readers of the first client too.
        vars(import_module(f"{package.name}._data.{name}"))["is_enabled"] = lambda: False
    yield loaded
    unload(package.name)


def outcome(package: str, operation: Operation, answer: httpx.Response) -> Any:
    """What a client reads: the value as JSON, the model and the departures, or the error."""
    name = module_of(operation).__name__.replace("pixxel_client", package, 1)
    departures: list[Any] = []
    try:
        response = import_module(name).OPERATION.detailed("", answer, departures.append)
    except Exception as error:
        return type(error).__name__, str(error)
    return as_json(response.parsed), type(response.parsed).__name__, repr(response.parsed), list(map(str, departures))


def damaged(data: st.DataObject, value: Any) -> Any:
    """The JSON with one of its values replaced, or one of its fields left out."""
    places = [((), None), *walk(value)]
    path, parent = data.draw(st.sampled_from(places))
    if parent is None:
        return data.draw(PARSED)
    if isinstance(parent, dict) and data.draw(st.booleans()):
        del parent[path[-1]]
    else:
        parent[path[-1]] = data.draw(PARSED)
    return value


def walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The path of each value below this one, with the list or object that holds it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key), value
        yield from walk(item, (*path, key))


@pytest.mark.parametrize("operation", JSON_OPERATIONS, ids=lambda operation: operation.id)
@settings(max_examples=15)
@given(data=st.data())
def test_answers_are_read_the_same_without_compiled_readers(
    uncompiled: ModuleType, operation: Operation, data: st.DataObject
) -> None:
    status, value = data.draw(valid_answers(operation))
    for answer in (value, damaged(data, copy.deepcopy(value))):
        results = [
            outcome(package, operation, json_answer(status, answer))
            for package in ("pixxel_client", uncompiled.__name__)
        ]
        # As text: NaN does not equal itself.
        assert repr(results[0]) == repr(results[1])


@given(FIELD_TYPES, PARSED)
@example(NUMBER, 10**400)
@example(INTEGER, 1.0)
@example(Choice(Literal[1, "a"]), True)
@example(Choice(Literal["a", "b"]), [])
@example(Object("extent", "Extent"), {"spatial": None})
def test_a_compiled_reader_and_the_plain_method_agree_on_every_value(field_type: FieldType, value: Any) -> None:
    found: dict[Any, Any] = {}

    assert bool(field_type.fits(value)) == field_type.matches(value)
    field_type.find_new(value, (), found)
    assert not found or field_type.fits(value) != EXACT


def test_nothing_is_compiled_without_compiled_readers(uncompiled: ModuleType) -> None:
    model = uncompiled.models.LegendItem

    assert model.from_dict({"label": 1}).label == 1
    assert "for property_ in cls._properties" in inspect.getsource(model._fits)


@pytest.mark.parametrize(("setting", "compiled"), [({}, True), ({VARIABLE: "1"}, True), ({VARIABLE: "0"}, False)])
def test_the_variable_decides_whether_readers_are_compiled(setting: dict[str, str], compiled: bool) -> None:
    program = (
        "from pixxel_client.models import LegendItem; LegendItem.from_dict({'label': 'High'});"
        "print(LegendItem._fits.__code__.co_filename)"
    )
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE} | setting
    result = subprocess.run(  # noqa: S603  our own words only
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        timeout=300,
    )

    assert (re.fullmatch(r"<compiled reader \d+: LegendItem>\n", result.stdout) is not None) == compiled


def test_the_documented_source_is_that_of_the_compiled_reader() -> None:
    page = (ROOT / "docs" / "compiled-readers.md").read_text(encoding="utf-8")
    LegendItem.from_dict({"label": "High"})

    assert f"```text\n{inspect.getsource(LegendItem._fits)}```\n" in page


def test_a_traceback_shows_the_source_of_a_compiled_reader() -> None:
    LegendItem.from_dict({"label": "High"})

    with pytest.raises(AttributeError) as caught:
        LegendItem._fits(None)  # type: ignore[arg-type]  # what a model never gets
    assert "    get = value.get\n" in "".join(traceback.format_exception(caught.value))
