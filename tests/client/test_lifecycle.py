"""The life of a client: threads, forks, event loops, copies, pickles and closing. Over real sockets."""

from __future__ import annotations

import asyncio
import copy
import gc
import os
import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from pixxel_client import NO_RETRIES, AsyncPixxel, Pixxel, Retries, errors
from tests.client.support import BASE_URL, KEY, json_answer
from tests.subprocesses import run_python

AOI = {"aoi_id": "1", "name": "n", "status": "success"}


class Server(ThreadingHTTPServer):
    """Answers every GET with an AOI and a cookie, keeps connections open, and counts them."""

    daemon_threads = True
    # Connections that a busy machine does not accept at once wait; refused ones would be retried after seconds.
    request_queue_size = 100

    def __init__(self) -> None:
        self.connections = 0
        self.keys: list[str] = []
        self.cookies: list[str | None] = []
        # The port that each request came from: another port is another connection.
        self.ports: list[int] = []
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        assert isinstance(self.server, Server)
        self.server.connections += 1

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.keys.append(self.headers["authorization"])
        self.server.ports.append(self.client_address[1])
        self.server.cookies.append(self.headers["cookie"])
        answer = json_answer(200, AOI)
        self.send_response(200)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Set-Cookie", "session=1; Path=/")
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its name in the standard library
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def client_of(server: Server, **options: Any) -> Pixxel:
    return Pixxel(**{"api_key": KEY, "base_url": server.url, **options})


def async_client_of(server: Server, **options: Any) -> AsyncPixxel:
    return AsyncPixxel(**{"api_key": KEY, "base_url": server.url, **options})


def run(program: str, server: Server) -> str:
    """The output of a program in a process of its own."""
    result = run_python("-c", program, environment={"PIXXEL_API_KEY": KEY, "PIXXEL_BASE_URL": server.url})
    assert result.returncode == 0, result.stderr
    return result.stdout


# Closing


def test_closed_client_cannot_be_used(server: Server) -> None:
    with client_of(server) as client:
        assert client.aois.get("1").name == "n"
        aois = client.aois

    client.close()
    for use in (lambda: client.aois.get("1"), lambda: aois.get("1"), client.__enter__):
        with pytest.raises(errors.ConfigurationError, match="this client is closed; make another"):
            use()


def test_closed_async_client_cannot_be_used(server: Server) -> None:
    async def calls() -> None:
        async with async_client_of(server) as client:
            assert (await client.aois.get("1")).name == "n"
        await client.close()
        for use in (lambda: client.aois.get("1"), client.__aenter__):
            with pytest.raises(errors.ConfigurationError, match="this client is closed; make another"):
                await use()

    asyncio.run(calls())


def test_closed_client_does_not_call_the_key_function() -> None:
    def ask() -> str:
        raise AssertionError("called")

    client = Pixxel(api_key=ask, base_url=BASE_URL)
    client.close()

    with pytest.raises(errors.ConfigurationError, match="closed"):
        client.aois.get("1")


def test_unused_client_can_be_closed() -> None:
    Pixxel(api_key=KEY).close()
    asyncio.run(AsyncPixxel(api_key=KEY).close())


def test_http_client_of_the_user_stays_open(server: Server) -> None:
    with httpx.Client() as http:
        with client_of(server, http_client=http) as client:
            client.aois.get("1")

        assert not http.is_closed
        with pytest.raises(errors.ConfigurationError, match="closed"):
            client.aois.get("1")
        assert client_of(server, http_client=http).aois.get("1").name == "n"
    assert server.connections == 1


@pytest.mark.parametrize("http_client", [httpx.AsyncClient(), "http", httpx.HTTPTransport(), httpx.Client])
def test_http_client_must_be_an_httpx_client(http_client: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"http_client .*httpx\.Client"):
        Pixxel(api_key=KEY, http_client=http_client)


@pytest.mark.parametrize("http_client", [httpx.Client(), "http", httpx.AsyncClient])
def test_http_client_of_an_async_client_must_be_async(http_client: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"http_client .*httpx\.AsyncClient"):
        AsyncPixxel(api_key=KEY, http_client=http_client)


def test_wrong_kind_of_with_is_an_error_that_names_the_right_one() -> None:
    async def enter(client: Any) -> None:
        async with client:
            """Never reached."""

    with pytest.raises(TypeError, match="AsyncPixxel is for `async with`"), AsyncPixxel(api_key=KEY):  # type: ignore[attr-defined]  # pyright: ignore
        """Never reached."""
    with pytest.raises(TypeError, match="Pixxel is for `with`"):
        asyncio.run(enter(Pixxel(api_key=KEY)))


