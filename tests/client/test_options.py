"""Options for some calls: `with_options` gives a client that shares its connections with the original."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from pixxel_client import NO_RETRIES, AsyncPixxel, Departure, Pixxel, Retries, errors
from tests.client.support import BASE_URL, EVENT_LOOP, KEY, async_pixxel, json_answer, pixxel

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


# ── Pairs of options ─────────────────────────────────────────────────────────────────────────────────────────────────


class Collector:
    """Keeps departures. It is false as long as it has none, like every container."""

    def __init__(self) -> None:
        self.departures: list[Departure] = []

    def __len__(self) -> int:
        return len(self.departures)

    def __call__(self, departure: Departure) -> None:
        self.departures.append(departure)


FIRST, SECOND = Collector(), Collector()
# Two values for each option.
OPTIONS: Mapping[str, tuple[Any, Any]] = {
    "timeout": (3, httpx.Timeout(9, connect=2)),
    "retries": (Retries(attempts=2, backoff=0), Retries(attempts=3, backoff=0)),
    "headers": ({"X-First": "1", "User-Agent": "first"}, {"X-Second": "2", "user-agent": "second"}),
    "on_departure": (FIRST, SECOND),
}
PAIRS = [*itertools.permutations(OPTIONS, 2)]
by_kind = pytest.mark.parametrize("make", [pixxel, async_pixxel], ids=["sync", "async"])
Make = Callable[..., Any]


def effects(make: Make, *steps: Mapping[str, Any], **arguments: Any) -> dict[str, Any]:
    """What a client with these arguments, then these options one after the other, does: the effect of each option."""
    server = Server(value=AOI | {"status": "asleep"})
    client = make(server, **arguments)
    for options in steps:
        client = client.with_options(**options)
    FIRST.departures.clear()
    SECOND.departures.clear()

    def get() -> None:
        called = client.aois.get("1")
        if isinstance(client, AsyncPixxel):
            EVENT_LOOP.run(called)

    get()
    server.status = 503
    with pytest.raises(errors.ServerError):
        get()
    request, *failed = server.requests
    return {
        "timeout": timeouts(request),
        "retries": len(failed),
        "headers": {name: request.headers.get(name) for name in ("x-first", "x-second", "user-agent")},
        "on_departure": (len(FIRST), len(SECOND)),
    }


def test_each_option_has_values_to_test_it_with() -> None:
    names = [name for name in inspect.signature(Pixxel.with_options).parameters if name != "self"]

    assert names == [*OPTIONS]


@by_kind
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_options_one_after_the_other_are_both_at_once(first: str, second: str, make: Make) -> None:
    none = effects(make)
    for one, other in itertools.product(OPTIONS[first], OPTIONS[second]):
        steps = {first: one}, {second: other}
        alone = [effects(make, step) for step in steps]

        assert alone[0][first] != none[first]
        assert effects(make, *steps) == none | {first: alone[0][first], second: alone[1][second]}
        assert effects(make, {first: one, second: other}) == effects(make, *steps)
        client = make(Server())
        in_turn = client.with_options(**steps[0]).with_options(**steps[1])
        assert in_turn == client.with_options(**{first: one, second: other})
        assert in_turn != client.with_options(**steps[0])


@by_kind
@pytest.mark.parametrize("name", OPTIONS)
def test_same_option_twice_is_the_last_one(name: str, make: Make) -> None:
    one, other = OPTIONS[name]
    # Headers are added to those that the client has.
    last = {key.lower(): value for key, value in (one | other).items()} if name == "headers" else other
    client = make(Server())

    assert client.with_options(**{name: one}).with_options(**{name: other}) == client.with_options(**{name: last})
    assert effects(make, {name: one}, {name: other}) == effects(make, {name: last})
    assert effects(make, {name: last}) != effects(make, {name: one})


@by_kind
@pytest.mark.parametrize(("first", "second"), [pair for pair in PAIRS if pair[0] != "headers"])
def test_option_after_an_argument_of_the_client_is_both(first: str, second: str, make: Make) -> None:
    one, other = OPTIONS[first][0], OPTIONS[second][1]

    assert effects(make, {second: other}, **{first: one}) == effects(make, {first: one, second: other})


# ── Each option ──────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Options that cannot be used ──────────────────────────────────────────────────────────────────────────────────────


@by_kind
@pytest.mark.parametrize("retries", [3, 0, True, False, "3"])
def test_retries_of_another_type_are_refused(retries: Any, make: Make) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"Retries\(attempts=3\).*NO_RETRIES"):
        make(Server(), retries=retries)
    with pytest.raises(errors.ConfigurationError, match=r"Retries\(attempts=3\).*NO_RETRIES"):
        make(Server()).with_options(retries=retries)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("attempts", value) for value in (0, -1, "3", 2.0, True, None)),
        *(("backoff", value) for value in (-1, math.nan, math.inf, 1e10, "1", True, None)),
        *(("longest_wait", value) for value in (-1, math.nan, math.inf, 1e10, "1", True, None)),
        *(("deadline", value) for value in (-1, math.nan, "1", True, None)),
        *(("jitter", value) for value in (3, None)),
    ],
)
def test_retries_refuse_values_that_cannot_be_used(name: str, value: Any) -> None:
    arguments: dict[str, Any] = {name: value}

    with pytest.raises(errors.ConfigurationError, match=f"^{name} must be .*not {value!r}"):
        Retries(**arguments)


def test_retries_without_a_deadline_end_with_their_attempts() -> None:
    retries = Retries(attempts=2, backoff=0, deadline=math.inf)

    assert (retries.wait(1, 1e12), retries.wait(2, 0)) == (0, None)


@by_kind
def test_function_for_departures_that_cannot_be_called_is_refused(make: Make) -> None:
    with pytest.raises(errors.ConfigurationError, match="on_departure must be a function"):
        make(Server(), on_departure=5)
    with pytest.raises(errors.ConfigurationError, match="on_departure must be a function"):
        make(Server()).with_options(on_departure=[])


@pytest.mark.parametrize("kind", [Pixxel, AsyncPixxel])
def test_key_without_its_name_is_refused_and_not_shown(kind: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="api_key=") as caught:
        kind(KEY)

    assert KEY not in str(caught.value)
    frame = caught.traceback[-1].frame
    assert KEY not in repr(frame.f_locals)


@by_kind
def test_options_cannot_be_assigned(make: Make) -> None:
    client = make(Server())
    of_calls = [name for name in inspect.signature(Pixxel.with_options).parameters if name != "self"]
    of_clients = [name for name in inspect.signature(Pixxel).parameters if name not in {*of_calls, "positional"}]

    assert "api_key" in of_clients
    for name in of_calls:
        with pytest.raises(AttributeError, match=rf"with_options\({name}="):
            setattr(client, name, 3)
    for name in of_clients:
        with pytest.raises(AttributeError, match=f"make another with {name}="):
            setattr(client, name, "x")
