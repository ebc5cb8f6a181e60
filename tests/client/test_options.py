"""Options for some calls: `with_options` gives a client that shares its connections with the original."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from pixxel_client import NO_RETRIES, Departure, Pixxel, Retries, errors
from tests.client.support import BASE_URL, KEY, async_pixxel, json_answer, pixxel

AOI = {"aoi_id": "1", "name": "n", "status": "success"}


class Server:
    """Answers with an AOI, or with `status`, and keeps the requests."""

    def __init__(self, status: int = 200, value: Any = AOI) -> None:
        self.status = status
        self.value = value
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return json_answer(self.status, self.value)


def timeouts(request: httpx.Request) -> dict[str, float]:
    values: dict[str, float] = request.extensions["timeout"]
    return values


def test_timeout_applies_to_the_client_with_the_option_only() -> None:
    server = Server()
    client = pixxel(server)

    client.with_options(timeout=3).aois.get("1")
    client.aois.get("1")

    short, default = map(timeouts, server.requests)
    assert set(short.values()) == {3}
    assert set(default.values()) != {3}


def test_retries_apply_to_the_client_with_the_option_only() -> None:
    server = Server(status=503)
    three = Retries(attempts=3, backoff=0.001)
    client = pixxel(server, retries=NO_RETRIES)

    for caller, attempts in ((client.with_options(retries=three), 3), (client, 1)):
        server.requests.clear()
        with pytest.raises(errors.ServerError):
            caller.aois.get("1")
        assert len(server.requests) == attempts


def test_headers_of_several_options_are_added() -> None:
    server = Server()
    client = pixxel(server)

    traced = client.with_options(headers={"X-Trace": "1", "User-Agent": "mine"}).with_options(headers={"X-Run": "2"})
    traced.aois.get("1")
    client.aois.get("1")

    with_options, without = (request.headers for request in server.requests)
    assert (with_options["x-trace"], with_options["x-run"], with_options["user-agent"]) == ("1", "2", "mine")
    assert with_options["authorization"] == without["authorization"] == KEY
    assert with_options["accept"] == without["accept"]
    assert "x-trace" not in without
    assert without["user-agent"].startswith("pixxel-client/")


@pytest.mark.parametrize("name", ["Authorization", "authorization"])
def test_authorization_header_is_refused_as_an_option(name: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="api_key"):
        pixxel(Server()).with_options(headers={name: "another"})


def test_departures_go_to_the_function_of_the_client_with_the_option() -> None:
    of_client: list[Departure] = []
    of_option: list[Departure] = []
    client = pixxel(Server(value=AOI | {"status": "asleep"}), on_departure=of_client.append)

    client.with_options(on_departure=of_option.append).aois.get("1")
    assert (len(of_client), len(of_option)) == (0, 1)
    client.with_options(timeout=1).aois.get("1")
    assert (len(of_client), len(of_option)) == (1, 1)


def test_original_client_and_its_nouns_do_not_change() -> None:
    server = Server()
    client = pixxel(server)
    aois = client.aois

    other = client.with_options(headers={"X-Trace": "1"})

    assert client.aois is aois
    assert other.aois is not aois
    aois.get("1")
    assert "x-trace" not in server.requests[0].headers


def test_connections_are_shared_until_the_original_client_is_closed() -> None:
    client = Pixxel(api_key=KEY, base_url=BASE_URL)
    with client.with_options(timeout=1) as other:
        http = client._connections.get()
        assert other._connections.get() is http
    assert not http.is_closed

    client.close()

    for closed in (client, other):
        with pytest.raises(errors.ConfigurationError, match="closed"):
            closed.aois.get("1")


def test_async_client_takes_the_same_options() -> None:
    server = Server()

    async def calls() -> None:
        client = async_pixxel(server)
        await client.with_options(timeout=3, headers={"X-Trace": "1"}).aois.get("1")
        await client.close()
        with pytest.raises(errors.ConfigurationError, match="closed"):
            await client.aois.get("1")

    asyncio.run(calls())
    (request,) = server.requests
    assert request.headers["x-trace"] == "1"
    assert set(timeouts(request).values()) == {3}
