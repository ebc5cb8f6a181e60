"""Importing costs what is used: names are loaded when they are first asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pixxel_client
from pixxel_client import models
from tests.oracle import ROOT

PACKAGE = "pixxel_client"


def loaded_by(code: str) -> set[str]:
    """The package's own modules that are loaded after `code`, in a Python of its own."""
    code += f"; import sys; print(*[name for name in sys.modules if name.startswith({PACKAGE + '.'!r})])"
    printed = subprocess.run(  # noqa: S603  our own words only
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    return {name.removeprefix(f"{PACKAGE}.") for name in printed.split()}


def of(part: str, modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith(f"{part}.")}


def test_the_package_alone_loads_next_to_nothing() -> None:
    assert loaded_by(f"import {PACKAGE}") == {"_facts"}


def test_an_operation_loads_no_other_and_only_the_enumerations_it_needs() -> None:
    modules = loaded_by(f"import {PACKAGE}.api.visualizations.rollback_visualization_metadata")
    assert of("api", modules) == {"api.visualizations", "api.visualizations.rollback_visualization_metadata"}
    assert of("models", modules) == set()
    modules = loaded_by(f"import {PACKAGE}.api.indices.list_indices")
    assert of("models", modules) == {"models.expression_type", "models.index_type"}


def test_a_client_loads_no_operation_until_a_tag_is_asked_for() -> None:
    modules = loaded_by(f"from {PACKAGE} import Pixxel; pixxel = Pixxel(api_key='k')")
    assert of("api", modules) == of("models", modules) == set()
    modules = loaded_by(f"from {PACKAGE} import Pixxel; Pixxel(api_key='k').visualizations")
    assert of("api", modules) == {"api.visualizations"}


def test_a_model_loads_no_other_model() -> None:
    modules = of("models", loaded_by(f"from {PACKAGE} import models; models.VisualizationList"))
    assert modules == {"models.visualization_list"}


@pytest.mark.parametrize("module", [pixxel_client, models], ids=lambda module: module.__name__)
def test_every_public_name_is_there_and_listed(module: object) -> None:
    names = module.__all__  # type: ignore[attr-defined]
    assert dir(module) == sorted(names)
    assert all(getattr(module, name) is not None for name in names)


def test_models_are_reached_by_name() -> None:
    assert models.Visualization.__module__ == f"{PACKAGE}.models.visualization"
    assert pixxel_client.models is models


@pytest.mark.parametrize("module", [pixxel_client, models], ids=lambda module: module.__name__)
def test_an_unknown_name_is_an_attribute_error(module: object) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = module.Nonsense  # type: ignore[attr-defined]
    assert not hasattr(module, "__path_of_nothing__")
