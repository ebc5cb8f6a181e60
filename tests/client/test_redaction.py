"""Redaction: neither the key nor the signature of a URL is in a log, in an error or on the terminal.

An error is searched as a crash reporter would: with its causes, and the locals of every frame outside the tests.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from pixxel_client import NO_RETRIES, AsyncPixxel, Departure, Pixxel, Retries, errors
from pixxel_client._http.credentials import Secret
from tests.client.concurrent_calls import ANSWERS, Calls
from tests.client.exposure import leaks, traceback_of, ways_to
from tests.client.faulty_server import (
    FaultyServer,
    Step,
    answering,
    closing_after,
    hanging_after,
    head,
    reset_unanswered,
    reset_unread,
    status,
)
from tests.client.support import CONTRACT, KEY, OPERATIONS, example_answer, module_of, share
from tests.oracle import JSON, Operation

SIGNATURE = "5igned-and-not-to-be-seen"
SIGNED = f"https://bucket.example/file.tif?X-Amz-Credential=anybody&X-Amz-Signature={SIGNATURE}"
SECRETS = (KEY, SIGNATURE)

QUICK = Retries(attempts=2, backoff=0.001)
SHORT_READ_TIMEOUT = httpx.Timeout(30, read=0.1)
SHORT_WRITE_TIMEOUT = httpx.Timeout(30, write=0.1)


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as hostile:
        yield hostile.open()


def signed(value: Any) -> Any:
    """JSON with a signed URL in place of every string."""
    if isinstance(value, dict):
        return {key: signed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [signed(part) for part in value]
    return SIGNED if isinstance(value, str) else value


def json_of(code: int, value: Any, *headers: str) -> bytes:
    return status(code, f"Content-Type: {JSON}", *headers, body=httpx.Response(200, json=value).content)


def envelope(code: int) -> bytes:
    details = {"url": SIGNED, "see": [SIGNED]}
    return json_of(code, {"error": {"code": "X", "message": "no", "details": details}})


def all_signed(value: Any) -> Any:
    """JSON whose values are all signed URLs."""
    if isinstance(value, dict):
        return dict.fromkeys(value, SIGNED)
    return [SIGNED] if isinstance(value, list) else SIGNED


def of_success(operation: Operation, change: Callable[[Any], Any]) -> bytes:
    """The documented answer, changed where it is JSON."""
    if JSON not in operation.answers[str(operation.success)]:
        return ANSWERS[operation.id]
    return json_of(operation.success, change(example_answer(operation).json()))


Plan = Callable[[Operation], Sequence[Step]]


def always(*parts: bytes) -> Plan:
    return lambda _: [answering(*parts)]


def by_contract(answer: Callable[[Operation], bytes]) -> Plan:
    return lambda operation: [answering(answer(operation))]


# What the server does with a request, by the outcome.
OUTCOMES: dict[str, Plan] = {
    **{f"a {code}": always(envelope(code)) for code in (299, 400, 401, 403, 404, 409, 418, 429, 500, 503)},
    "a page of HTML": always(status(502, "Content-Type: text/html", body=f"<a href='{SIGNED}'>".encode())),
    "a success": by_contract(lambda operation: of_success(operation, signed)),
    "a success with a wrong value everywhere": by_contract(lambda operation: of_success(operation, all_signed)),
    "a success cut off": always(status(200, f"Content-Type: {JSON}", body=f'{{"url": "{SIGNED}'.encode())),
    "a list": always(json_of(200, [SIGNED])),
    "a string": always(json_of(200, SIGNED)),
    "another media type": always(status(200, "Content-Type: text/x-uri", body=SIGNED.encode())),
    "a retry": lambda operation: [reset_unanswered, answering(ANSWERS[operation.id])],
    "a reset before the request is read": lambda _: [reset_unread],
    "an end in the body": lambda _: [closing_after(head(200, "Content-Length: 1000"), SIGNED.encode())],
    "a hang": lambda _: [hanging_after()],
    "garbage": lambda _: [closing_after(b"\x16\x03\x01\r\n\r\n")],
    "a redirect": always(status(302, f"Location: {SIGNED}")),
    "a relative redirect": always(status(307, f"Location: /file?X-Amz-Signature={SIGNATURE}")),
}


SOURCES = [("sync", "argument"), ("asyncio", "variable"), ("sync", "profile"), ("asyncio", "function")]


@pytest.mark.parametrize(("way", "source"), SOURCES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_secret_is_in_logs_or_errors_of_any_outcome(
    outcome: str,
    source: str,
    way: str,
    server: FaultyServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    keys: dict[str, str | Callable[[], str]] = {"argument": KEY, "function": lambda: KEY}
    if source == "variable":
        monkeypatch.setenv("PIXXEL_API_KEY", KEY)
    if source == "profile":
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        profile = tmp_path / "pixxel" / "config.toml"
        profile.parent.mkdir()
        profile.touch(mode=0o600)
        profile.write_text(f'[default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\n', encoding="utf-8")
    number = SOURCES.index((way, source)) + [*OUTCOMES].index(outcome)
    calls = Calls().add_all(share(OPERATIONS, number, len(SOURCES)))
    for name, operation in calls.named.items():
        server.plan(name, *OUTCOMES[outcome](operation))

    results = calls.make(way, server.url, api_key=keys.get(source), retries=QUICK, timeout=SHORT_READ_TIMEOUT)

    assert server.keys == {KEY}
    for result in results.values():
        assert ways_to(result, [KEY]) == []
        if isinstance(result, Exception):
            assert leaks(traceback_of(result), SECRETS) == []
    assert {"httpcore.http11", "asyncio" if way == "asyncio" else "httpcore.connection"} <= logged(caplog)
    assert leaks(caplog.text, SECRETS) == []
    assert leaks("".join(capfd.readouterr()), SECRETS) == []


def logged(caplog: pytest.LogCaptureFixture) -> set[str]:
    """The loggers that wrote something."""
    return {record.name for record in caplog.records}


@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_no_secret_is_in_the_error_of_a_request_that_is_not_received(
    way: str, caplog: pytest.LogCaptureFixture
) -> None:
    """With more headers than the buffers hold, the request hangs where the sender has all of them in its locals."""
    caplog.set_level(logging.DEBUG)
    with socket.create_server(("127.0.0.1", 0)) as idle:
        error = write_timeout(way, f"http://127.0.0.1:{idle.getsockname()[1]}", {"X-Long": "x" * 8_000_000})

    assert isinstance(error.__cause__, httpx.WriteTimeout)
    assert leaks(traceback_of(error), SECRETS) == []
    assert leaks(caplog.text, SECRETS) == []


def write_timeout(way: str, url: str, headers: dict[str, str]) -> errors.TimedOut:
    async def call() -> None:
        async with AsyncPixxel(api_key=KEY, base_url=url, retries=NO_RETRIES, timeout=SHORT_WRITE_TIMEOUT) as client:
            await client.with_options(headers=headers).aois.get("1")

    with pytest.raises(errors.TimedOut) as raised:
        if way == "asyncio":
            asyncio.run(call())
        with Pixxel(api_key=KEY, base_url=url, retries=NO_RETRIES, timeout=SHORT_WRITE_TIMEOUT) as client:
            client.with_options(headers=headers).aois.get("1")
    return raised.value


# ── Before anything is sent ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("client", [Pixxel, AsyncPixxel])
@pytest.mark.parametrize(
    "options",
    [
        {"api_key": f"{KEY} "},
        {"api_key": f"{KEY}\n"},
        {"api_key": None},
        {"api_key": [KEY]},
        {"api_key": KEY, "base_url": "pixxel.test"},
    ],
    ids=["a space", "a line break", "the variable", "a list", "the base URL"],
)
def test_no_secret_is_in_a_configuration_error(
    client: type[Pixxel], options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIXXEL_API_KEY", f"{KEY} ")

    with pytest.raises(errors.ConfigurationError) as raised:
        client(**options)

    assert leaks(traceback_of(raised.value), SECRETS) == []


def test_key_in_the_base_url_is_refused_and_not_shown() -> None:
    with pytest.raises(errors.ConfigurationError) as raised:
        Pixxel(api_key="another", base_url=f"https://{KEY}@pixxel.test")

    assert leaks(str(raised.value), SECRETS) == []


# ── What leads to the key ────────────────────────────────────────────────────────────────────────────────────────────

AOIS = {"aois": [{"aoi_id": "1", "name": "n", "status": "asleep"}]}
# A redirect to the API's own origin: httpx prepares the next request, with the key.
ANSWERS_TO_LIST = {
    "a success": json_of(200, AOIS),
    "a success that cannot be read": json_of(200, []),
    "an error": envelope(404),
    "an error after retries": envelope(503),
    "a redirect": status(307, "Location: /v0/aois"),
    "a redirect to nothing": status(307, "Location: http://[/"),
}


MODES = {"off": "off", "raise": "raise", "record": "record:{folder}/record"}
LIST = module_of(CONTRACT.operations["listAois"]).OPERATION


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("answer", ANSWERS_TO_LIST)
def test_no_object_that_a_user_gets_leads_to_the_key(
    answer: str, mode: str, server: FaultyServer, tmp_path: Path
) -> None:
    """By any reference, such as a request that an answer refers to and no repr shows."""
    is_async = ([*ANSWERS_TO_LIST].index(answer) + [*MODES].index(mode)) % 2
    before = server.requests[""]
    server.plan("", answering(ANSWERS_TO_LIST[answer]))
    departures: list[Departure] = []
    options: dict[str, Any] = {
        "api_key": KEY,
        "base_url": server.url,
        "retries": QUICK,
        "contract": MODES[mode].format(folder=tmp_path),
        "on_departure": departures.append,
    }

    def sync() -> list[list[str]]:
        with Pixxel(**options) as client:
            pages = client.aois.list().pages()
            outcomes = [
                outcome(call)
                for call in (lambda: client.call_detailed(LIST, {}), lambda: client.call(LIST, {}), lambda: next(pages))
            ]
            return [ways_to(got, [KEY]) for got in (client, client.aois, pages, departures, *outcomes)]

    async def in_a_loop() -> list[list[str]]:
        async with AsyncPixxel(**options) as client:
            pages = client.aois.list().pages()
            calls = (client.call_detailed(LIST, {}), client.call(LIST, {}), anext(pages))
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
            return [ways_to(got, [KEY]) for got in (client, client.aois, pages, departures, *outcomes)]

    found = asyncio.run(in_a_loop()) if is_async else sync()

    assert found == [[]] * 7
    assert server.requests[""] - before >= 3


def outcome(call: Callable[[], Any]) -> Any:
    """What a call returns or raises."""
    try:
        return call()
    except errors.PixxelError as error:
        return error


# ── The search itself ────────────────────────────────────────────────────────────────────────────────────────────────


def test_secret_in_a_message_a_local_or_a_cause_is_found() -> None:
    # Compiled outside of this file, whose frames are not searched.
    scope: dict[str, Any] = {"errors": errors}
    exec("def outside(held, cause):\n    raise errors.PixxelError('no') from cause", scope)  # noqa: S102
    for arguments in ((KEY, None), (None, ValueError(SIGNED))):
        with pytest.raises(errors.PixxelError) as raised:
            scope["outside"](*arguments)
        assert leaks(traceback_of(raised.value), SECRETS)
    assert leaks(traceback_of(errors.PixxelError(KEY)), SECRETS)
    with pytest.raises(errors.PixxelError) as raised:
        scope["outside"](None, None)
    assert leaks(traceback_of(raised.value), SECRETS) == []


# Compiled outside of this file, whose functions and frames are not opened.
HOLDERS = """
class Slotted:
    __slots__ = ("held",)

