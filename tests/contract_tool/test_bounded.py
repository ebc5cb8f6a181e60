"""Answers that do not end, and answers that are too large, end the check and not the run."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
import requests

from tests.contract.model.memory import Memory
from tests.contract.model.operations import call_of
from tests.contract.outcomes import Blocked, Skipped
from tests.contract.runner import bounded
from tests.contract.runner.bounded import BoundedClient, TooLarge, TooSlow
from tests.contract.runner.pace import Pace
from tests.contract.runner.run import Keys, Limits, Run
from tests.contract.transport.connect import preflight, remote_server
from tests.contract.transport.generated_requests import Unanswered, sent_for
from tests.contract.transport.server import Server
from tests.contract.transport.world import World
from tests.contract_tool.example_run import KEY
from tests.ledger import Ledger

TIMEOUT = 0.5
LARGEST = 1_000_000
PROJECTS = call_of("listProjects", query={"limit": 50, "offset": 0})


class Handler(BaseHTTPRequestHandler):
    """Answers by the last part of the path."""

    def do_GET(self) -> None:  # the name that http.server looks for
        kind = self.path.partition("?")[0].rpartition("/")[2]
        bomb = gzip.compress(bytes(2 * LARGEST))
        self.send_response(200)
        if kind == "bomb":
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(bomb)))
        self.end_headers()
        # The client reads no more, as it must.
        with suppress(OSError):
            if kind == "bomb":
                self.wfile.write(bomb)
            elif kind in {"drip", "projects"}:
                for _ in range(100):
                    self.wfile.write(b" ")
                    time.sleep(0.05)
            elif kind == "endless":
                for _ in range(1000):
                    self.wfile.write(bytes(LARGEST // 10))
            else:
                self.wfile.write(b"[1]")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name that http.server calls it by
        """Prints nothing."""


@contextmanager
def hostile_server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with hostile_server() as running:
        yield running


@pytest.fixture(autouse=True)
def small_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LARGEST_ANSWER", LARGEST)


@pytest.mark.parametrize(
    ("kind", "error", "rule"),
    [
        ("drip", TooSlow, "an answer takes at most 0.5 s"),
        ("endless", TooLarge, "an answer has at most 1 MB"),
        ("bomb", TooLarge, "an answer has at most 1 MB"),
    ],
)
def test_answer_is_read_within_bounds(url: str, kind: str, error: type[bounded.BeyondBounds], rule: str) -> None:
    began = time.monotonic()
    with BoundedClient(timeout=TIMEOUT) as http, pytest.raises(error) as raised:
        http.get(f"{url}/{kind}")

    assert raised.value.rule == rule
    assert raised.value.status == 200
    assert time.monotonic() - began < 3 * TIMEOUT


def test_answer_is_given_as_it_came() -> None:
    content = gzip.compress(b"[1]" * 1000)

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        return httpx.Response(201, headers=headers, stream=httpx.ByteStream(content), request=request)

    with BoundedClient(timeout=TIMEOUT, transport=httpx.MockTransport(answer)) as http:
        got = http.get("http://example.com/x")

    assert got.status_code == 201
    assert got.headers == {"content-encoding": "gzip", "content-type": "application/json"}
    assert got.content == b"[1]" * 1000
    assert got.request.url == "http://example.com/x"


def run_of(url: str) -> Run:
    return Run(Limits(timeout=TIMEOUT), url, keys=(KEY,))


def test_drip_fed_answer_is_one_finding_and_its_operation_is_asked_twice(url: str) -> None:
    run = run_of(url)
    with BoundedClient(base_url=url, timeout=TIMEOUT) as http:
        server = remote_server(http, Keys(KEY), Ledger(), "server: reading", run, World(), Memory())
        for _ in range(4):
            with pytest.raises(Blocked):
                server.value(PROJECTS)

    (finding,) = run.findings
    assert (finding.operation, finding.rule) == ("listProjects", "an answer takes at most 0.5 s")
    assert finding.message == "has not ended after 0.5 s"
    # Two for the operation; the others ask whether the server is gone.
    assert run.requests - run.own_requests == 2
    assert run.observed.findings == [finding.key] * 4


def test_large_download_is_no_finding(url: str) -> None:
    run = run_of(url)
    with BoundedClient(base_url=url, timeout=TIMEOUT) as http:
        server = remote_server(http, Keys(KEY), Ledger(), "server: reading", run, World(), Memory())
        with pytest.raises(Skipped, match="more than 1 MB"):
            server.send("GET", f"{url}/endless?Signature=x", key=None)

    assert [*run.findings] == []


def test_preflight_ends_and_asks_for_no_small_answer(url: str) -> None:
    assert preflight(run_of(url), KEY, ["/drip"]) == (
        f"{url} gives no whole answer to GET /drip: it has not ended after 0.5 s; raise --timeout if it is slow"
    )
    assert preflight(run_of(url), KEY, ["/endless"]) is None


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("drip", "an answer takes at most 0.5 s"), ("bomb", "an answer has at most 1 MB"), ("small", None)],
)
def test_generated_requests_have_the_same_bounds(url: str, kind: str, rule: str | None) -> None:
    run = run_of(url)
    with sent_for(run, KEY):
        for _ in range(2):
            if rule is None:
                assert requests.get(f"{url}/{kind}", timeout=5).content == b"[1]"
                continue
            with pytest.raises(Unanswered, match=f"GET {url}/{kind}"):
                requests.get(f"{url}/{kind}", timeout=5)

    assert [(finding.operation, finding.rule) for finding in run.findings] == ([(f"GET /{kind}", rule)] if rule else [])
    # What is beyond its bounds is not sent again.
    assert run.requests - run.own_requests == (1 if rule else 2)


def test_failure_of_a_generated_request_passes() -> None:
    statuses = iter([500, 200])

    class Failing(Handler):
        def do_GET(self) -> None:
            self.send_response(next(statuses))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

    with ThreadingHTTPServer(("127.0.0.1", 0), Failing) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        run = run_of(url)
        try:
            with sent_for(run, KEY):
                assert requests.get(f"{url}/x", timeout=5).status_code == 200
        finally:
            server.shutdown()
            thread.join(10)

    assert run.retried == {500: 1}
    assert [*run.findings] == []


def test_lasting_failure_is_one_finding_whatever_its_body_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.url.path == "/v0/aois" else 500, json={})

    run = Run(Limits(), "http://example.com", keys=(KEY,))
    run.pace = Pace(sleep=lambda _: None)
    monkeypatch.setattr(Server, "_end_run_if_server_is_gone", lambda *_: None)
    with httpx.Client(transport=httpx.MockTransport(answer), base_url=run.url) as http:
        server = remote_server(http, Keys(KEY), Ledger(), "server: reading", run, World(), Memory())
        for _ in range(2):
            with pytest.raises(Blocked, match="is 500"):
                server.value(PROJECTS)

    (finding,) = run.findings
    assert finding.rule == "a request is answered without a failure of the server"
