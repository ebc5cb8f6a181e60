"""The requests that schemathesis sends to another server: counted, paced, and with the same bounds as all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

import requests
import urllib3
from requests.adapters import HTTPAdapter

from tests.contract.model.departures import Departure
from tests.contract.model.operations import OPERATIONS
from tests.contract.runner.bounded import BeyondBounds, Bounds
from tests.contract.runner.pace import WAITS
from tests.contract.runner.run import Run, SentRequest, server_trouble

# How many bytes of an answer are read at once.
PART = 65_536


class Unanswered(requests.RequestException):
    """A request without a whole answer, which is a finding already, or a sign that the server is gone."""


def parts_of(response: Any, timeout: float) -> Iterator[bytes]:
    """The body of an answer, decompressed, within the bounds of an answer that begins now."""
    bounds = Bounds(timeout)
    try:
        # Each part as it arrives: a read of a fixed size would wait for all of it.
        while part := response.raw.read1(PART, decode_content=True):
            bounds.check(part)
            yield part
    except BeyondBounds:
        response.close()
        raise


def read_again(parts: list[bytes], *_: Any, **__: Any) -> Iterator[bytes]:
    """The body of an answer that has been read, as its reader asks for it."""
    return iter(parts)


def label_of(method: str, url: str, run: Run) -> str:
    """What findings call a request that schemathesis sends: its operation, or the method and the path."""
    path = url.partition(" ")[2].removeprefix(run.url.rstrip("/"))
    for operation in OPERATIONS:
        if operation.method == method and re.fullmatch(re.sub(r"{[^}]*}", "[^/]*", operation.path), path):
            return operation.id
    return f"{method} {path}"


@contextmanager
def sent_for(run: Run, key: str) -> Iterator[None]:
    """Requests of schemathesis count for the run, and have bounds. A failure of one that only reads may pass.

    Its hooks are not called for the requests by which it probes a server and its keys.
    """
    send = HTTPAdapter.send
    # Hypothesis sends a request that fails many times, and each would cost as long as an answer may take.
    unanswered: set[str] = set()

    def counted_send(adapter: HTTPAdapter, request: Any, **options: Any) -> Any:
        name = f"{request.method} {request.url.partition('?')[0]}"
        if name in unanswered:
            raise Unanswered(f"{name} is not sent again")
        # A failure of a request that only reads may pass.
        waits = list(WAITS) if request.method == "GET" else []
        while True:
            run.begin_generated_request()
            try:
                response = send(adapter, request, **options)
                parts = list(parts_of(response, run.limits.timeout))
            except BeyondBounds as error:
                departure = Departure("", error.rule, error.message)
                break
            except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
                departure = Departure("", "every request is answered", f"no answer: {type(error).__name__} {error}")
                if not waits:
                    break
                run.retried[0] += 1
            else:
                failure = label_of(request.method, name, run), response.status_code
                is_lasting = not waits or failure in run.lasting_failures
                if response.status_code in {429, 503} or response.status_code < 500 or is_lasting:
                    if response.status_code >= 500 and response.status_code != 503:
                        # Such a failure does not pass: it is waited for once.
                        run.lasting_failures.add(failure)
                    response.raw.stream = partial(read_again, parts)
                    return response
                run.retried[response.status_code] += 1
            run.pace.pause(waits.pop(0))
        unanswered.add(name)
        # Of a server that is gone, nothing else is said.
        if server_trouble(run, key) is None:
            sent = SentRequest(request.method, request.url, content=request.body or None)
            run.observe(label_of(request.method, name, run), 0, [departure], sent)
        raise Unanswered(f"{name}: {departure.message}")

    with patch.object(HTTPAdapter, "send", counted_send):
        yield
