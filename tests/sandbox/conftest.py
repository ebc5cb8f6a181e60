"""Sandboxes that are closed when a test is over."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.sandbox.support import InProcess, Served


@pytest.fixture
def start() -> Iterator[Callable[..., InProcess]]:
    """Starts sandboxes in process, with options of `create_app`."""
    started: list[InProcess] = []

    def start(**options: Any) -> InProcess:
        started.append(InProcess(**options))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def sandbox(start: Callable[..., InProcess]) -> InProcess:
    """A new sandbox in memory."""
    return start()


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Starts `pixxel-sandbox` on a free port, with further arguments."""
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
        # The revoked key is the last thing it says; nothing, the end of a process that could not start.
        while banner[-1] and "revoked" not in banner[-1]:
            banner.append(process.stdout.readline())
        found = re.search(r"http://\S+:\d+", banner[0])
        assert found, (banner, process.communicate())
        client = httpx.Client(base_url=found[0], headers={"Authorization": SAMPLE_KEY}, trust_env=False)
        served.append(Served(process, found[0], banner, client))
        return served[-1]

    yield serve
    for one in served:
        one.client.close()
        one.process.kill()
        one.process.communicate()
