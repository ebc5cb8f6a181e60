"""Fixtures with sandboxes that are closed at the end of a test."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.sandbox.support import TIMEOUT, InProcess, Served
from tests.sandbox_process import SandboxProcess, running_sandbox


@pytest.fixture
def start() -> Iterator[Callable[..., InProcess]]:
    """A function that starts a sandbox in process; its options are those of `create_app`."""
    started: list[InProcess] = []

    def start(**options: Any) -> InProcess:
        started.append(InProcess(**options))
        return started[-1]

    yield start
    for started_sandbox in started:
        started_sandbox.close()


@pytest.fixture
def sandbox(start: Callable[..., InProcess]) -> InProcess:
    """A new sandbox in memory."""
    return start()


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """A function that starts `pixxel-sandbox` on a free port with these arguments."""
    served: list[Served] = []

    def serve(*arguments: str) -> Served:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "pixxel_sandbox", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        banner = [process.stdout.readline()]
        # The banner ends with the revoked key; an empty line is the end of a process that could not start.
        while banner[-1] and "revoked" not in banner[-1]:
            banner.append(process.stdout.readline())
        found = re.search(r"http://\S+:\d+", banner[0])
        assert found, (banner, process.communicate())
        client = httpx.Client(
            base_url=found[0], headers={"Authorization": SAMPLE_KEY}, trust_env=False, timeout=TIMEOUT
        )
        served.append(Served(process, found[0], banner, client))
        return served[-1]

    yield serve
    for server in served:
        server.client.close()
        server.process.kill()
        server.process.communicate()


@pytest.fixture(scope="module")
def served() -> Iterator[SandboxProcess]:
    """A sandbox for all tests of this module; it must not print anything to stderr."""
    with running_sandbox() as sandbox:
        yield sandbox
        sandbox.process.terminate()
        sandbox.process.wait(TIMEOUT)
        assert sandbox.printed_errors() == ""


@pytest.fixture
def client(served: SandboxProcess) -> Iterator[httpx.Client]:
    headers = {"Authorization": SAMPLE_KEY}
    with httpx.Client(base_url=served.url, headers=headers, trust_env=False, timeout=TIMEOUT) as client:
        yield client