class Hidden:
    def __repr__(self):
        return "nothing"

def closure(held):
    return lambda: held

def default(held=KEY):
    pass

def generator(held):
    yield
    return held

async def coroutine(held):
    return held

def failing(held):
    raise ValueError

slotted, hidden, started, awaiting = Slotted(), Hidden(), generator(KEY), coroutine(KEY)
slotted.held = hidden.held = KEY
next(started)
"""


def test_way_to_a_secret_is_found_through_any_reference() -> None:
    scope: dict[str, Any] = {"KEY": KEY}
    exec(HOLDERS, scope)  # noqa: S102
    redirect = httpx.Response(302)
    redirect.next_request = httpx.Request("GET", "http://pixxel.test", headers={"Authorization": KEY})
    holders = [scope[name] for name in ("slotted", "hidden", "default", "started", "awaiting")]
    holders += [redirect, scope["closure"](KEY), {KEY: 1}, [(KEY.encode(),)], bytearray(KEY, "ascii")]
    with pytest.raises(ValueError) as raised:  # noqa: PT011  no text
        scope["failing"](KEY)
    caused = errors.PixxelError()
    caused.__context__ = raised.value

    for holder in (*holders, raised.value, caused):
        assert ways_to(holder, [KEY]), holder
    assert ways_to([scope["closure"], scope["Slotted"], Secret(KEY)], [KEY]) == []
    scope["awaiting"].close()
