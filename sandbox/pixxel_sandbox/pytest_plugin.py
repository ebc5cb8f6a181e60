"""Fixtures for pytest, which finds them by itself: a new sandbox for each test that names one.

Nothing is imported before a test asks for it, so that test suites that do not are as fast as ever.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.applications import Starlette

    from .testing import Sandbox


@pytest.fixture
def pixxel_sandbox_options() -> dict[str, Any]:
    """Options of `create_app`, but for the clock. Replace it by a fixture of your own of this name."""
    return {}


@pytest.fixture
def pixxel_sandbox_app(pixxel_sandbox_options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Starlette]:
    """A new sandbox in process: an ASGI application on a manual clock, `app.state.clock`.

    The environment has its first key, and a base URL for clients that are given the application to talk to.
    """
    try:
        from . import ManualClock, create_app
    except ModuleNotFoundError as error:
        pytest.fail(f"no module {error.name}; run pip install 'pixxel-client[sandbox]'", pytrace=False)
    app = create_app(clock=ManualClock(), **pixxel_sandbox_options)
    monkeypatch.setenv("PIXXEL_API_KEY", app.state.workspaces[0].key)
    monkeypatch.setenv("PIXXEL_BASE_URL", "http://sandbox")
    yield app
    app.state.store.close()


@pytest.fixture
def pixxel_sandbox(pixxel_sandbox_app: Starlette, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """The new sandbox on a socket. The environment has its URL and its first key: `Pixxel()` talks to it."""
    from .testing import HOST, serve

    # Whatever proxy the machine has, it does not lead here.
    direct = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
    monkeypatch.setenv("no_proxy", f"{direct},{HOST}" if direct else HOST)
    with serve(pixxel_sandbox_app) as sandbox:
        monkeypatch.setenv("PIXXEL_BASE_URL", sandbox.url)
        yield sandbox
