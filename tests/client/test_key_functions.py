"""When key functions are called, how often, and what happens when they fail."""

from __future__ import annotations

import asyncio
import functools
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from pixxel_client import AsyncPixxel, Pixxel, errors
from tests.client.exposure import everything_exposed_by
from tests.client.support import CONTRACT, KEY, async_pixxel, by_way, example_answer, example_call, invoke, pixxel

GET = CONTRACT.operations["getAoi"]
ROLLBACK = CONTRACT.operations["rollbackVisualizationMetadata"]


class Vault:
    """Returns the keys one after the other, and the last one from then on."""

    def __init__(self, *keys: Any) -> None:
        self.keys = keys
        self.calls = 0

    def __call__(self) -> Any:
        self.calls += 1
        return self.keys[min(self.calls, len(self.keys)) - 1]


class Server:
    """Accepts one key, answers any other with `status`, and keeps the keys of the requests."""

    def __init__(self, accepted: str, status: int = 401) -> None:
        self.accepted = accepted
        self.status = status
        self.keys: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers["authorization"])
        is_accepted = self.keys[-1] == self.accepted
        return (
            example_answer(ROLLBACK if request.method == "PATCH" else GET)
            if is_accepted
            else httpx.Response(self.status)
        )


@by_way
def test_key_function_is_called_for_the_first_request(way: str) -> None:
    vault, server = Vault("new"), Server("new")

    pixxel(server, api_key=vault)
    assert vault.calls == 0
    invoke(way, GET, example_call(GET), server, api_key=vault)

    assert vault.calls == 1
    assert server.keys == ["new"]


def test_key_is_kept_and_shared_with_clients_from_with_options() -> None:
    vault, server = Vault("new"), Server("new")
    client = pixxel(server, api_key=vault)

    for _ in range(3):
        client.aois.get("1")
    client.with_options(timeout=1).aois.get("1")

    assert vault.calls == 1
    assert server.keys == ["new"] * 4


@pytest.mark.parametrize("operation", [GET, ROLLBACK], ids=lambda operation: operation.id)
@pytest.mark.parametrize("status", [401, 403])
@by_way
def test_request_with_a_refused_key_is_sent_once_more_with_a_new_key(way: str, status: int, operation: Any) -> None:
    """Also a write operation: a request that is refused had no effect."""
    vault, server = Vault("old", "new"), Server("new", status)

    invoke(way, operation, example_call(operation), server, api_key=vault)

    assert vault.calls == 2
    assert server.keys == ["old", "new"]


def test_refused_key_is_not_sent_again() -> None:
    vault, server = Vault("old"), Server("new")

    with pytest.raises(errors.Unauthorized, match=r"\(the key came from the callable api_key \(.*\.Vault\)\)"):
        invoke("sync", GET, example_call(GET), server, api_key=vault)

    assert vault.calls == 2
    assert server.keys == ["old"]


def test_request_is_sent_with_two_keys_at_most() -> None:
    vault, server = Vault("old", "older", "oldest"), Server("new")

    with pytest.raises(errors.Unauthorized):
        invoke("sync", GET, example_call(GET), server, api_key=vault)

    assert server.keys == ["old", "older"]


@pytest.mark.parametrize("status", [400, 404, 500])
def test_other_failures_do_not_call_the_key_function(status: int) -> None:
    vault, server = Vault("old", "new"), Server("new", status)

    with pytest.raises(errors.StatusError):
        invoke("sync", GET, example_call(GET), server, api_key=vault)

    assert vault.calls == 1


def test_async_client_awaits_an_async_key_function() -> None:
    async def ask() -> str:
        await asyncio.sleep(0)
        return "new"

    invoke("async facade", GET, example_call(GET), server := Server("new"), api_key=ask)

    assert server.keys == ["new"]


def test_sync_client_refuses_an_async_key_function() -> None:
    async def ask() -> str:
        return "new"

    with pytest.raises(errors.ConfigurationError, match="AsyncPixxel waits for and Pixxel cannot"):
        invoke("sync", GET, example_call(GET), Server("new"), api_key=ask)


