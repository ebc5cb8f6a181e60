"""The checks on a server by its URL, and the messages when there is none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.oracle import ROOT
from tests.sandbox_process import running_sandbox

SUITE = "tests/contract/checks/test_legends.py"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_sandbox() as sandbox:
        yield sandbox.url


def check(url: str, key: str | None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PIXXEL_API_KEY": key} if key else dict(os.environ)
    command = [sys.executable, "-m", "pytest", SUITE, "-q", f"--base-url={url}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603


def test_healthy_server_passes_repeatedly(url: str) -> None:
    for _ in range(2):
        result = check(url, SAMPLE_KEY)

        assert result.returncode == 0, result.stdout
        assert "rollbackVisualizationMetadata" in result.stdout
        assert "skipped" not in result.stdout


def test_refused_key_is_reported(url: str) -> None:
    result = check(url, "wrong")

    assert result.returncode == 3
    assert f"{url} does not accept the key in PIXXEL_API_KEY (403)" in result.stdout + result.stderr
    assert "wrong" not in result.stdout + result.stderr


def test_missing_key_is_reported(url: str) -> None:
    result = check(url, None)

    assert result.returncode == 3
    assert "set PIXXEL_API_KEY" in result.stdout + result.stderr


def test_unreachable_server_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = f"http://127.0.0.1:{free.getsockname()[1]}"

    result = check(gone, SAMPLE_KEY)

    assert result.returncode == 3
    assert f"{gone} cannot be reached" in result.stdout + result.stderr


def test_server_that_is_not_pixxel_is_reported() -> None:
    page = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(page, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        port = process.stdout.readline().split("port ")[1].split()[0]
        result = check(f"http://127.0.0.1:{port}", SAMPLE_KEY)
        process.terminate()

    assert result.returncode == 3
    assert "answers 404 to GET /v0/aois" in result.stdout + result.stderr
