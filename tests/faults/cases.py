"""All faults, with what they change and the area that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple

from tests.faults import client, server, templates
from tests.faults.fault import Fault


class Case(NamedTuple):
    """A fault, the kind of package that it changes ("server", "client" or "template"), and its area."""

    kind: str
    area: str
    fault: Fault


def _cases(kind: str, package: ModuleType) -> Iterator[Case]:
    for module in iter_modules(package.__path__):
        faults = getattr(import_module(f"{package.__name__}.{module.name}"), "FAULTS", [])
        yield from (Case(kind, f"{kind}/{module.name}", fault) for fault in faults)


CASES = [
    *_cases("server", server),
    *_cases("client", client),
    *(Case("template", "templates", fault) for fault in templates.FAULTS),
]