# Threads and tasks


def test_threads_share_one_httpx_client() -> None:
    client = Pixxel(api_key=KEY)
    together = threading.Barrier(8, timeout=60)

    def get(_: int) -> httpx.Client:
        together.wait()
        return client._connections.get()

    with client, ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(get, range(8)))) == 1


def test_connections_are_kept_for_the_next_call(server: Server) -> None:
    async def calls() -> None:
        async with async_client_of(server) as client:
            for _ in range(3):
                await client.aois.get("1")

    with client_of(server) as client:
        for _ in range(3):
            client.aois.get("1")
    assert server.connections == 1
    asyncio.run(calls())
    assert server.connections == 2


def test_cookies_of_the_server_are_not_sent_back(server: Server) -> None:
    async def calls() -> None:
        async with async_client_of(server) as client:
            for _ in range(2):
                await client.aois.get("1")

    with client_of(server) as client:
        for _ in range(2):
            client.aois.get("1")
    asyncio.run(calls())

    assert server.cookies == [None] * 4


# Event loops


def test_async_client_has_new_connections_in_each_event_loop(server: Server) -> None:
    """The connections of a loop are closed when it ends, unless they are closed already."""
    client = async_client_of(server)
    http_clients: list[httpx.AsyncClient] = []

    async def calls() -> None:
        for _ in range(2):
            await client.aois.get("1")
        http_clients.append(await client._connections.get())

    asyncio.run(calls())
    asyncio.run(calls())

    assert server.connections == 2
    assert http_clients[0] is not http_clients[1]
    assert all(http.is_closed for http in http_clients)
    # An open connection would give a warning here, and a warning is an error.
    gc.collect()


def test_async_client_works_in_event_loops_of_several_threads(server: Server) -> None:
    client = async_client_of(server)
    together = threading.Barrier(3, timeout=60)

    async def calls() -> str:
        await client.aois.get("1")
        await asyncio.to_thread(together.wait)
        return (await client.aois.get("1")).name

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda _: asyncio.run(calls()), range(3))) == ["n"] * 3
    assert server.connections == 3


SHARED_HTTP_CLIENT = """
import asyncio
import httpx
from pixxel_client import AsyncPixxel, errors

client = AsyncPixxel(http_client=httpx.AsyncClient())

async def call():
    try:
        print((await client.aois.get("1")).name)
    except errors.ConfigurationError as error:
        print(error)

asyncio.run(call())
asyncio.run(call())
"""


def test_http_client_with_connections_of_another_event_loop_is_refused(server: Server) -> None:
    first, second = run(SHARED_HTTP_CLIENT, server).splitlines()

    assert first == "n"
    assert second.startswith("http_client has connections of another event loop")


def test_http_client_without_connections_works_in_any_event_loop() -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: json_answer(200, AOI)))
    client = AsyncPixxel(api_key=KEY, http_client=http)

    async def call() -> str:
        return (await client.aois.get("1")).name

    assert [asyncio.run(call()), asyncio.run(call())] == ["n", "n"]


# Processes

# The child ends before the parent goes on: what becomes of a connection that both use does not depend on who is first.
FORK = """
import os
import httpx
from pixxel_client import Pixxel, errors

shared = httpx.Client()
for client in (Pixxel(), Pixxel(http_client=shared)):
    client.aois.get("1")
    child = os.fork()
    if child == 0:
        try:
            print(client.aois.get("1").name, flush=True)
        except errors.ConfigurationError as error:
            print(error, flush=True)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    client.aois.get("1")
    client.close()
"""

by_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@by_fork
def test_forked_process_has_connections_of_its_own(server: Server) -> None:
    own, shared = run(FORK, server).splitlines()

    assert own == "n"
    assert shared.startswith("http_client has been used by the process that this one was forked from")
    of_parent, of_child, *others = server.ports
    assert of_parent != of_child
    # The connection of the parent is still open. The second child sends nothing.
    assert others == [of_parent, others[1], others[1]]
    assert server.connections == 3


# A thread holds the lock when the process forks: {hold} waits in it.
FORK_WITH_A_LOCK = """
import os, signal, threading
import httpx
from pixxel_client import Pixxel

held, leave, parent = threading.Event(), threading.Event(), os.getpid()

def hold():
    if os.getpid() == parent:
        held.set()
        leave.wait()
    return "a-key"

class SlowToMake(httpx.Client):
    def __init__(self, **options):
        hold()
        super().__init__(**options)

{set_up}
thread = threading.Thread(target=client.aois.get, args="1", daemon=True)
thread.start()
held.wait()
child = os.fork()
if child == 0:
    # Ends a child that waits for the lock; far more time than it needs.
    signal.alarm(30)
    print(client.aois.get("1").name, flush=True)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
leave.set()
thread.join()
client.close()
"""
LOCKS = {
    "key": "client = Pixxel(api_key=hold)",
    "connections": "httpx.Client = SlowToMake; client = Pixxel()",
}


