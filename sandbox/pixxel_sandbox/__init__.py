"""A local Pixxel API to develop against: the operations of the contract, with documents, keys and a clock.

    from pixxel_sandbox import SAMPLE_KEY, ManualClock, create_app

    clock = ManualClock()
    app = create_app(clock=clock)  # an ASGI application; `pixxel-sandbox` serves it over a socket

There are two workspaces with sample data, each with its own key; no workspace sees the documents of another.
`create_app` has options for further workspaces, for a start without sample data and for `FaultInjection`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .core.clock import Clock, ManualClock
    from .sample import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO
    from .server.app import create_app
    from .server.fault_injection import FaultInjection
    from .testing import Sandbox

__all__ = [
    "REVOKED_KEY",
    "SAMPLE_KEY",
    "SAMPLE_KEY_TWO",
    "Clock",
    "FaultInjection",
    "ManualClock",
    "Sandbox",
    "create_app",
]

_MODULES = {
    "REVOKED_KEY": "sample",
    "SAMPLE_KEY": "sample",
    "SAMPLE_KEY_TWO": "sample",
    "FaultInjection": "server.fault_injection",
    "Clock": "core.clock",
    "ManualClock": "core.clock",
    "Sandbox": "testing",
    "create_app": "server.app",
}


# Loaded on first use, so that the command can name the missing extra where only the client is installed.
def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
