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
    """Why there is no point in checking the server at `base_url`, in a sentence."""
    try:
        answer = httpx.get(f"{base_url.rstrip('/')}{PROBE}", headers={"Authorization": key}, timeout=timeout)
    except httpx.TimeoutException:
        return f"{base_url} has not answered for {timeout:g} s; see whether it is up, or give it longer with --timeout"
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        if "SSL" in str(error) or "certificate" in str(error).lower():
            return f"{base_url} has no certificate that is trusted here: {error}"
        return f"{base_url} cannot be reached: {error}"
    if answer.status_code in {401, 403}:
        return f"{base_url} does not accept the key in PIXXEL_API_KEY ({answer.status_code})"
    if answer.status_code >= 500:
        return f"{base_url} answers {answer.status_code} to GET {PROBE}; try again once it is well"
    if answer.status_code != 200 or CONTRACT.answer_problems("listAois", 200, answer.headers, answer.content):
        return f"{base_url} does not answer GET {PROBE} as Pixxel does ({answer.status_code}); check --base-url"
    return None


@cache
def _ssl_context() -> ssl.SSLContext:
    """One for all checks: making it takes longer than most checks do."""
    return httpx.create_ssl_context()


def remote_server(keys: Keys, ledger: Ledger, check: str, run: Run) -> Iterator[Server]:
    def wait(seconds: float = 1) -> None:
        time.sleep(seconds)

    with httpx.Client(base_url=run.url, timeout=run.limits.timeout, verify=_ssl_context()) as http:
        yield Server(http.request, keys, wait, ledger, check, is_sandbox=False, run=run)
