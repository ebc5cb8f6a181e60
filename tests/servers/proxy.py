"""A proxy on the loopback interface that fails on purpose, from some request on or for all requests.

`fault_proxy.py` changes single answers.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

# Handles the n-th request itself and returns True, or returns False to pass it on.
Behaviour = Callable[["Proxy", int], bool]


class Proxy(BaseHTTPRequestHandler):
    """Passes requests on to a sandbox, unless its behaviour handles them."""

    protocol_version = "HTTP/1.1"
    # An answer is written in two parts; the second would wait for the acknowledgement of the first.
    disable_nagle_algorithm = True
    upstream = ""
    behaviour: Behaviour
    requests: list[str]
    index: int
    lock: threading.Lock
    http: httpx.Client
    body: bytes

    def handle_any(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with self.lock:
            self.index = len(self.requests)
            self.requests.append(f"{self.command} {self.path}")
        if not self.behaviour(self, self.index + 1):
            answer = self.upstream_answer()
            self.send_answer(answer.status_code, answer.content, answer.headers)

    def upstream_answer(self) -> httpx.Response:
        """The answer of the server behind the proxy."""
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "connection"}}
        try:
            return self.http.request(self.command, self.upstream + self.path, headers=headers, content=self.body)
        except httpx.LocalProtocolError:
            # A request that cannot be passed on, such as one with a control character in a header.
            return httpx.Response(400, json={"error": {"code": "BAD_REQUEST", "message": "this is no HTTP"}})

    def send_answer(self, status: int, content: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.requests[self.index] += f" {status}"
        self.send_response(status)
        for name, value in (headers or httpx.Headers({"content-type": "application/json"})).items():
            if name not in {"content-length", "transfer-encoding", "connection", "date", "server"}:
                self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name that http.server calls it by
        """Prints nothing."""

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every method, under any name."""
        if name.startswith("do_"):
            return self.handle_any
        raise AttributeError(name)


@contextmanager
def proxy(upstream: str, behaviour: Behaviour) -> Iterator[tuple[str, list[str]]]:
    """The URL of a proxy for `upstream` with this behaviour, and the requests that it receives, with their statuses."""
    requests: list[str] = []
    with httpx.Client(timeout=30) as http:
        fields = {
            "upstream": upstream,
            "behaviour": staticmethod(behaviour),
            "requests": requests,
            "lock": threading.Lock(),
            "http": http,
        }
        handler = type("Handler", (Proxy,), fields)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}", requests
            server.shutdown()


def pass_on(proxy: Proxy, number: int) -> bool:
    return False


def errors_after(count: int) -> Behaviour:
    """A server that answers 500 from some request on."""

    def behaviour(proxy: Proxy, number: int) -> bool:
        if number > count:
            proxy.send_answer(500, b'{"error": {"code": "INTERNAL", "message": "down"}}')
        return number > count

    return behaviour


def hangs_after(count: int, released: threading.Event) -> Behaviour:
    """A server that accepts requests and stops answering from some request on."""

    def behaviour(proxy: Proxy, number: int) -> bool:
        if number > count:
            released.wait()
            proxy.close_connection = True
        return number > count

    return behaviour


def dies_after(count: int) -> Behaviour:
    """A server that closes each connection without an answer from some request on."""

    def behaviour(proxy: Proxy, number: int) -> bool:
        if number > count:
            proxy.close_connection = True
            proxy.connection.shutdown(socket.SHUT_RDWR)
        return number > count

    return behaviour


UUID = re.compile(rb"(?<![0-9a-f])[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])")
DIGITS = bytes.maketrans(b"0123456789abcdef", b"fedcba9876543210")


def with_other_ids(content: bytes) -> bytes:
    """The content with every UUID replaced by another one. Applied twice, it gives the original."""
    return UUID.sub(lambda match: match[0].translate(DIGITS), content)


def under_other_ids(proxy: Proxy, number: int) -> bool:
    """A server with the data of a sandbox under other IDs, so that no ID of an example exists."""
    path, body = with_other_ids(proxy.path.encode()).decode(), with_other_ids(proxy.body)
    headers = {name: value for name, value in proxy.headers.items() if name.lower() != "connection"}
    answer = proxy.http.request(proxy.command, proxy.upstream + path, headers=headers, content=body)
    proxy.send_answer(answer.status_code, with_other_ids(answer.content), answer.headers)
    return True
