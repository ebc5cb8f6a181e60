"""Generates packages from small contracts, each once for the tests of a module."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from tests.oracle import ROOT
from tests.templates.support import generated, load, unload

# The generator is a script beside the templates, in no package.
sys.path.append(str(ROOT / "templates"))


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ModuleType]]:
    """Generates a package from the paths and components of a contract, and imports it."""
    names: list[str] = []

    def make(contract: str) -> ModuleType:
        package = generated(contract, tmp_path_factory.mktemp("generated"))
        names.append(package.name)
        return load(package)

    yield make
    for name in names:
        unload(name)
