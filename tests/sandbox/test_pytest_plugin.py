"""The pytest plugin: its fixtures, in this project and in another one."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from textwrap import dedent
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from pixxel_client import AsyncPixxel, Pixxel, errors
from pixxel_sandbox import (
    REVOKED_KEY,
    SAMPLE_KEY,
    SAMPLE_KEY_TWO,
    FaultInjection,
    ManualClock,
    Sandbox,
    create_app,
    sample,
)
from pixxel_sandbox.testing import serve
from tests.sandbox.support import INDEX, TIMEOUT

THREADS = "pixxel-sandbox"


def index_names() -> set[str]:
    """The names of all indices of the first workspace."""
    with Pixxel() as pixxel:
        return {index.name or "" for index in pixxel.indices.list()}


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_client_without_settings_uses_the_sandbox_of_the_test(pixxel_sandbox: Sandbox, time: str) -> None:
    assert "Red edge" not in index_names()
    assert httpx.post(f"{pixxel_sandbox.url}/v0/indices", json=INDEX, headers={"Authorization": SAMPLE_KEY}).is_success
    assert "Red edge" in index_names()


def test_the_fixture_has_the_keys(pixxel_sandbox: Sandbox) -> None:
    assert (pixxel_sandbox.key, pixxel_sandbox.other_key) == (SAMPLE_KEY, SAMPLE_KEY_TWO)
    assert (os.environ["PIXXEL_API_KEY"], pixxel_sandbox.revoked_key) == (SAMPLE_KEY, REVOKED_KEY)
    with Pixxel() as first, Pixxel(api_key=pixxel_sandbox.other_key) as second:
        assert not {aoi.aoi_id for aoi in first.aois.list()} & {aoi.aoi_id for aoi in second.aois.list()}
    with Pixxel(api_key=pixxel_sandbox.revoked_key) as pixxel, pytest.raises(errors.Forbidden):
        list(pixxel.aois.list())


@pytest.mark.parametrize(("steps", "status"), [((), "creating"), ((1,), "creating"), ((2,), "success")])
def test_advance_moves_the_clock(pixxel_sandbox: Sandbox, steps: tuple[int], status: str) -> None:
    with Pixxel() as pixxel:
        visualization = pixxel.visualizations.create(sample.AOI_ID, index_id=sample.PRESET_INDEX_ID)
        before = pixxel_sandbox.clock.now()
        for count in steps:
            pixxel_sandbox.advance(count)
        assert (pixxel_sandbox.clock.now() - before).total_seconds() == sum(steps)
        (found,) = pixxel.visualizations.list(sample.AOI_ID, visualization_id=visualization.id)
        assert found.status == status


def test_fail_makes_work_fail(pixxel_sandbox: Sandbox) -> None:
    with Pixxel() as pixxel:
        visualization = pixxel.visualizations.create(sample.AOI_ID, index_id=sample.PRESET_INDEX_ID)
        pixxel_sandbox.fail(visualization.id or "")
        pixxel_sandbox.advance(2)
        (found,) = pixxel.visualizations.list(sample.AOI_ID, visualization_id=visualization.id)
        assert found.status == "failed"
    with pytest.raises(KeyError):
        pixxel_sandbox.fail("unknown-id")


def test_the_app_fixture_needs_no_socket(pixxel_sandbox_app: Starlette) -> None:
    async def name() -> str | None:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(pixxel_sandbox_app))
        async with http, AsyncPixxel(http_client=http) as pixxel:
            return (await pixxel.aois.get(sample.AOI_ID)).name

    assert asyncio.run(name()) == "AOI-D2"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(THREADS)]


def test_both_fixtures_of_a_test_are_the_same_sandbox(pixxel_sandbox: Sandbox, pixxel_sandbox_app: Starlette) -> None:
    assert pixxel_sandbox.app is pixxel_sandbox_app
    assert os.environ["PIXXEL_BASE_URL"] == pixxel_sandbox.url


def test_a_configured_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "example.com")
    request.getfixturevalue("pixxel_sandbox")
    assert index_names()
    assert os.environ["no_proxy"] == "example.com,127.0.0.1"


class TestWithOptions:
    @pytest.fixture
    def pixxel_sandbox_options(self) -> dict[str, Any]:
        return {"keys": {"one": "of-my-own"}, "seed_data": "none", "fault_injection": FaultInjection(rate_limit="2/s")}

    def test_the_options_fixture_can_be_overridden(self, pixxel_sandbox: Sandbox) -> None:
        assert pixxel_sandbox.key == os.environ["PIXXEL_API_KEY"] == "of-my-own"
        with httpx.Client(base_url=pixxel_sandbox.url, headers={"Authorization": "of-my-own"}) as client:
            assert client.get("/v0/aois").json()["aois"] == []
            assert [client.get("/v0/aois").status_code for _ in range(2)] == [200, 429]


def test_a_finished_test_leaves_no_threads_or_sockets(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_app(clock=ManualClock())
    with serve(app) as sandbox, httpx.Client(base_url=sandbox.url) as idle:
        url = httpx.URL(sandbox.url)
        address = url.host, url.port or 0
        assert idle.get("/ping").is_success
        sending, new = socket.create_connection(address), socket.create_connection(address)
        sending.sendall(b"POST /v0/indices HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 1000\r\n\r\n{")
        stopped = time.monotonic()
    # uvicorn would wait for the rest of the request without a limit.
    assert time.monotonic() - stopped < TIMEOUT
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(THREADS)]
    assert not caplog.records
    with sending, new, pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)
    app.state.store.close()
    # An open socket causes a warning here, and warnings are errors.
    gc.collect()


def run_pytest(folder: Path, tests: str, *arguments: str, conftest: str = "") -> str:
    """The output of pytest in another project with these tests."""
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (folder / "conftest.py").write_text(dedent(conftest))
    (folder / "test_it.py").write_text(dedent(tests))
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=5 * TIMEOUT,
        check=False,
    ).stdout


def test_the_fixtures_work_in_another_project_without_setup(tmp_path: Path) -> None:
    output = run_pytest(
        tmp_path,
        """
        import os

        from pixxel_client import Pixxel

        def test_first(pixxel_sandbox):
            with Pixxel() as pixxel:
                assert list(pixxel.aois.list())

        def test_second():
            assert not [name for name in os.environ if name.startswith("PIXXEL")]
        """,
    )
    assert "2 passed" in output, output


def test_pytest_lists_the_fixtures_with_descriptions(tmp_path: Path) -> None:
    output = run_pytest(tmp_path, "", "--fixtures")
    for name in ("pixxel_sandbox", "pixxel_sandbox_app", "pixxel_sandbox_options"):
        assert f"\n{name} -- " in output, output


def test_a_missing_extra_is_named_in_the_error_of_the_test(tmp_path: Path) -> None:
    output = run_pytest(
        tmp_path,
        """
        def test_with(pixxel_sandbox): ...
        def test_without(): ...
        """,
        conftest="import sys; sys.modules['starlette'] = None",
    )
    assert "1 passed, 1 error" in output, output
    assert "no module starlette" in output
    assert "run pip install 'pixxel-client[sandbox]'" in output
    assert "Traceback" not in output


def test_the_plugin_imports_nothing_before_a_fixture_is_used() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules);"
        "import pixxel_sandbox.pytest_plugin; print(*(set(sys.modules) - before))"
    )
    loaded = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=TIMEOUT, check=True
    ).stdout.split()
    assert sorted(loaded) == ["pixxel_sandbox", "pixxel_sandbox.pytest_plugin"]