@by_fork
@pytest.mark.parametrize("lock", LOCKS)
def test_forked_process_does_not_wait_for_a_thread_of_its_parent(lock: str, server: Server) -> None:
    assert run(FORK_WITH_A_LOCK.replace("{set_up}", LOCKS[lock]), server).splitlines() == ["n", "0"]


# Copies and pickles


def key_function() -> str:
    return KEY


@pytest.mark.parametrize("copying", [copy.copy, copy.deepcopy, lambda client: client.with_options()])
def test_copy_equals_its_original_and_works(copying: Callable[[Pixxel], Pixxel], server: Server) -> None:
    with client_of(server, auth_prefix="Bearer", timeout=5) as original:
        client = original.with_options(headers={"X-Trace": "1"})
        with copying(client) as twin:
            assert twin == client
            assert hash(twin) == hash(client)
            assert twin is not client
            assert twin.aois.get("1").name == client.aois.get("1").name == "n"
    assert server.keys == [f"Bearer {KEY}"] * 2


def test_copy_shares_connections_and_deep_copy_does_not(server: Server) -> None:
    with client_of(server) as client:
        client.aois.get("1")
        with copy.copy(client) as shallow:
            shallow.aois.get("1")
        assert server.connections == 1
        with copy.deepcopy(client) as deep:
            deep.aois.get("1")
        assert server.connections == 2
        assert client.aois.get("1").name == "n"


def test_deep_copy_works_after_its_original_is_closed(server: Server) -> None:
    with client_of(server) as client:
        twin = copy.deepcopy(client)

    with twin:
        assert twin.aois.get("1").name == "n"


def test_deep_copy_shares_the_http_client_of_the_user() -> None:
    http = httpx.Client(transport=httpx.MockTransport(lambda _: json_answer(200, AOI)))
    client = Pixxel(api_key=KEY, http_client=http)

    assert copy.deepcopy(client) == client
    assert copy.deepcopy(client)._connections.get() is http


def test_clients_with_the_same_settings_are_equal() -> None:
    http = httpx.Client()
    usual = Pixxel(api_key=KEY)
    different = [
        Pixxel(api_key="another"),
        Pixxel(api_key=key_function),
        Pixxel(api_key=KEY, base_url=BASE_URL),
        Pixxel(api_key=KEY, auth_prefix="Bearer"),
        Pixxel(api_key=KEY, timeout=1),
        Pixxel(api_key=KEY, retries=NO_RETRIES),
        Pixxel(api_key=KEY, on_departure=print),
        Pixxel(api_key=KEY, http_client=http),
        usual.with_options(headers={"X-Trace": "1"}),
        AsyncPixxel(api_key=KEY),
        KEY,
    ]

    assert usual == Pixxel(api_key=KEY)
    assert usual.aois is not None
    assert usual == Pixxel(api_key=KEY, retries=Retries())
    assert Pixxel(api_key=key_function) == Pixxel(api_key=key_function)
    for other in different:
        assert usual != other


