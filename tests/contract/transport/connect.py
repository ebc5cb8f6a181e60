"""Servers by their URL, and the preflight that says why one cannot be checked."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from functools import cache

import httpx

from tests.contract.model.operations import CONTRACT
from tests.contract.runner.run import PROBE, Keys, Run
from tests.contract.transport.server import Server
from tests.ledger import Ledger


def preflight(base_url: str, key: str, timeout: float) -> str | None:
    """Why the server at `base_url` cannot be checked, as a sentence; None if it can."""
    try:
        answer = httpx.get(f"{base_url.rstrip('/')}{PROBE}", headers={"Authorization": key}, timeout=timeout)
    except httpx.TimeoutException:
        return f"{base_url} has not answered for {timeout:g} s; check that it runs, or raise --timeout"
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        if "SSL" in str(error) or "certificate" in str(error).lower():
            return f"{base_url} has no certificate that this machine trusts: {error}"
        return f"{base_url} cannot be reached: {error}; check --base-url and the network"
    if answer.status_code in {401, 403}:
        return f"{base_url} does not accept the key in PIXXEL_API_KEY ({answer.status_code}); set a valid key"
    if answer.status_code >= 500:
        return f"{base_url} answers {answer.status_code} to GET {PROBE}; repair the server, then try again"
    if answer.status_code != 200 or CONTRACT.answer_problems("listAois", 200, answer.headers, answer.content):
        return f"{base_url} does not answer GET {PROBE} as Pixxel does ({answer.status_code}); check --base-url"
    return None


@cache
def _ssl_context() -> ssl.SSLContext:
    """One context for all checks, because creating it takes longer than most checks."""
    return httpx.create_ssl_context()


def remote_server(keys: Keys, ledger: Ledger, check: str, run: Run) -> Iterator[Server]:
    def wait(seconds: float = 1) -> None:
        time.sleep(seconds)

    with httpx.Client(base_url=run.url, timeout=run.limits.timeout, verify=_ssl_context()) as http:
        yield Server(http.request, keys, wait, ledger, check, is_sandbox=False, run=run)
