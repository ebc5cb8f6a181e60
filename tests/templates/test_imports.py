"""Imports load only what is used: names are loaded when they are first used."""

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
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=300,
    ).stdout
    return {name.removeprefix(f"{PACKAGE}.") for name in printed.split()}


def below(part: str, modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith(f"{part}.")}


def test_the_package_loads_only_its_facts() -> None:
    assert loaded_by(f"import {PACKAGE}") == {"_facts"}


def test_an_operation_loads_no_other_and_only_its_own_enumerations() -> None:
    modules = loaded_by(f"import {PACKAGE}.api.visualizations.rollback_visualization_metadata")
    assert below("api", modules) == {"api.visualizations", "api.visualizations.rollback_visualization_metadata"}
    assert below("models", modules) == set()
    modules = loaded_by(f"import {PACKAGE}.api.indices.list_indices")
    assert below("models", modules) == {"models.expression_type", "models.index_type"}


def test_a_client_loads_no_operation_before_a_tag_is_used() -> None:
    modules = loaded_by(f"from {PACKAGE} import Pixxel; pixxel = Pixxel(api_key='k')")
    assert below("api", modules) == below("models", modules) == set()
    modules = loaded_by(f"from {PACKAGE} import Pixxel; Pixxel(api_key='k').visualizations")
    assert below("api", modules) == {"api.visualizations"}


def test_a_model_loads_no_other_model() -> None:
    modules = below("models", loaded_by(f"from {PACKAGE} import models; models.VisualizationList"))
    assert modules == {"models.visualization_list"}


@pytest.mark.parametrize("module", [pixxel_client, models], ids=lambda module: module.__name__)
def test_every_public_name_exists_and_is_listed(module: object) -> None:
    names = module.__all__  # type: ignore[attr-defined]
    assert dir(module) == sorted(names)
    assert all(getattr(module, name) is not None for name in names)


def test_models_are_loaded_by_name() -> None:
    assert models.Visualization.__module__ == f"{PACKAGE}.models.visualization"
    assert pixxel_client.models is models


@pytest.mark.parametrize("module", [pixxel_client, models], ids=lambda module: module.__name__)
def test_an_unknown_name_is_an_attribute_error(module: object) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = module.Nonsense  # type: ignore[attr-defined]
    assert not hasattr(module, "__path_of_nothing__")