@pytest.mark.parametrize("kind", [Pixxel, AsyncPixxel])
@pytest.mark.parametrize("source", ["variable", "profile", "callable"])
def test_pickle_has_no_key_and_reads_it_again_when_loaded(
    source: str, kind: type[Pixxel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: dict[str, Any] = {}
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "pixxel" / "config.toml"
    file.parent.mkdir()
    file.touch(mode=0o600)
    if source == "variable":
        monkeypatch.setenv("PIXXEL_API_KEY", KEY)
    elif source == "profile":
        file.write_text(f'[work]\napi_key = "{KEY}"\nbase_url = "{BASE_URL}"\nauth_prefix = "Bearer"\n')
        options["profile"] = "work"
    else:
        options["api_key"] = key_function
    client = kind(timeout=httpx.Timeout(5), retries=Retries(attempts=2), **options)
    client = client.with_options(headers={"X-Trace": "1"}, on_departure=print)
    assert client.aois is not None

    pickled = pickle.dumps(client)

    assert KEY.encode() not in pickled
    assert pickle.loads(pickled) == client  # noqa: S301  from this test
    if source != "callable":
        monkeypatch.delenv("PIXXEL_API_KEY", raising=False)
        file.write_text("[other]\n")
        with pytest.raises(errors.ConfigurationError, match=r"PIXXEL_API_KEY|there is no profile \[work\]"):
            pickle.loads(pickled)  # noqa: S301


def test_client_from_a_pickle_works(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIXXEL_API_KEY", KEY)
    client = Pixxel(base_url=server.url)
    client.aois.get("1")
    client.close()

    monkeypatch.setenv("PIXXEL_API_KEY", "rotated")
    with pickle.loads(pickle.dumps(client)) as twin:  # noqa: S301
        twin.aois.get("1")

    assert server.keys == [KEY, "rotated"]


def test_pickle_is_refused_if_the_base_url_of_its_profile_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "pixxel" / "config.toml"
    file.parent.mkdir()
    file.touch(mode=0o600)
    file.write_text(f'[default]\napi_key = "k"\nbase_url = "{BASE_URL}"\n')
    pickled = pickle.dumps(Pixxel())

    for elsewhere in ("https://elsewhere.test", "nonsense"):
        file.write_text(f'[default]\napi_key = "k"\nbase_url = "{elsewhere}"\n')
        with pytest.raises(errors.ConfigurationError, match=r"\[default\] of"):
            pickle.loads(pickled)  # noqa: S301


def test_pickle_with_a_key_or_an_http_client_is_refused(server: Server) -> None:
    with pytest.raises(TypeError, match="holds a key and cannot be pickled; pass a function as api_key or set PIXXEL"):
        pickle.dumps(Pixxel(api_key=KEY))
    with pytest.raises(TypeError, match="http_client cannot be pickled"):
        pickle.dumps(Pixxel(api_key=key_function, http_client=httpx.Client()))


# Options


@pytest.mark.parametrize(
    "bad", [-1, 0, float("nan"), float("inf"), 1e300, True, "5", httpx.Timeout(-1), httpx.Timeout(5, connect=-1)]
)
def test_timeout_out_of_range_is_refused(bad: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="timeout must be a number of seconds above 0"):
        Pixxel(api_key=KEY, timeout=bad)
    with pytest.raises(errors.ConfigurationError, match="timeout must be a number of seconds above 0"):
        Pixxel(api_key=KEY).with_options(timeout=bad)


def timeouts(**options: Any) -> dict[str, float | None]:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return json_answer(200, AOI)

    http = httpx.Client(transport=httpx.MockTransport(answer), timeout=7)
    Pixxel(api_key=KEY, http_client=http, **options).aois.get("1")
    found: dict[str, float | None] = requests[0].extensions["timeout"]
    return found


def test_timeout_is_the_option_or_else_that_of_the_http_client() -> None:
    async def async_timeout() -> httpx.Timeout:
        async with AsyncPixxel(api_key=KEY) as client:
            return (await client._connections.get()).timeout

    with Pixxel(api_key=KEY) as client:
        default = client._connections.get().timeout

    assert (default.read, default.write, default.pool, default.connect) == (60, 60, 60, 10)
    assert asyncio.run(async_timeout()) == default
    assert set(timeouts().values()) == {7}
    assert set(timeouts(timeout=5).values()) == {5}
    assert timeouts(timeout=httpx.Timeout(None, connect=2)) == {"connect": 2, "read": None, "write": None, "pool": None}


@pytest.mark.parametrize("name", ["", "a b", "a:", "a\n", "ä", "(x)", 5, b"x"])
def test_malformed_header_name_is_refused(name: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="is not the name of a header"):
        Pixxel(api_key=KEY).with_options(headers={name: "value"})


@pytest.mark.parametrize("headers", [[], [("X-Trace", KEY)], f"X-Trace: {KEY}", 5])
def test_headers_that_are_no_mapping_are_refused_and_not_shown(headers: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="headers must be a mapping of names to values") as raised:
        Pixxel(api_key=KEY).with_options(headers=headers)

    assert KEY not in str(raised.value)


@pytest.mark.parametrize("value", [f"{KEY}\nX-Evil: 1", f"{KEY}\r", f"{KEY}ä", f" {KEY}", f"{KEY}\x00", KEY.encode()])
def test_malformed_header_value_is_refused_and_not_shown(value: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="the value of the header X-Trace must be") as raised:
        Pixxel(api_key=KEY).with_options(headers={"X-Trace": value})

    assert KEY not in str(raised.value)


@pytest.mark.parametrize("name", ["Host", "content-length", "Transfer-Encoding", "Content-Type", "ACCEPT"])
def test_headers_that_the_client_sets_are_refused(name: str) -> None:
    with pytest.raises(errors.ConfigurationError, match=f"the header {name} is set for each request"):
        Pixxel(api_key=KEY).with_options(headers={name: "1"})
