"""The server that the contract is held against: the sandbox in process, or the one at --base-url."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.contract.server import Server, in_process, remote, trouble_with
from tests.contract.world import Known, discover
from tests.ledger import Ledger

# Of the process: there was no server to check. A broken contract is pytest's own 1.
NOT_CHECKED = 2
KEY = pytest.StashKey[tuple[str | None, str | None]]()


def pytest_configure(config: pytest.Config) -> None:
    # Taken now: no test sees the environment's keys.
    config.stash[KEY] = (os.environ.get("PIXXEL_API_KEY"), os.environ.get("PIXXEL_OTHER_API_KEY"))


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str | None:
    url: str | None = request.config.getoption("--base-url")
    if url is not None:
        key, _ = request.config.stash[KEY]
        trouble = trouble_with(url, key) if key else "set PIXXEL_API_KEY to a key of the server at --base-url"
        if trouble:
            pytest.exit(trouble, returncode=NOT_CHECKED)
    return url


@pytest.fixture
def server(request: pytest.FixtureRequest, base_url: str | None, ledger: Ledger) -> Iterator[Server]:
    check = "server: " + request.module.__name__.rpartition("test_")[2].replace("_", " ")
    if base_url is None:
        yield from in_process(ledger, check)
    else:
        key, other_key = request.config.stash[KEY]
        assert key is not None
        yield from remote(base_url, key, other_key, ledger, check)


@pytest.fixture
def all_known(server: Server) -> list[Known]:
    return discover(server)


@pytest.fixture
def known(all_known: list[Known]) -> Known:
    """The last of them: a server that always means the first one is to be noticed."""
    return all_known[-1]
