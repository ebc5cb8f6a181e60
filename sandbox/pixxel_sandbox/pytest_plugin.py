"""Fixtures for pytest, which loads this plugin automatically: a new sandbox for each test that requests one.

The sandbox is imported when a test requests a fixture, so that other test suites do not become slower.
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
    """Options of `create_app` other than the clock. Define a fixture of this name to change them."""
    return {}


@pytest.fixture
def pixxel_sandbox_app(pixxel_sandbox_options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Starlette]:
    """A new sandbox in process: an ASGI application with a manual clock, `app.state.clock`.

    `PIXXEL_API_KEY` is its first key, `PIXXEL_BASE_URL` a base URL for clients that use the application as transport.
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
    """A new sandbox on a socket. The environment has its URL and its first key, so that `Pixxel()` uses it."""
    from .testing import HOST, serve

    # A proxy that the machine has configured cannot reach the sandbox.
    no_proxy = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
    monkeypatch.setenv("no_proxy", f"{no_proxy},{HOST}" if no_proxy else HOST)
    with serve(pixxel_sandbox_app) as sandbox:
        monkeypatch.setenv("PIXXEL_BASE_URL", sandbox.url)
        yield sandbox