def test_concurrent_tasks_call_the_key_function_once() -> None:
    vault, server = Vault("old", "new"), Server("new")
    all_sent = asyncio.Event()

    async def ask() -> str:
        await asyncio.sleep(0.01)
        return str(vault())

    async def answer(request: httpx.Request) -> httpx.Response:
        # All requests are sent with the old key before the first is refused.
        if len(server.keys) == 4:
            all_sent.set()
        response = server(request)
        if response.is_error and len(server.keys) < 5:
            await all_sent.wait()
        return response

    async def calls() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        client = AsyncPixxel(api_key=ask, http_client=http)
        await asyncio.gather(*(client.aois.get("1") for _ in range(5)))

    asyncio.run(calls())
    assert vault.calls == 2
    assert server.keys == ["old"] * 5 + ["new"] * 5


def test_concurrent_threads_call_the_key_function_once() -> None:
    vault, server = Vault("old", "new"), Server("new")
    together = threading.Barrier(5, timeout=60)

    def answer(request: httpx.Request) -> httpx.Response:
        response = server(request)
        if response.is_error:
            together.wait()
        return response

    def ask() -> str:
        # Long enough for the other threads to call it too, if they could.
        time.sleep(0.05)
        return str(vault())

    client = pixxel(answer, api_key=ask)
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(client.aois.get, "12345"))

    assert vault.calls == 2
    assert sorted(server.keys) == ["new"] * 5 + ["old"] * 5


def test_key_function_works_in_one_event_loop_after_the_other() -> None:
    vault, server = Vault("old", "new"), Server("old")
    client = async_pixxel(server, api_key=vault)

    async def calls() -> None:
        await asyncio.gather(*(client.aois.get("1") for _ in range(3)))

    asyncio.run(calls())
    server.accepted = "new"
    asyncio.run(calls())

    assert vault.calls == 2


@pytest.mark.parametrize("bad", ["", "a b", f"{KEY}\n", KEY.encode(), None, 5], ids=repr)
@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_malformed_key_of_a_key_function_is_refused(way: str, bad: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"the callable api_key .* returned what") as raised:
        invoke(way, GET, example_call(GET), Server("new"), api_key=lambda: bad)

    assert KEY not in everything_exposed_by(raised.value)


def raising() -> str:
    password = KEY
    raise LookupError(f"the vault does not open to {password}")


async def raising_later() -> str:
    await asyncio.sleep(0)
    return raising()


@pytest.mark.parametrize(
    ("way", "ask", "name"), [("sync", raising, "raising"), ("asyncio", raising_later, "raising_later")]
)
def test_error_in_a_key_function_is_reported_with_its_line_and_without_its_text(
    way: str, ask: Callable[[], str | Awaitable[str]], name: str
) -> None:
    with pytest.raises(errors.ConfigurationError) as raised:
        invoke(way, GET, example_call(GET), Server("new"), api_key=ask)

    message = str(raised.value)
    assert message.startswith(f"the callable api_key ({__name__}.{name}) raised LookupError at {__file__}:")
    assert KEY not in everything_exposed_by(raised.value)
    assert raised.value.__cause__ is raised.value.__context__ is None


def test_key_function_is_called_again_after_a_failure() -> None:
    vault, server = Vault("", "new"), Server("new")
    client = pixxel(server, api_key=vault)

    with pytest.raises(errors.ConfigurationError):
        client.aois.get("1")
    client.aois.get("1")

    assert server.keys == ["new"]


def test_keyboard_interrupt_in_a_key_function_is_raised() -> None:
    def ask() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        invoke("sync", GET, example_call(GET), Server("new"), api_key=ask)


def test_repr_has_no_arguments_of_a_key_function() -> None:
    client = Pixxel(api_key=functools.partial(str, KEY))

    assert "the callable api_key (functools.partial)" in repr(client)
    assert KEY not in repr(client)
