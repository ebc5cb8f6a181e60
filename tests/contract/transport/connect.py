"""Servers by their URL, and the preflight that says why one cannot be checked."""

from __future__ import annotations

import time
from collections.abc import Sequence

import httpx

from tests.contract.model.memory import Memory
from tests.contract.runner.bounded import BeyondBounds, BoundedClient, status_of
from tests.contract.runner.run import PROBE, Keys, Run
from tests.contract.transport.server import Server
from tests.contract.transport.world import World
from tests.ledger import Ledger


def preflight(run: Run, key: str, probes: Sequence[str] = (PROBE,)) -> str | None:
    """Why the server of a run cannot be checked, as a sentence; None if it can.

    It tests that the server answers and takes the key, and nothing else: what it answers is for the checks. `probes`
    are paths that the contract has; a server that knows none of them is another one.
    """
    base_url, timeout = run.url, run.limits.timeout
    for path in probes:
        run.begin_own_request()
        try:
            status = status_of(f"{base_url.rstrip('/')}{path}", key, timeout)
        except httpx.TimeoutException:
            return f"{base_url} has not answered for {timeout:g} s; check that it runs, or raise --timeout"
        except BeyondBounds as error:
            return f"{base_url} gives no whole answer to GET {path}: it {error.message}; raise --timeout if it is slow"
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            if "certificate" in str(error).lower():
                return f"{base_url} has no certificate that this machine trusts: {error}"
            if "SSL" in str(error):
                return f"{base_url} answers no TLS handshake: {error}; check whether the URL begins with http://"
            return f"{base_url} cannot be reached: {error}; check --base-url and the network"
        if status in {401, 403}:
            return f"{base_url} does not accept the key in PIXXEL_API_KEY ({status}); set a valid key"
        if status != 404:
            return None
    return f"{base_url} answers 404 to GET {', '.join(probes[:3])}; check --base-url"


def connection(run: Run) -> httpx.Client:
    """The connection to the server of a run."""
    return BoundedClient(base_url=run.url, timeout=run.limits.timeout)


def remote_server(
    http: httpx.Client, keys: Keys, ledger: Ledger, check: str, run: Run, world: World, memory: Memory
) -> Server:
    def wait(seconds: float = 1) -> None:
        time.sleep(seconds)

    return Server(
        http.request,
        keys,
        wait,
        ledger,
        check,
        is_sandbox=False,
        run=run,
        world=world,
        memory=memory,
        patience=run.limits.patience,
    )
