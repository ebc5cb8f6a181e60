"""The fixtures that pytest finds by itself where the sandbox is installed, here and in a project of somebody else."""

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
from tests.sandbox.support import INDEX

THREADS = "pixxel-sandbox"


def names() -> set[str]:
    """The names of all indices that the first key opens."""
    with Pixxel() as pixxel:
        return {index.name or "" for index in pixxel.indices.list()}


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_client_without_settings_talks_to_a_sandbox_of_the_tests_own(pixxel_sandbox: Sandbox, time: str) -> None:
    assert "Red edge" not in names()
    assert httpx.post(f"{pixxel_sandbox.url}/v0/indices", json=INDEX, headers={"Authorization": SAMPLE_KEY}).is_success
    assert "Red edge" in names()


def test_the_keys_are_at_hand(pixxel_sandbox: Sandbox) -> None:
    assert (pixxel_sandbox.key, pixxel_sandbox.other_key) == (SAMPLE_KEY, SAMPLE_KEY_TWO)
    assert (os.environ["PIXXEL_API_KEY"], pixxel_sandbox.revoked_key) == (SAMPLE_KEY, REVOKED_KEY)
    with Pixxel() as one, Pixxel(api_key=pixxel_sandbox.other_key) as two:
        assert not {aoi.aoi_id for aoi in one.aois.list()} & {aoi.aoi_id for aoi in two.aois.list()}
    with Pixxel(api_key=pixxel_sandbox.revoked_key) as pixxel, pytest.raises(errors.Forbidden):
        list(pixxel.aois.list())


@pytest.mark.parametrize(("steps", "status"), [((), "creating"), ((1,), "creating"), ((2,), "success")])
def test_the_clock_stands_still_until_it_is_turned(pixxel_sandbox: Sandbox, steps: tuple[int], status: str) -> None:
    with Pixxel() as pixxel:
        made = pixxel.visualizations.create(sample.AOI_ID, index_id=sample.PRESET_INDEX_ID)
        before = pixxel_sandbox.clock.now()
        for count in steps:
            pixxel_sandbox.advance(count)
        assert (pixxel_sandbox.clock.now() - before).total_seconds() == sum(steps)
        (found,) = pixxel.visualizations.list(sample.AOI_ID, visualization_id=made.id)
        assert found.status == status


def test_work_can_be_told_to_fail(pixxel_sandbox: Sandbox) -> None:
    with Pixxel() as pixxel:
        made = pixxel.visualizations.create(sample.AOI_ID, index_id=sample.PRESET_INDEX_ID)
        pixxel_sandbox.fail(made.id or "")
        pixxel_sandbox.advance(2)
        (found,) = pixxel.visualizations.list(sample.AOI_ID, visualization_id=made.id)
        assert found.status == "failed"
    with pytest.raises(KeyError):
        pixxel_sandbox.fail("no-such-thing")


def test_in_process_a_client_needs_the_application_alone(pixxel_sandbox_app: Starlette) -> None:
    async def name() -> str | None:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(pixxel_sandbox_app))
        async with http, AsyncPixxel(http_client=http) as pixxel:
            return (await pixxel.aois.get(sample.AOI_ID)).name

    assert asyncio.run(name()) == "AOI-D2"
    assert not [one for one in threading.enumerate() if one.name.startswith(THREADS)]


def test_both_fixtures_of_a_test_are_one_sandbox(pixxel_sandbox: Sandbox, pixxel_sandbox_app: Starlette) -> None:
    assert pixxel_sandbox.app is pixxel_sandbox_app
    assert os.environ["PIXXEL_BASE_URL"] == pixxel_sandbox.url


def test_a_proxy_of_the_machine_is_not_asked(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "example.com")
    request.getfixturevalue("pixxel_sandbox")
    assert names()
    assert os.environ["no_proxy"] == "example.com,127.0.0.1"


class TestWithOptions:
    @pytest.fixture
    def pixxel_sandbox_options(self) -> dict[str, Any]:
        return {"keys": {"one": "of-my-own"}, "seed_data": "none", "fault_injection": FaultInjection(rate_limit="2/s")}

    def test_a_fixture_of_ones_own_gives_options(self, pixxel_sandbox: Sandbox) -> None:
        assert pixxel_sandbox.key == os.environ["PIXXEL_API_KEY"] == "of-my-own"
        with httpx.Client(base_url=pixxel_sandbox.url, headers={"Authorization": "of-my-own"}) as client:
            assert client.get("/v0/aois").json()["aois"] == []
            assert [client.get("/v0/aois").status_code for _ in range(2)] == [200, 429]


def test_a_test_that_is_over_leaves_nothing_behind_whatever_is_under_way(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_app(clock=ManualClock())
    with serve(app) as sandbox, httpx.Client(base_url=sandbox.url) as idle:
        url = httpx.URL(sandbox.url)
        place = url.host, url.port or 0
        assert idle.get("/ping").is_success
        sending, new = socket.create_connection(place), socket.create_connection(place)
        sending.sendall(b"POST /v0/indices HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 1000\r\n\r\n{")
        began = time.monotonic()
    # uvicorn itself waits for ever for the rest of what is being sent.
    assert time.monotonic() - began < 1
    assert not [one for one in threading.enumerate() if one.name.startswith(THREADS)]
    assert not caplog.records
    with sending, new, pytest.raises(ConnectionRefusedError):
        socket.create_connection(place)
    app.state.store.close()
    # A socket that is still open is a warning here, and warnings are errors.
    gc.collect()


def run(folder: Path, tests: str, *arguments: str, conftest: str = "") -> str:
    """What pytest prints about a project of somebody else that has these tests."""
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (folder / "conftest.py").write_text(dedent(conftest))
    (folder / "test_it.py").write_text(dedent(tests))
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_in_a_project_of_somebody_else_nothing_needs_to_be_set_up(tmp_path: Path) -> None:
    printed = run(
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
    assert "2 passed" in printed, printed


def test_the_fixtures_are_listed_with_what_they_are_for(tmp_path: Path) -> None:
    printed = run(tmp_path, "", "--fixtures")
    for name in ("pixxel_sandbox", "pixxel_sandbox_app", "pixxel_sandbox_options"):
        assert f"\n{name} -- " in printed, printed


def test_where_the_extra_is_not_installed_a_test_that_wants_a_sandbox_says_what_to_install(tmp_path: Path) -> None:
    printed = run(
        tmp_path,
        """
        def test_with(pixxel_sandbox): ...
        def test_without(): ...
        """,
        conftest="import sys; sys.modules['starlette'] = None",
    )
    assert "1 passed, 1 error" in printed, printed
    assert "no module starlette" in printed
    assert "run pip install 'pixxel-client[sandbox]'" in printed
    assert "Traceback" not in printed


def test_a_test_suite_without_a_sandbox_does_not_pay_for_it() -> None:
    program = (
        "import sys, pytest; had = set(sys.modules);"
        "import pixxel_sandbox.pytest_plugin; print(*(set(sys.modules) - had))"
    )
    loaded = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(loaded) == ["pixxel_sandbox", "pixxel_sandbox.pytest_plugin"]
