# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""A client for Pixxel's Earth-observation API.

from pixxel_client import Pixxel

with Pixxel() as pixxel:  # the key comes from PIXXEL_API_KEY
    for aoi in pixxel.aois.list():
        print(aoi.name, aoi.status)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._facts import CONTRACT_VERSION, VERSION

if TYPE_CHECKING:
    from . import errors, models
    from ._answers import Departure, Response
    from ._data.pages import AsyncPages, Page, Pages
    from ._http.retries import NO_RETRIES, Retries
    from .client import AsyncPixxel, Pixxel
    from .errors import PixxelError

__version__ = VERSION

__all__ = [
    "CONTRACT_VERSION",
    "NO_RETRIES",
    "AsyncPages",
    "AsyncPixxel",
    "Departure",
    "Page",
    "Pages",
    "Pixxel",
    "PixxelError",
    "Response",
    "Retries",
    "__version__",
    "errors",
    "models",
]

_MODULES = {
    "NO_RETRIES": "_http.retries",
    "AsyncPages": "_data.pages",
    "AsyncPixxel": "client",
    "Departure": "_answers",
    "Page": "_data.pages",
    "Pages": "_data.pages",
    "Pixxel": "client",
    "PixxelError": "errors",
    "Response": "_answers",
    "Retries": "_http.retries",
}


def __getattr__(name: str) -> Any:
    if name in {"errors", "models"}:
        return import_module(f".{name}", __name__)
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
