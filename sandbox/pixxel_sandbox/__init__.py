"""A local Pixxel to develop against: the operations of the contract, with state, keys and a clock.

    from pixxel_sandbox import SAMPLE_KEY, ManualClock, create_app

    clock = ManualClock()
    app = create_app(clock=clock)  # an ASGI application; `pixxel-sandbox` serves it over a socket

Each of the two keys opens a workspace with sample data of its own; the workspaces never see each other.
"""

from .app import create_app
from .clock import Clock, ManualClock
from .sample import SAMPLE_KEY, SAMPLE_KEY_TWO

__all__ = ["SAMPLE_KEY", "SAMPLE_KEY_TWO", "Clock", "ManualClock", "create_app"]
